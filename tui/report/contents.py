"""The contents of a report: figures, and the words behind what it draws."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from store.figures.sources import NO_DATE
from tui.report.limits import ARTICLES, CHANGES, SPEAKERS, TICKS
from tui.wording.describe import RECORD_WORDS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from store import Archive
    from store.figures.changed_words import ChangedWords
    from store.figures.figures import DeskFigures
    from store.figures.speakers import SpeakerCount, Tick
    from store.model.lists import ArticleFilter


class Drawn(NamedTuple):
    """A quotation that a report draws with its words."""

    number: int
    """Its number among those, from 1."""
    tick: Tick
    words: str
    speaker: str
    headline: str


class Line(NamedTuple):
    """A speaker's line of time: the latest quotations with their words, and the days of earlier ones."""

    speaker: SpeakerCount
    drawn: tuple[Drawn, ...]
    earlier: tuple[str, ...]


class Contents(NamedTuple):
    """Everything that a report shows."""

    figures: DeskFigures
    lines: tuple[Line, ...]
    changed: list[ChangedWords]
    narrowed: ArticleFilter
    made_at: datetime


def contents(archive: Archive, narrowed: ArticleFilter, made_at: datetime, fields: Sequence[str] = ()) -> Contents:
    """Count, also by fields of speakers, and read the words that are drawn."""
    figures = archive.figures.desk(narrowed, fields)
    speakers = figures.speakers[:SPEAKERS]
    chosen = _chosen(speakers)
    words = _words(archive, [tick.annotation_id for tick in chosen])
    return Contents(
        figures,
        tuple(_lines(speakers, words, figures.headlines)),
        _changed(archive, figures),
        narrowed,
        made_at,
    )


def _chosen(speakers: tuple[SpeakerCount, ...]) -> list[Tick]:
    """Return the ticks that get words: of each speaker in turn the latest, until there are ``TICKS``."""
    rounds = max((speaker.quotations for speaker in speakers), default=0)
    turns = (s.ticks[i] for i in range(rounds) for s in speakers if i < s.quotations and s.ticks[i].day != NO_DATE)
    return [tick for tick, _ in zip(turns, range(TICKS), strict=False)]


def _words(archive: Archive, annotation_ids: Sequence[str]) -> dict[str, str]:
    """Return the words of quotations by id; of those that are not on the record the terms."""
    found = archive.annotations.several(annotation_ids)
    return {
        each.id: f"[{RECORD_WORDS[each.state.record]}]" if each.state.record.is_restricted else each.words
        for each in found.values()
    }


def _changed(archive: Archive, figures: DeskFigures) -> list[ChangedWords]:
    """Return changed quotations, without those that are not on the record."""
    articles = [one.article_id for one in figures.changed if one.stale][:ARTICLES]
    found = archive.figures.changed_words(articles) if articles else []
    now = archive.annotations.several([one.annotation_id for one in found])
    return [one for one in found if not now[one.annotation_id].state.record.is_restricted][:CHANGES]


def _lines(speakers: tuple[SpeakerCount, ...], words: dict[str, str], headlines: dict[str, str]) -> list[Line]:
    lines, number = [], 0
    for speaker in speakers:
        drawn = []
        for tick in speaker.ticks:
            if tick.annotation_id in words:
                number += 1
                headline = headlines.get(tick.article_id, "")
                drawn.append(Drawn(number, tick, words[tick.annotation_id], speaker.who, headline))
        others = (tick.day for tick in speaker.ticks if tick.annotation_id not in words and tick.day != NO_DATE)
        lines.append(Line(speaker, tuple(drawn), tuple(dict.fromkeys(others))))
    return lines
