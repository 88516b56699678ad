"""Watches: folders, feeds and addresses, their visits, and the lease of the process that watches."""
