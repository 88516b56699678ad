"""Search in SQLite: the index, the queries, the snippets."""
