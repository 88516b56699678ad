"""The items of an annotation file: texts, annotations, and what cannot be imported."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import datetime

    from newstext.article import Article
    from store.model.annotations import AnnotationState, Provenance

ANY_REVISION = ""
"""The revision of words for which a file names none: the newest revision that contains them."""

NEVER = "1970-01-01T00:00:00+00:00"
"""The time of something for which a file states none."""


class FileRevision(NamedTuple):
    """A revision in a file, with its text. ``article`` and ``revision`` are the file's ids."""

    article: str
    revision: str
    text: Article
    reader: str
    reader_version: str
    seen_at: datetime


class TextReference(NamedTuple):
    """A text that a file annotates without being its source, by URL or body. The store must have it."""

    article: str
    url: str | None = None
    body: str | None = None


class FileAnnotation(NamedTuple):
    """An annotation in a file. The ``revision_id`` of its pieces is the file's name for the revision."""

    id: str | None
    article: str
    """The file's name for the article."""
    state: AnnotationState
    is_registered: bool
    """Whether a person settled its speaker."""
    provenance: Provenance
    generator: str | None = None
    generator_version: str | None = None
    confidence: float | None = None
    reason: str | None = None
    is_label: bool = False
    """Whether the file states nothing but its place, which then identifies it."""
    doubt: str | None = None
    """Why a person must confirm it, in a sentence."""


class UnfitItem(NamedTuple):
    """An item of a file that cannot be imported, and the reason, in a sentence for people."""

    what: str
    why: str
