"""The database file: where it lies and what others do to it, opening, connections, writers in turn, integrity."""
