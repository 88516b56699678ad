"""The limits of a report, which keep the file of a month's desk below 300 kB."""

SPEAKERS, TICKS = 20, 200
"""Speakers with a line of time, and quotations on these lines that show their words."""
WORDS, HEADLINE, NAME = 120, 60, 60
"""Characters of words, headlines and names; longer ones are cut."""
ROWS = 62
"""Rows of a table of days or weeks: two months."""
GROUPS = 30
"""Rows of a table of outlets, sources or chains."""
ARTICLES, CHANGES = 30, 30
"""Changed articles and changed quotations."""
