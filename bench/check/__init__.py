"""Drafts grown by hands-on edits from published articles, checked against a store that holds these."""
