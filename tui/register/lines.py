"""The lines of the register: a speaker, a likely pair, what somebody said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newstext.loose_match import same_words
from newstext.stated import State
from store.model.annotations import Status
from tui.widgets.line_list import Line
from tui.wording import describe

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.model.speakers import LikelyDuplicate, Speaker, SpeakerQuotation


def person_line(speaker: Speaker) -> Line:
    also = f"also {', '.join(speaker.aliases)}" if speaker.aliases else ""
    beside = " · ".join(filter(None, [speaker.role, also]))
    return Line(speaker.name, beside, f"{speaker.quotations:,}", ids=frozenset({speaker.id}))


def duplicate_line(duplicate: LikelyDuplicate) -> Line:
    first, other = duplicate.speaker, duplicate.other
    return Line(
        f"{first.name}  =  {other.name} ?",
        " · ".join(filter(None, [first.role, other.role])),
        f"{first.quotations:,} and {other.quotations:,}",
        # Which of the two comes first changes with how often they are quoted.
        ids=frozenset({" ".join(sorted((first.id, other.id)))}),
    )


def together(said: Sequence[SpeakerQuotation]) -> list[tuple[SpeakerQuotation, ...]]:
    """Put the same words printed in several places into one row: the newest words first, in it the first seen."""
    rows: dict[str, list[SpeakerQuotation]] = {}
    for one in reversed(said):
        rows.setdefault(same_words(one.annotation.words), []).append(one)
    return [tuple(row) for row in reversed(rows.values())]


def said_line(row: Sequence[SpeakerQuotation], marked: bool) -> Line:
    first = row[0]
    article = first.article
    also = f"and {len(row) - 1} more" if len(row) > 1 else ""
    # What is no longer as it was settled, or printed, is said before anything else.
    changed = describe.STATUS_WORDS[Status.STALE] if first.annotation.state.status is Status.STALE else ""
    state = "" if article.state is State.LIVE else str(article.state)
    parts = (changed, state, also, article.headline, article.source, describe.when(article.stated_time))
    where = " · ".join(filter(None, parts))
    ids = frozenset(said.annotation.id for said in row)
    return Line(" ".join(first.annotation.words.split()), where, sign="*" if marked else " ", ids=ids)
