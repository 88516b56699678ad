"""The limits of a search."""

CANDIDATES = 200
"""The number of articles ranked for one reading, the latest stored first."""
