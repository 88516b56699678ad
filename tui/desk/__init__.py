"""The desk: its panes, their focus, and the opening of articles."""
