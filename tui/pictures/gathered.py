"""The facts that pictures are drawn from: the articles of a list as far as they are read, the newest first."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from store.figures.sources import (
    NO_SOURCE,
    Naming,
    SourceTally,
    counted,
    day,
    folded,
    sources,
    standing,
    week,
)
from store.figures.speakers import ChainTally, SpeakerTally

if TYPE_CHECKING:
    from collections.abc import Iterable

    from store.figures.changed_words import ChangedWords
    from store.model.annotations import Annotation
    from store.model.figures import ArticleFacts
    from store.model.lists import Cursor
    from store.quotations.printings import Printing


@dataclass
class Gathered:
    """Facts of articles, gathered page by page."""

    articles: int = 0
    after: Cursor | None = None
    """Where the next page begins; None at the end of the list."""
    speakers: SpeakerTally = field(default_factory=SpeakerTally)
    chains: ChainTally = field(default_factory=ChainTally)
    weeks: SourceTally = field(default_factory=SourceTally)
    outlets: SourceTally = field(default_factory=SourceTally)
    days: dict[str, list[str]] = field(default_factory=dict)
    """The quotations of each day, the open ones first; in the order of reading, the newest day first."""
    open: dict[str, int] = field(default_factory=dict)
    """The number of open quotations of each day."""
    per_day: dict[str, int] = field(default_factory=dict)
    """The number of articles of each day."""
    unnamed: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """The quotations of unnamed sources by week, and by outlet."""
    names: dict[str, str] = field(default_factory=dict)
    """Outlets by their folded names: those that differ in typography only are one."""
    revised: list[str] = field(default_factory=list)
    """Articles with a newer revision."""
    changed: list[ChangedWords] = field(default_factory=list)
    """The quotations in these whose words an update changed."""
    quotation: Annotation | None = None
    """The quotation that is shown in print."""
    printed: list[Printing] = field(default_factory=list)
    """Where it is printed."""
    spoken: list[Annotation] = field(default_factory=list)
    """The quotations of the speaker whose words are shown in context."""

    def take(self, articles: Iterable[ArticleFacts]) -> None:
        """Add articles."""
        for article in articles:
            self._take(article)

    def _take(self, article: ArticleFacts) -> None:
        quoted = standing(article)
        found = sources(article, quoted)
        counts = counted(found, quoted)
        self.articles += 1
        self.speakers.take(article, found)
        self.chains.take(article, quoted)
        where = article.source or NO_SOURCE
        where = self.names.setdefault(folded(where), where)
        self.weeks.take(week(article), counts)
        self.outlets.take(where, counts)
        unnamed = [one.id for source in found if source.naming is not Naming.NAMED for one in source.quotations]
        self.unnamed[week(article)] += unnamed
        self.unnamed[where] += unnamed
        when = day(article)
        waiting = [one.id for one in quoted if one.status.is_open]
        settled = [one.id for one in quoted if not one.status.is_open]
        known = self.days.setdefault(when, [])
        already = self.open.get(when, 0)
        known[already:already] = waiting
        known += settled
        self.open[when] = already + len(waiting)
        self.per_day[when] = self.per_day.get(when, 0) + 1
        if article.revision_count > 1:
            self.revised.append(article.id)
