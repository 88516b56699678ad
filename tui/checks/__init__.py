"""Draft checks at the desk."""
