"""Watched sources: what is watched, what came from each, and what went wrong."""
