"""Everything that people at several desks share."""
