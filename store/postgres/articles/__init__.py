"""Articles in PostgreSQL."""
