"""How much a search looks at."""

CANDIDATES = 200
"""Articles of one reading that are ranked, the latest stored first."""
