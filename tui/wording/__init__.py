"""Articles, quotations, events and views in words."""
