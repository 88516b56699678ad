"""The result for each quotation of a draft: a verdict, and where its words were published."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from newstext.draft_check.verdicts import Verdict

if TYPE_CHECKING:
    from newstext.draft_check.verdicts import Difference
    from newstext.stated import StatedTime
    from store.model.annotations import Status


class PublishedPassage(NamedTuple):
    """Where words were published: the article, its revision, and who said them there.

    ``status`` is None where nobody has settled it. ``newer`` are the differences to the article's current revision,
    when that no longer has the words as they were. ``quoted`` is false where they are the paper's own.
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


class CheckedQuotation(NamedTuple):
    """What was found of one quotation of a draft. ``printed`` is None when nothing is near it."""

    line: int
    words: str
    speaker: str | None
    verdict: Verdict
    differences: tuple[Difference, ...]
    printed: PublishedPassage | None
    also: tuple[PublishedPassage, ...] = ()
    reason: str | None = None
    """Why it was not looked at."""
    namesakes: tuple[str, ...] = ()
    """Whom the draft's surname may mean, when it may mean several."""

    @property
    def is_finding(self) -> bool:
        """Whether a person should look at it."""
        if self.verdict not in (Verdict.VERBATIM, Verdict.PUNCTUATION) or self.printed is None:
            return True
        return (
            bool(self.printed.newer or self.namesakes) or not self.printed.quoted or self.printed.state == "withdrawn"
        )
