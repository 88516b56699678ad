"""The title and the status line of the open article: its progress, and the words under the cursor or selected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newstext.in_marks import in_marks
from newstext.segments import graphemes
from newstext.spans import Span
from newstext.turns import clock_at, speaker_of, turn_at
from tui.reader.movement import PAIR
from tui.wording import assignments, describe

if TYPE_CHECKING:
    from store.articles.open_articles import OpenedArticle
    from store.model.annotations import Annotation
    from tui.article.marks import Marks
    from tui.article.matches import Hits
    from tui.reader.widget import Reader

_COUNTED = 5_000
"""Code points of a selection up to which its characters are counted: for a longer one, the words are enough."""


def title(reader: Reader, others: str = "") -> str:
    """Return the title above the article; ``others`` says who reads it at other desks."""
    if reader.opened is None:
        return "Reader"
    if (hits := reader.hits) is not None:
        return f"Reader · {_found(hits, reader.cursor)}"
    session = reader.session
    whose = assignments.in_row(reader.opened.row, session.archive.actor, session.clock())
    this = f"{others} this" if others else ""
    return " · ".join(filter(None, ("Reader", _quotations(reader.opened, reader.marks), whose, this)))


def _quotations(opened: OpenedArticle, marks: Marks) -> str:
    """Return the number of quotations that stand, as the stack counts them, and of those that are not in the text."""
    elsewhere = [annotation for annotation in opened.elsewhere if not annotation.is_note]
    waiting = marks.open_count + sum(annotation.state.status.is_open for annotation in elsewhere)
    standing = describe.tally(total, waiting) if (total := marks.quotation_count + len(elsewhere)) else ""
    outdated = f"{len(elsewhere):,} not in this revision" if elsewhere else ""
    counted = ", ".join(filter(None, (standing, outdated)))
    if not opened.rejected_count:
        return counted
    rejected = f"{opened.rejected_count:,} rejected"
    return f"{counted} (and {rejected})" if counted else rejected


def _found(hits: Hits, cursor: int) -> str:
    if not hits:
        return f"{in_marks(hits.words)} is not in this article"
    number = hits.number_at(cursor)
    where = describe.count(len(hits), "hit") if number is None else f"{number + 1:,} of {len(hits):,}"
    return f"{in_marks(hits.words)} {where}"


def under_cursor(reader: Reader) -> str:
    """Return the status line."""
    if (selection := reader.selection) is not None:
        return _selected(reader.body, selection) + _speaking(reader, selection, " · {}") + _for_which(reader)
    if (current := reader.current) is None:
        if reader.hits:
            return reader.session.phrase(
                "{moving.next} goes to the next hit, {everywhere.back:escape} ends the search."
            )
        return _speaking(reader, _said_at_cursor(reader), "{} · ") + no_quotation(reader)
    words = _current(current, reader)
    if not reader.marks.open_count and not current.is_note:
        # After a warning and before all else, where a narrow line does not cut it.
        first = describe.restricted(current)
        onward = reader.session.phrase("All settled, {desk.next_open} next article")
        words = " · ".join([*first, onward, words.removeprefix("".join(f"{terms} · " for terms in first))])
    here = reader.here
    if len(here) == 1:
        return words
    key = reader.session.phrase("{reader.other_quotation}")
    ways = "shows the other" if len(here) <= PAIR else "lists them"
    return f"{here.index(current) + 1} of {len(here)} here, {key} {ways} · {words}"


def no_quotation(reader: Reader) -> str:
    """Return the number of quotations, and the keys that go to one or mark one."""
    marks, phrase = reader.marks, reader.session.phrase
    is_last = marks.step(reader.cursor, None, 1) is None
    return describe.no_quotation(reader.opened, marks.quotation_count, marks.open_count, phrase, is_last=is_last)


def _current(annotation: Annotation, reader: Reader) -> str:
    if annotation.is_note:
        return describe.note(annotation)
    marks = reader.marks
    state, opened = annotation.state, reader.opened
    is_bare = bool(state.speaker) and not state.role
    roles = describe.speakers(opened.annotations) if opened is not None and is_bare else {}
    return describe.quotation(annotation, marks.quotation_number(annotation), marks.quotation_count, roles)


def _selected(body: str, selection: Span) -> str:
    words = sum(any(sign.isalnum() for sign in word) for word in selection.of(body).split())
    amounts = [describe.count(words, "word")] if words else []
    if selection.end - selection.start <= _COUNTED:
        amounts.append(describe.count(sum(1 for _ in graphemes(body, selection)), "character"))
    return f"{', '.join(amounts)} selected"


def _said_at_cursor(reader: Reader) -> Span:
    """Return the span of the character under the cursor; on a speaker's name in a transcript, of the first one said."""
    turns = reader.opened.revision.article.turns if reader.opened else ()
    turn = turn_at(turns, reader.body, reader.cursor)
    start = max(reader.cursor, turn.span.start) if turn else reader.cursor
    return Span(start, start + 1)


def _speaking(reader: Reader, span: Span, phrase: str) -> str:
    """Return ``phrase`` filled with who speaks in a transcript, and when: ``Ines Farrow, 14:02``; nothing elsewhere."""
    turns = reader.opened.revision.article.turns if reader.opened else ()
    stated = (speaker_of(turns, [span]), clock_at(turns, span))
    told = ", ".join(part for part in stated if part)
    return phrase.format(told) if told else ""


def _for_which(reader: Reader) -> str:
    """Return which quotation is in hand: labels apply to it."""
    if reader.adjusting or (held := reader.held) is None:
        return ""
    return f" · in hand: {describe.opening(held.words)} ({describe.who(held)})"
