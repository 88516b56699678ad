"""Errors of a store that a caller can act on. Each message is a sentence for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime

    from store.model.annotations import Annotation
    from store.model.changes import Change, Edit
    from store.model.speakers import Speaker


class StoreError(Exception):
    """A problem with the store that a person can solve. It never wraps a bug."""


class ForeignFileError(StoreError):
    """The file is not a Pullquote store."""


class NewerStoreError(StoreError):
    """The store was written by a newer Pullquote."""


class DamagedStoreError(StoreError):
    """The file is no longer readable as a database."""


class ReadOnlyStoreError(StoreError):
    """The store or its folder is not writable."""


class MovedStoreError(ReadOnlyStoreError):
    """The store was moved elsewhere."""


class AwayError(StoreError):
    """The store cannot be asked now. The same work may succeed later.

    ``change`` is the change that was not acknowledged, if there was one. ``may_be_made``: its answer was lost, so that
    it may be in the store; applied again, it is made once.
    """

    state = "has been out of reach"
    """The trouble in words, between “the store” and “since 14:03”."""
    is_readable = False
    change: Change | None = None
    may_be_made = False


class LockedStoreError(AwayError):
    """Another program kept the store locked beyond our time limit. It can be read."""

    state = "has been locked by others"
    is_readable = True


class UnreachableError(AwayError):
    """The store cannot be reached: its server, its disk or its file is away."""


class WrongLoginError(AwayError):
    """The server of the store does not accept the login."""

    state = "has refused your login"


class NotAllowedError(StoreError):
    """The person's role in the store does not allow this."""


class NotFoundError(StoreError):
    """There is no such article, revision, annotation or speaker."""


class AmbiguousIdError(NotFoundError):
    """The beginning of an id that several articles have."""


class LeaseLostError(StoreError):
    """Another process does the watching now. Nothing was stored."""


class InvalidSpanError(StoreError):
    """A span is outside its revision's body, or its words differ from the body's."""


class ConflictError(StoreError):
    """Somebody changed the annotation first. Nothing was written; ``current`` is its stored state.

    ``edit`` is the edit that failed. For undo and redo it is None, ``step`` is the id of the change, and ``rest`` the
    number of its quotations that nobody else has changed since.
    """

    step: str | None = None
    rest = 0

    def __init__(self, message: str, current: Annotation, edit: Edit | None = None) -> None:
        super().__init__(message)
        self.current = current
        self.edit = edit


class SpeakerConflictError(StoreError):
    """Somebody changed the speaker first. Nothing was written; ``current`` is the stored state.

    For undo and redo, ``step`` is the id of the change.
    """

    step: str | None = None
    rest = 0

    def __init__(self, message: str, current: Speaker) -> None:
        super().__init__(message)
        self.current = current


class DecidedArticleError(StoreError):
    """People decided on quotations of the article to remove, and their decisions were not to go. Nothing was done."""

    def __init__(self, decisions: Mapping[str, int]) -> None:
        by = ", ".join(f"{name} ({number:,})" for name, number in decisions.items())
        super().__init__(f"People decided on its quotations: {by}. Remove it with their decisions, or leave it.")
        self.decisions = decisions


class UnannouncedStepError(StoreError):
    """The step to undo or redo is not one that the person has in view. Nothing was written.

    ``step`` is its id, and ``action`` the kind of change. ``article_ids`` are its articles if none of them is on the
    screen, and ``earlier`` is the time of the step if it was made before this session.
    """

    def __init__(self, step: str, action: str, article_ids: Collection[str], earlier: datetime | None) -> None:
        super().__init__("This step lies in another article or in an earlier session.")
        self.step = step
        self.action = action
        self.article_ids = article_ids
        self.earlier = earlier


def moved(store: object, moved_to: str) -> MovedStoreError:
    """Return the error for a store that was moved; people see both names, which hold no password."""
    return MovedStoreError(f"The store {store} was moved to {moved_to}. Open that one: here, nothing more is saved.")
