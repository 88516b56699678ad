"""Search in PostgreSQL: the index, the queries."""
