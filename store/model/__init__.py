"""What the store hands out and takes in."""
