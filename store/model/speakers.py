"""Speakers: entries of the register, attributions, and quotations by speaker."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from store.model.annotations import Annotation, Record
    from store.model.lists import ArticleRow


class SpeakerState(NamedTuple):
    """Everything about a speaker that a change may set. ``merged_into`` is the id of the entry that replaces it."""

    name: str
    aliases: tuple[str, ...] = ()
    merged_into: str | None = None
    fields: tuple[tuple[str, str], ...] = ()
    """The newsroom's own fields that are set, with their values, by name."""


class Speaker(NamedTuple):
    """An entry of the register. ``aliases`` are other names the person is printed under.

    ``role`` is the last printed one; ``quotations`` is the number of their standing quotations.
    """

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    role: str | None = None
    quotations: int = 0
    version: int = 1
    merged_into: str | None = None
    fields: tuple[tuple[str, str], ...] = ()
    """The newsroom's own fields that are set, with their values, by name. No export has them unless asked to."""

    @property
    def state(self) -> SpeakerState:
        """The part of the speaker that a change may set."""
        return SpeakerState(self.name, self.aliases, self.merged_into, self.fields)


class Attribution(NamedTuple):
    """The attribution of a quotation: a name; no name for an unknown speaker; a ``descriptor`` for an unnamed source.

    ``reason`` is why the source is not named; ``record`` are the terms, None to leave them unchanged.
    """

    name: str = ""
    record: Record | None = None
    descriptor: str | None = None
    reason: str | None = None


class SpeakerQuotation(NamedTuple):
    """One quotation of a speaker, its article, and its place there: page or clock, ``p. 7`` or ``14:02``."""

    annotation: Annotation
    article: ArticleRow
    place: str | None = None


class QuotationInArticle(NamedTuple):
    """A standing quotation, its article, and its speaker's name in the register (None when it has none).

    ``place`` is the page or the time on the clock, ``p. 7`` or ``14:02``.
    """

    annotation: Annotation
    article: ArticleRow
    registered: str | None
    place: str | None = None

    @property
    def speaker(self) -> str | None:
        """The speaker's name: from the register, else from the finder or a person."""
        return self.registered or self.annotation.state.speaker


class NewSpeaker(NamedTuple):
    """A speaker to enter in the register. If the register has the name already, the existing entry is used."""

    id: str
    name: str


class LikelyDuplicate(NamedTuple):
    """Two entries that may be the same person. ``speaker`` is quoted at least as often as ``other``."""

    speaker: Speaker
    other: Speaker
    likeness: float
