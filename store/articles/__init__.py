"""Articles: lists, open articles, updates, reviews, views, queries."""
