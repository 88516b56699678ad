"""The reader: one article, its quotations marked."""
