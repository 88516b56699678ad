"""How well web pages are read."""
