"""Figures of a store: counted from the facts that an engine returns, the same for every engine."""
