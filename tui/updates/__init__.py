"""What updates changed: the queue, and the difference."""
