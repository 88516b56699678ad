"""Annotations, speakers and the log in PostgreSQL."""
