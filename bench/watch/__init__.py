"""The watcher under faults: feeds and folders that fail, processes that are killed, and the cost of watching."""
