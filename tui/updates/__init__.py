"""The changes by updates: the queue of stale quotations, and the differences between revisions."""
