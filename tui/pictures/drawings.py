"""The pictures: each turns what is gathered into rows."""

from __future__ import annotations

import re
from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from newstext.anchors import difference
from newstext.draft_check.passage import ENDS
from store.figures.period import period
from store.figures.sources import folded
from store.model.annotations import SpanRole
from tui.pictures.rows import BARE, DESCRIBED, NAMED, BarRow, ContextRow, Row, TextRow, TimeRow
from tui.wording import describe, figures

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from store.figures.sources import SourceCount
    from store.quotations.printings import Printing
    from tui.pictures.gathered import Gathered

_SHORTEST = 5
"""Letters of a word that is worth aligning at."""
_WORD = re.compile(r"[^\W\d_][\w’'-]*")


class Picture(NamedTuple):
    """A picture: its name, its legend, and the function that draws it; ``nothing`` is shown without rows."""

    name: str
    legend: str
    rows: Callable[[Gathered, str], list[Row]]
    """Takes what is gathered, and the word that a person chose to align at, or nothing."""
    nothing: str


def who_when(gathered: Gathered, _word: str) -> list[Row]:
    drawn = period(gathered.per_day.items())
    if drawn is None:
        return []
    return [TimeRow(speaker.who, speaker.ticks, drawn) for speaker in gathered.speakers.counts()]


def by_day(gathered: Gathered, _word: str) -> list[Row]:
    most = max(map(len, gathered.days.values()), default=0)
    return [
        BarRow(
            when,
            ((NAMED, len(ids) - gathered.open[when]), (BARE, gathered.open[when])),
            most,
            describe.count(gathered.per_day[when], "article")
            + (f", {gathered.open[when]:,} of {len(ids):,} open" if ids else ""),
            ids,
        )
        for when, ids in gathered.days.items()
    ]


def naming(gathered: Gathered, _word: str) -> list[Row]:
    weeks = list(reversed(gathered.weeks.counts()))
    outlets = sorted(gathered.outlets.counts(), key=lambda one: (-one.sources, one.group))
    if not any(one.sources for one in outlets):
        return []
    return [
        *(TextRow("By week", right="named, described, bare"), *_bars(weeks, gathered)),
        *(TextRow(""), TextRow("By outlet"), *_bars(outlets, gathered)),
    ]


def _bars(counts: Sequence[SourceCount], gathered: Gathered) -> list[Row]:
    most = max((one.sources for one in counts), default=0)
    return [
        BarRow(
            one.group,
            ((NAMED, one.named), (DESCRIBED, one.described), (BARE, one.bare)),
            most,
            f"{one.named:,}, {one.described:,}, {one.bare:,}"
            f" · {figures.share(one.described + one.bare, one.sources)} unnamed",
            gathered.unnamed[one.group],
        )
        for one in counts
        if one.sources
    ]


def changed(gathered: Gathered, _word: str) -> list[Row]:
    if gathered.revised and not gathered.changed:
        articles = describe.count(len(gathered.revised), "article")
        return [TextRow(f"{articles} changed after publication, and no words of a quotation.")]
    rows: list[Row] = []
    for one in reversed(gathered.changed):
        ids = (one.annotation_id,)
        status = describe.STATUS_WORDS[one.settled] if one.settled else "to be decided"
        rows.append(TextRow(one.speaker or "speaker not known", ids, right=status))
        rows.append(TextRow(f"was  {_marked(one.was, one.now)}", ids, 1))
        rows.append(TextRow(f"now  {_marked(one.now, one.was)}" if one.now else "now  gone", ids, 1))
    return rows


def _marked(words: str, other: str) -> str:
    """Return words with those that ``other`` does not have in brackets."""
    parts, done = [], 0
    for change in difference(words, other):
        if change.old.end > change.old.start:
            parts += [words[done : change.old.start], f"[{change.old.of(words)}]"]
            done = change.old.end
    return "".join([*parts, words[done:]]) if other else words


def chains(gathered: Gathered, _word: str) -> list[Row]:
    rows: list[Row] = []
    for outlet, by_outlet in groupby(gathered.chains.chains(), key=lambda one: one.outlet):
        rows.append(TextRow(outlet))
        for via, by_via in groupby(by_outlet, key=lambda one: one.via):
            rows.append(TextRow(f"via {via}", indent=1))
            rows += [
                TextRow(one.who, one.annotation_ids, 2, describe.count(len(one.annotation_ids), "quotation"))
                for one in by_via
            ]
    return rows


def in_print(gathered: Gathered, _word: str) -> list[Row]:
    if gathered.quotation is None:
        return []
    ids = (gathered.quotation.id,)
    own = " […] ".join(piece.exact.strip(ENDS) for piece in gathered.quotation.pieces(SpanRole.CONTENT))
    rows: list[Row] = []
    for one in gathered.printed:
        where = " · ".join(filter(None, (one.source, one.headline, describe.when(one.stated_time))))
        rows.append(TextRow(where, ids, right=_revision(one), at=one))
        words = f"{_marked(one.words, own)}" if one.words else "gone"
        rows.append(TextRow(words, ids, 1, one.verdict.value if one.words else "", at=one))
    return rows


def _revision(one: Printing) -> str:
    """Return which revisions of its article print words alike; nothing for an article that never changed."""
    if one.revisions == 1:
        return ""
    if one.first_revision == one.revision:
        return f"revision {one.revision} of {one.revisions}"
    return f"revisions {one.first_revision} to {one.revision} of {one.revisions}"


def in_context(gathered: Gathered, word: str) -> list[Row]:
    aligned = folded(word or usual_word(gathered))
    rows: list[Row] = []
    for annotation in gathered.spoken:
        words = annotation.words
        rows += [
            ContextRow(words[: found.start()], found[0], words[found.end() :], (annotation.id,))
            for found in _WORD.finditer(words)
            if folded(found[0]).startswith(aligned)
        ]
    return rows


def usual_word(gathered: Gathered) -> str:
    """Return the long word that the speaker uses most; empty without one."""
    words = (folded(found) for one in gathered.spoken for found in _WORD.findall(one.words))
    counted = Counter(word for word in words if len(word) >= _SHORTEST)
    return max(counted, key=lambda word: (counted[word], len(word), word), default="")


_NOBODY = "No article here has a quotation with a speaker and a date."
PICTURES = (
    Picture("Who said what when", "│ settled ╵ open ◆ here", who_when, _NOBODY),
    Picture("Quotations a day", "■ settled □ open", by_day, "No articles here."),
    Picture("Sources without a name", "■ named ▒ described □ bare", naming, "No article here quotes a source."),
    Picture(
        "Words that updates changed",
        "[changed words] in brackets",
        changed,
        "No update changed the words of a quotation here.",
    ),
    Picture("Who quotes whom", "outlet, via whom, who said it", chains, "No quotation here is second-hand."),
    Picture("A quotation in print", "[changed words] in brackets", in_print, "No quotation here."),
    Picture("Words in context", "", in_context, "No words here."),
)
WHO_WHEN, CHANGED, IN_PRINT, IN_CONTEXT = PICTURES[0], PICTURES[3], PICTURES[-2], PICTURES[-1]
