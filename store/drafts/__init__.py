"""The check of drafts against published articles."""
