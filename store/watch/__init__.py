"""The watcher of folders, feeds and addresses, which imports articles and their updates by itself."""
