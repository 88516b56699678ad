"""Rows and records: CSV, JSON, JSON Lines."""
