"""Watches in PostgreSQL."""
