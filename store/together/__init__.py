"""Everything that people at several desks share: assignments, views, who reads which article."""
