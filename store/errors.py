"""What can go wrong with a store, as kinds a caller can act on. Each message is a sentence for a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from store.model.annotations import Annotation
    from store.model.changes import Edit
    from store.model.speakers import Speaker


class StoreError(Exception):
    """Something about the store that a person can do something about. Bugs are never wrapped in it."""


class ForeignFileError(StoreError):
    """The file is not a Pullquote store."""


class NewerStoreError(StoreError):
    """The store was written by a newer Pullquote."""


class DamagedStoreError(StoreError):
    """The file can no longer be read as a database."""


class ReadOnlyStoreError(StoreError):
    """The store, or the folder it lies in, may not be written."""


class LockedStoreError(StoreError):
    """Another program kept the store locked for longer than we wait."""


class NotFoundError(StoreError):
    """There is no such article, revision, annotation or speaker."""


class InvalidSpanError(StoreError):
    """A span does not lie in its revision's body, or its words are not the body's."""


class ConflictError(StoreError):
    """Somebody changed the annotation first. Nothing was written; ``current`` is what is stored now.

    ``edit`` is what was wanted instead; None when a step was to be taken back: then ``step`` is its change, and
    ``rest`` how many of its quotations nobody has changed since.
    """

    step: str | None = None
    rest = 0

    def __init__(self, message: str, current: Annotation, edit: Edit | None = None) -> None:
        super().__init__(message)
        self.current = current
        self.edit = edit


class SpeakerConflictError(StoreError):
    """Somebody changed the speaker first. Nothing was written; ``current`` is what is stored now.

    When a step was to be taken back, ``step`` is its change.
    """

    step: str | None = None
    rest = 0

    def __init__(self, message: str, current: Speaker) -> None:
        super().__init__(message)
        self.current = current
