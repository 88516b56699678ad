"""What it costs to bring articles in."""
