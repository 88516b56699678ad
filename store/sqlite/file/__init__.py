"""The database file: opening, connections, writers in turn, soundness."""
