"""The review: one quotation after another."""
