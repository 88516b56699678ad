"""Plain and pasted text."""
