"""Drafts held against what was published."""
