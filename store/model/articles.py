"""Articles in the store: their revisions, and the outcome of an import."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from newstext.article import Article


class Revision(NamedTuple):
    """One version of an article, never changed or deleted. ``sha256`` is the hash of the body in UTF-8, in hex."""

    id: str
    article_id: str
    seq: int
    article: Article
    sha256: str
    reader: str
    reader_version: str
    seen_at: datetime


class ArticleRemoval(NamedTuple):
    """The entry of the log on an article that was removed. ``seq`` is shared with the other events."""

    seq: int
    at: datetime
    actor: str
    reason: str
    article_id: str
    headline: str | None
    source: str | None
    received_at: datetime
    quotations: int
    """The number of its quotations that stood."""
    decisions: Mapping[str, int]
    """The people whose decisions went with it, with the number of each."""


class Outcome(StrEnum):
    """The outcome of importing an article."""

    ADDED = "added"
    REVISED = "new revision"
    OLDER = "older version kept"
    """By its own version or time it is older than the current revision, so the current one stays."""
    REREAD = "read anew by a newer reader"
    """The same file as the current revision, but a newer reader of ours extracts different words."""
    UNCHANGED = "unchanged"
    REFUSED = "refused"
    """It has no text, or less than the current revision; ``ImportResult.reason`` says which."""


class ImportResult(NamedTuple):
    """The result of importing one article. Both ids are empty when it was not stored."""

    outcome: Outcome
    article_id: str
    revision_id: str
    changed_quotations: int = 0
    """The number of settled quotations that this version made stale."""
    reason: str | None = None
    """Why it was refused, as a sentence for people."""
