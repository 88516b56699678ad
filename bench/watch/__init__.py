"""Watching under faults: feeds and folders that fail, processes that are killed, and what watching costs."""
