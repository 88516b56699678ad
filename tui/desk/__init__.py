"""The desk: panes, focus, the way into an article."""
