"""Watches: folders, feeds and addresses, the visits to them, and the lease of the process that does the watching."""
