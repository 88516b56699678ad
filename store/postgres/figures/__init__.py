"""Facts for figures in PostgreSQL."""
