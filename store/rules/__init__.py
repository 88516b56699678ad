"""Rules that need no engine, shared by all engines and the parts of the store."""
