"""Decisions that wait on a person's machine while the store cannot be reached."""
