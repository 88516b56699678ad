"""The lines of the register: a speaker, a likely duplicate, a quotation."""

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


ONLY_ACCEPTED = "Only speakers of accepted quotations are listed. {stack.search} in the stack searches all."


def described(speaker: Speaker) -> str:
    """Return the status line on a speaker."""
    also = f" · also {', '.join(speaker.aliases)}" if speaker.aliases else ""
    number = describe.count(speaker.quotations, "quotation")
    return " · ".join((f"{speaker.name}{also}", *set_fields(speaker), number))


def set_fields(speaker: Speaker) -> list[str]:
    """Return the newsroom's own fields that are set: ``region: north``."""
    return [f"{field}: {value}" for field, value in speaker.fields]


def person_line(speaker: Speaker) -> Line:
    also = f"also {', '.join(speaker.aliases)}" if speaker.aliases else ""
    beside = " · ".join(filter(None, [speaker.role, also, *set_fields(speaker)]))
    return Line(speaker.name, beside or "no role known", f"{speaker.quotations:,}", ids=frozenset({speaker.id}))


def duplicate_line(duplicate: LikelyDuplicate) -> Line:
    first, other = duplicate.speaker, duplicate.other
    return Line(
        f"{first.name}  =  {other.name} ?",
        " · ".join(filter(None, [first.role, other.role])),
        f"{first.quotations:,} and {other.quotations:,}",
        # The order of the two changes with the number of their quotations.
        ids=frozenset({" ".join(sorted((first.id, other.id)))}),
    )


def together(said: Sequence[SpeakerQuotation]) -> list[tuple[SpeakerQuotation, ...]]:
    """Group equal words printed in several places: the newest words first, within a group the first printed."""
    rows: dict[str, list[SpeakerQuotation]] = {}
    for one in reversed(said):
        rows.setdefault(same_words(one.annotation.words), []).append(one)
    return [tuple(row) for row in reversed(rows.values())]


def said_line(row: Sequence[SpeakerQuotation], marked: bool) -> Line:
    first = row[0]
    article = first.article
    also = f"and {len(row) - 1} more" if len(row) > 1 else ""
    # A quotation that is stale, or whose article was withdrawn, says so first.
    changed = describe.STATUS_WORDS[Status.STALE] if first.annotation.state.status is Status.STALE else ""
    state = "" if article.state is State.LIVE else str(article.state)
    parts = (changed, state, also, article.headline, article.source, describe.when(article.stated_time), first.place)
    where = " · ".join(filter(None, parts))
    ids = frozenset(said.annotation.id for said in row)
    return Line(" ".join(first.annotation.words.split()), where, sign="*" if marked else " ", ids=ids)
