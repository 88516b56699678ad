"""The items of an annotation file: texts, annotations, and what cannot be imported."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import datetime

    from newstext.article import Article
    from store.model.annotations import AnnotationState, Provenance

ANY_REVISION = ""
"""Stands where a file does not say which revision its words are of: the newest that has them."""

NEVER = "1970-01-01T00:00:00+00:00"
"""Stands for a time that nobody stated."""


class FileRevision(NamedTuple):
    """A revision in a file, with its text. ``article`` and ``revision`` are the file's own ids."""

    article: str
    revision: str
    text: Article
    reader: str
    reader_version: str
    seen_at: datetime


class TextReference(NamedTuple):
    """A text that a file has annotations of and that the store must have: by its address, or as the body it is."""

    article: str
    url: str | None = None
    body: str | None = None


class FileAnnotation(NamedTuple):
    """An annotation as a file has it. The ``revision_id`` of its pieces is what the file calls the revision."""

    id: str | None
    article: str
    """What the file calls the article."""
    state: AnnotationState
    is_registered: bool
    """Whether its speaker is one that a person settled."""
    provenance: Provenance
    generator: str | None = None
    generator_version: str | None = None
    confidence: float | None = None
    reason: str | None = None
    is_label: bool = False
    """Whether the file says nothing of it but where it stands: it is known by that."""
    doubt: str | None = None
    """Why a person must look at it before it counts, in a sentence."""


class UnfitItem(NamedTuple):
    """Something in a file that cannot be imported, and why, in a sentence for a person."""

    what: str
    why: str
