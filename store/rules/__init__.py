"""What the store decides by, without asking an engine: engines and the parts of the store go by the same rules."""
