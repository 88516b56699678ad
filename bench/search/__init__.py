"""How well and how fast searches find what a person typed."""
