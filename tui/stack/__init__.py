"""The stack: the list of articles, its views and its search."""
