"""Speakers: the register, likely duplicates, reports on quotations."""
