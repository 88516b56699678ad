"""Articles in the store: their revisions, and the outcome of an import."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import datetime

    from newstext.article import Article


class Revision(NamedTuple):
    """One version of an article's text, kept for ever. ``sha256`` is of the body in UTF-8, in hex."""

    id: str
    article_id: str
    seq: int
    article: Article
    sha256: str
    reader: str
    reader_version: str
    seen_at: datetime


class Outcome(StrEnum):
    """What became of an imported article."""

    ADDED = "added"
    REVISED = "new revision"
    OLDER = "older version kept"
    """It says of itself that it is older than the current revision, and stands behind it."""
    REREAD = "read anew by a newer reader"
    """The same file as the current revision, in which a newer reader of ours found other words."""
    UNCHANGED = "unchanged"
    REFUSED = "refused"
    """It holds no text, or less than the revision that stays: ``ImportResult.reason`` says which."""


class ImportResult(NamedTuple):
    """What became of one imported article, and where it is now; both ids are empty when it is nowhere."""

    outcome: Outcome
    article_id: str
    revision_id: str
    changed_quotations: int = 0
    """Settled quotations that this version took back to a person."""
    reason: str | None = None
    """Why it was refused, as a sentence."""
