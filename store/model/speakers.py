"""Speakers: the register, attributions, and who said what."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from store.model.annotations import Annotation, Record
    from store.model.lists import ArticleRow


class SpeakerState(NamedTuple):
    """All of a speaker that a change may set. ``merged_into`` names who they turned out to be."""

    name: str
    aliases: tuple[str, ...] = ()
    merged_into: str | None = None


class Speaker(NamedTuple):
    """Somebody in the register; ``aliases`` are other names they are printed under.

    ``role`` is the one last printed, ``quotations`` how many that stand are theirs.
    """

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    role: str | None = None
    quotations: int = 0
    version: int = 1
    merged_into: str | None = None

    @property
    def state(self) -> SpeakerState:
        """What a change may set of them."""
        return SpeakerState(self.name, self.aliases, self.merged_into)


class Attribution(NamedTuple):
    """Who said something: a name, or nobody known, or with a ``descriptor`` a source that the copy does not name.

    ``reason`` is why it does not; ``record`` the terms the words were given on, None when they stay as they are.
    """

    name: str = ""
    record: Record | None = None
    descriptor: str | None = None
    reason: str | None = None


class SpeakerQuotation(NamedTuple):
    """One quotation of a speaker, and the article it stands in."""

    annotation: Annotation
    article: ArticleRow


class QuotationInArticle(NamedTuple):
    """A quotation that stands, with the article it was printed in, and the name that the register has for who said
    it (None when nobody in the register is named)."""

    annotation: Annotation
    article: ArticleRow
    registered: str | None

    @property
    def speaker(self) -> str | None:
        """Who said it: by the register's name, else as the finder or a person gave it."""
        return self.registered or self.annotation.state.speaker


class NewSpeaker(NamedTuple):
    """A speaker to enter in the register, unless it knows the name already: then the known one is meant."""

    id: str
    name: str


class LikelyDuplicate(NamedTuple):
    """Two entries that may be one person; ``other`` is quoted no more often than ``speaker``."""

    speaker: Speaker
    other: Speaker
    likeness: float
