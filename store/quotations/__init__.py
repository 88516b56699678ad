"""Quotations: decisions, remarks, conflicts, undo, suggestions."""
