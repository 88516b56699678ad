"""Watching folders, feeds and addresses, so that articles and their updates come by themselves."""
