"""Speakers: the register, likely duplicates, what each said."""
