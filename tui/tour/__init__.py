"""The tour of the desk for a new person."""
