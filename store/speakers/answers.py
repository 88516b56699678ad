"""Reports on quotations: what each speaker said, contradictory credits, unnamed sources, loaded verbs.

Every function takes ``Archive.annotations.quoted()`` or a part of it, and reads nothing else.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from newstext.loose_match import same_words
from newstext.quotations.lexicon import forms_of
from newstext.quotations.model import QuotationKind
from newstext.quotations.unnamed import is_unnamed_source
from store.model.annotations import SpanRole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from newstext.stated import StatedTime
    from store.model.annotations import Status
    from store.model.lists import ArticleRow
    from store.model.speakers import QuotationInArticle

LOADED = (
    *("claim", "admit", "concede", "insist", "allege", "boast", "deny", "confess", "maintain", "contend", "purport"),
    *("acknowledge", "brag", "gloat", "rant", "rail", "lament", "whine", "complain", "lash", "slam", "blast", "sneer"),
)
"""Verbs of saying that judge the speaker."""

_OF_MANY = frozenset(
    [
        *("advisers", "advisors", "aides", "analysts", "authorities", "critics", "diplomats", "executives", "experts"),
        *("insiders", "investigators", "lawmakers", "lawyers", "members", "ministers", "observers", "officers"),
        *("officials", "opponents", "people", "prosecutors", "residents", "sources", "spokespeople", "supporters"),
        *("witnesses", "workers", "they", "others", "employees", "economists", "activists", "researchers"),
    ]
)


class Appearance(NamedTuple):
    """One place where words were printed, and their status there."""

    annotation_id: str
    article_id: str
    headline: str | None
    source: str | None
    stated_time: StatedTime | None
    place: str | None
    """The page or the time on the clock: ``p. 7``, ``14:02``."""
    status: Status
    speaker: str | None


class Saying(NamedTuple):
    """Words of a speaker, and all places where they were printed, the earliest first."""

    speaker: str | None
    words: str
    printed: tuple[Appearance, ...]
    paraphrased: bool
    """Whether the words are indirect speech wherever they were printed."""


class Contradiction(NamedTuple):
    """The same words attributed to different speakers, and all places where they were printed, the earliest first."""

    speakers: tuple[str, ...]
    words: str
    printed: tuple[Appearance, ...]


class UnnamedSource(NamedTuple):
    """A source that an article does not name. ``plural`` is true if the copy refers to several people."""

    article_id: str
    headline: str | None
    source: str | None
    stated_time: StatedTime | None
    descriptor: str
    reason: str | None
    plural: bool
    quotations: int
    annotation_ids: tuple[str, ...]


class UnnamedTally(NamedTuple):
    """The number of unnamed sources: in all, with and without a stated reason, and plural ones."""

    articles: int
    sources: int
    with_reason: int
    without_reason: int
    plural: int
    quotations: int


class LoadedVerb(NamedTuple):
    """The number of times a speaker's words were introduced by a loaded verb."""

    speaker: str
    verb: str
    times: int
    annotation_ids: tuple[str, ...]


def sayings(quoted: Iterable[QuotationInArticle]) -> list[Saying]:
    """Return the words of each speaker, the earliest first; equal words in several places are one saying."""
    groups = _together(quoted, lambda one: (_folded_name(one.speaker), same_words(one.annotation.words)))
    return [
        Saying(
            group[0].speaker,
            group[0].annotation.words,
            tuple(map(_printed, group)),
            all(one.annotation.state.quotation_kind is QuotationKind.INDIRECT for one in group),
        )
        for group in groups
    ]


def contradictions(quoted: Iterable[QuotationInArticle]) -> list[Contradiction]:
    """Return passages of four or more words that are attributed to more than one speaker."""
    found = []
    for group in _together(quoted, lambda one: same_words(one.annotation.words)):
        speakers = {_folded_name(one.speaker): one.speaker for one in reversed(group) if one.speaker}
        if len(speakers) > 1 and len(same_words(group[0].annotation.words).split()) >= 4 and _differ(speakers):
            names = tuple(name for name in reversed(speakers.values()))
            found.append(Contradiction(names, group[0].annotation.words, tuple(map(_printed, group))))
    return found


def unnamed_sources(quoted: Iterable[QuotationInArticle]) -> list[UnnamedSource]:
    """Return the unnamed sources of each article, the earliest article first; a poem or a survey is none."""
    unnamed = (one for one in quoted if one.annotation.state.unnamed and _is_source(one))
    found = []
    for group in _together(unnamed, lambda one: (one.article.id, same_words(_descriptor(one)))):
        article = group[0].article
        found.append(
            UnnamedSource(
                article_id=article.id,
                headline=article.headline,
                source=article.source,
                stated_time=article.stated_time,
                descriptor=_descriptor(group[0]),
                reason=next((r for one in group if (r := one.annotation.state.unnamed_reason)), None),
                plural=not _OF_MANY.isdisjoint(same_words(_descriptor(group[0])).split()),
                quotations=len(group),
                annotation_ids=tuple(one.annotation.id for one in group),
            )
        )
    return found


def unnamed_tally(unnamed: Iterable[UnnamedSource]) -> UnnamedTally:
    """Count unnamed sources."""
    unnamed = list(unnamed)
    with_reason = sum(source.reason is not None for source in unnamed)
    return UnnamedTally(
        articles=len({source.article_id for source in unnamed}),
        sources=len(unnamed),
        with_reason=with_reason,
        without_reason=len(unnamed) - with_reason,
        plural=sum(source.plural for source in unnamed),
        quotations=sum(source.quotations for source in unnamed),
    )


def loaded_verbs(quoted: Iterable[QuotationInArticle]) -> list[LoadedVerb]:
    """Return speakers and loaded verbs that introduce their words, the most frequent first."""
    bases = {form: verb for verb in LOADED for form in forms_of(verb)}
    names: dict[str, str] = {}
    where: dict[tuple[str, str], list[str]] = {}
    for one in quoted:
        if not one.speaker:
            continue
        name = names.setdefault(_folded_name(one.speaker), one.speaker)
        cue = " ".join(piece.exact for piece in one.annotation.pieces(SpanRole.CUE))
        for verb in dict.fromkeys(bases[word] for word in same_words(cue).split() if word in bases):
            where.setdefault((name, verb), []).append(one.annotation.id)
    times = Counter({key: len(ids) for key, ids in where.items()})
    return [LoadedVerb(*key, count, tuple(where[key])) for key, count in times.most_common()]


def _together(
    quoted: Iterable[QuotationInArticle], key: Callable[[QuotationInArticle], object]
) -> Iterator[list[QuotationInArticle]]:
    """Yield groups of quotations that share a key; groups and their members in the order of their articles' times."""
    groups: dict[object, list[QuotationInArticle]] = {}
    for one in sorted(quoted, key=_when):
        groups.setdefault(key(one), []).append(one)
    yield from groups.values()


def _when(one: QuotationInArticle) -> tuple[str, str, int]:
    first = min((piece.span.start for piece in one.annotation.pieces(SpanRole.CONTENT)), default=-1)
    return one.article.sorted_at, one.article.id, first


def _printed(one: QuotationInArticle) -> Appearance:
    article: ArticleRow = one.article
    return Appearance(
        annotation_id=one.annotation.id,
        article_id=article.id,
        headline=article.headline,
        source=article.source,
        stated_time=article.stated_time,
        place=one.place,
        status=one.annotation.state.status,
        speaker=one.speaker,
    )


def _descriptor(one: QuotationInArticle) -> str:
    state = one.annotation.state
    return state.descriptor or state.speaker or "not described"


def _is_source(one: QuotationInArticle) -> bool:
    state = one.annotation.state
    words = state.descriptor or state.speaker
    return words is None or is_unnamed_source(words)


def _folded_name(name: str | None) -> str:
    return same_words(name or "")


def _differ(speakers: Iterable[str]) -> bool:
    """Whether folded names mean different people: ``holt`` and ``mira holt`` may be one."""
    known = sorted(speakers, key=len)
    return any(not f" {longer} ".endswith(f" {known[0]} ") for longer in known[1:])
