"""Mutated files and words through everything that takes foreign ones."""
