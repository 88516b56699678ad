"""Articles in SQLite."""
