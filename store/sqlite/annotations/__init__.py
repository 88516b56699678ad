"""Annotations, speakers and the log in SQLite."""
