"""The questions that the register answers about sources: unnamed ones, disputed words, loaded verbs. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from store.speakers import answers
from tui.wording import describe

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from newstext.stated import StatedTime
    from store.model.speakers import QuotationInArticle
    from store.speakers.answers import UnnamedSource, UnnamedTally

NO_UNNAMED = "There are no unnamed sources."
NO_DISPUTED = "No words are attributed to different speakers."
NO_LOADED = "There are no loaded verbs."


class Answer(NamedTuple):
    """One answer: its lines, and the id of a quotation that shows it."""

    lines: tuple[str, ...]
    annotation_id: str


class Question(NamedTuple):
    """A question about all quotations: its name, the function that answers it, and the message without an answer."""

    name: str
    answer: Callable[[Iterable[QuotationInArticle]], list[Answer]]
    nothing: str


def place(headline: str | None, source: str | None, time: StatedTime | None, within: str | None = None) -> str:
    """Return where words were printed: ``Harbour strike · Port Wire · 24 Nov 2026 · p. 7``.

    ``within`` is the page or the time on the clock.
    """
    return " · ".join(part for part in (headline or "(no headline)", source, describe.when(time), within) if part)


def unnamed(source: UnnamedSource) -> str:
    """Return the line on an unnamed source."""
    reason = f"reason given: {source.reason}" if source.reason else "no reason given"
    several = "several people · " if source.plural else ""
    return f"{source.descriptor} · {several}{reason} · {describe.count(source.quotations, 'quotation')}"


def tally(all_of_them: UnnamedTally) -> str:
    """Return the totals of the unnamed sources."""
    return (
        f"Total: {describe.count(all_of_them.sources, 'unnamed source')} in"
        f" {describe.count(all_of_them.articles, 'article')}, {describe.count(all_of_them.quotations, 'quotation')}."
        f" Reason given: {all_of_them.with_reason:,}; not given: {all_of_them.without_reason:,};"
        f" several people: {all_of_them.plural:,}."
    )


def credited(speakers: Sequence[str]) -> str:
    """Return the speakers that the same words are attributed to."""
    return f"— {' or '.join(speakers)}?"


def _unnamed(quoted: Iterable[QuotationInArticle]) -> list[Answer]:
    return [
        Answer((unnamed(source), place(source.headline, source.source, source.stated_time)), source.annotation_ids[0])
        for source in answers.unnamed_sources(quoted)
    ]


def _disputed(quoted: Iterable[QuotationInArticle]) -> list[Answer]:
    found = []
    for one in answers.contradictions(quoted):
        printed = (
            f"{p.speaker or 'speaker not known'}: {place(p.headline, p.source, p.stated_time, p.place)}"
            for p in one.printed
        )
        found.append(Answer((one.words, credited(one.speakers), *printed), one.printed[0].annotation_id))
    return found


def _loaded(quoted: Iterable[QuotationInArticle]) -> list[Answer]:
    return [
        Answer((f"{verb.speaker}: {verb.verb}", describe.count(verb.times, "time")), verb.annotation_ids[0])
        for verb in answers.loaded_verbs(quoted)
    ]


QUESTIONS = (
    Question("Unnamed sources", _unnamed, NO_UNNAMED),
    Question("Words attributed to different speakers", _disputed, NO_DISPUTED),
    Question("Loaded verbs by speaker", _loaded, NO_LOADED),
)
