"""The results of a draft check: a verdict for each quotation, and the places where its words were published."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from newstext.draft_check.verdicts import Verdict
from newstext.draft_quotations import CLAIMS_NOTHING
from store.model.annotations import SETTLED

if TYPE_CHECKING:
    from newstext.draft_check.verdicts import Difference
    from newstext.stated import StatedTime
    from store.model.annotations import Status


class PublishedPassage(NamedTuple):
    """A place where words were published: the article, its revision, and their attribution there.

    ``status`` is None if nobody has settled it. ``newer`` are the differences from the article's current revision, if
    that no longer has the words. ``quoted`` is false if the words are the paper's own.
    """

    article_id: str
    headline: str | None
    source: str | None
    stated_time: StatedTime | None
    state: str
    revision: int
    revisions: int
    words: str
    start: int
    end: int
    speaker: str | None
    via: str | None
    status: Status | None
    quoted: bool
    newer: tuple[Difference, ...] = ()

    @property
    def is_suggested(self) -> bool:
        """Whether only the finder names the speaker."""
        return self.status not in SETTLED

    place: str | None = None
    """The page of a document, or the time on a recording's clock: ``p. 7``, ``14:02``."""
    url: str | None = None


class CheckedQuotation(NamedTuple):
    """The result for one quotation of a draft. ``printed`` is None when nothing similar was found."""

    line: int
    words: str
    speaker: str | None
    verdict: Verdict
    differences: tuple[Difference, ...]
    printed: PublishedPassage | None
    also: tuple[PublishedPassage, ...] = ()
    reason: str | None = None
    """Why it was not checked."""
    namesakes: tuple[str, ...] = ()
    """The people that the draft's surname may refer to, if there are several."""
    agrees: bool | None = None
    """Whether draft and print name the same speaker; None when that cannot be decided."""
    compare: tuple[PublishedPassage, ...] = ()
    """Passages to compare with a paraphrase."""

    @property
    def nearest(self) -> PublishedPassage | None:
        """The passage to look at: where the words are printed, else the likeliest one to compare."""
        return self.printed or next(iter(self.compare), None)

    @property
    def is_finding(self) -> bool:
        """Whether a person should examine it."""
        match self.verdict:
            case Verdict.PARAPHRASE:
                return False
            case Verdict.UNCHECKED:
                return self.reason not in CLAIMS_NOTHING
            case Verdict.VERBATIM | Verdict.PUNCTUATION | Verdict.STYLE if self.printed is not None:
                return bool(self.printed.newer or self.namesakes) or self.printed.state == "withdrawn"
            case _:
                return True

    @property
    def is_grave(self) -> bool:
        """Whether it turns the meaning: a negation, number, condition or name, or who said it."""
        return self.agrees is False or any(difference.grave for difference in self.differences)
