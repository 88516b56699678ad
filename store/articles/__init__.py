"""Articles: opening, updates, anchoring, versions, reviews, views."""
