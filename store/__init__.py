"""Persistent storage: articles, revisions, annotations, speakers and the log. ``Archive`` is the only way in."""

from __future__ import annotations

from store.archive import Archive

__all__ = ["Archive"]
