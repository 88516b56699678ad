"""What lasts: articles, revisions, annotations, speakers and the log. ``from store import Archive`` is the door."""

from __future__ import annotations

from store.archive import Archive

__all__ = ["Archive"]
