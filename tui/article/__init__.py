"""The drawing of an article, in the reader and in a review: head, rows, marks."""
