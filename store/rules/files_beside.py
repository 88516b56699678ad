"""The files beside a store that a store on a disk brings along. Opening a store needs this name and nothing else."""

LEARNED = "-learned.json"
"""The ending of the file that holds what the finder has learned from a store's decisions."""
READERS = "-readers"
"""The ending of the file that says who has which article open."""
