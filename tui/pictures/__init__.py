"""Pictures of what is in the store: rows drawn by our own drawing, each with quotations to go to."""
