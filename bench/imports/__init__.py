"""The cost of importing articles."""
