"""Rules that need no engine, shared by all engines and parts of the store."""
