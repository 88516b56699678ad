"""What the desk says in words: of an article, of a quotation, of a time. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newstext.stated import Precision, State
from store.model.lists import ArticleFilter, ArticleOrder
from tui.wording.views import ORDER_WORDS

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    from newstext.stated import StatedTime
    from store.model.annotations import Annotation
    from store.model.lists import ArticleRow, Totals, View
    from store.model.speakers import Attribution
    from store.quotations.conflicts import Conflict
    from store.quotations.decisions import AcceptedAll
    from store.quotations.taken import Taken

NONE_OPEN = "no quotations open"

_SURE, _LIKELY = 0.85, 0.6

# By what the statuses and terms are called: to import those themselves, the first paint would wait for all of records.
STATUS_WORDS = {
    "suggested": "suggested",
    "accepted": "accepted",
    "rejected": "rejected",
    "skipped": "skipped for now",
    "verified": "verified",
    "stale": "changed by an update",
    "removed": "removed",
}

RECORD_WORDS = {
    "on": "on the record",
    "background": "on background",
    "deep": "on deep background",
    "off": "off the record",
    "unknown": "terms not known",
}

_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

_LONGEST_OPENING = 160


def when(time: StatedTime | None) -> str | None:
    """Return a time as the desk prints it, no more exactly than the copy gave it; its raw words when unread."""
    if time is None:
        return None
    if time.iso is None or time.precision is None:
        return time.raw
    year, month, day = (*time.iso[:10].split("-"), "", "")[:3]
    if time.precision is Precision.YEAR:
        return year
    if time.precision is Precision.MONTH:
        return f"{_MONTHS[int(month) - 1]} {year}"
    date = f"{int(day)} {_MONTHS[int(month) - 1]} {year}"
    return date if time.precision is Precision.DAY else f"{date} {time.iso[11:16]}"


def dated(row: ArticleRow) -> str | None:
    """Return when an article is from; where it cannot be from then, also when it was received."""
    stated = when(row.stated_time)
    return f"{stated}, which cannot be; received {day(row.received)}" if row.received else stated


def who(annotation: Annotation) -> str:
    """Return who said a quotation, with the role as printed: ``Mira Holt, union secretary``; who wrote a note."""
    state = annotation.state
    if annotation.is_note:
        return f"note by {annotation.author}"
    name = state.speaker or state.descriptor
    if name is None:
        return "speaker not known"
    return f"{name}, {state.role}" if state.role and state.role != name else name


def is_said_by(annotation: Annotation, who: Attribution) -> bool:
    """Whether naming ``who`` would change nothing."""
    from store.model.annotations import Status

    state = annotation.state
    same_terms = who.record is None or who.record is state.record
    return bool(who.name) and state.speaker == who.name and state.status is Status.ACCEPTED and same_terms


def named(annotation: Annotation) -> str:
    """Return what is said when a speaker was saved."""
    state = annotation.state
    if state.speaker:
        return f"Saved: said by {state.speaker.removesuffix('.')}."
    if state.unnamed:
        return f"Saved: said by a source that is not named, {state.descriptor or 'not described'}."
    return "Saved: nobody knows who said it."


def accepted_all(done: AcceptedAll, phrase: Callable[[str], str]) -> str:
    """Return what is said when many were to be accepted at once; ``phrase`` fills in keys."""
    accepted, settled = len(done.accepted), len(done.settled)
    said = (
        f"Accepted {count(accepted, 'quotation')}. {phrase('{everywhere.undo} takes all of it back.')}"
        if accepted
        else "Nothing was accepted."
    )
    if not settled:
        return said
    by = ", ".join(dict.fromkeys(annotation.changed_by for annotation in done.settled))
    return f"{said} {count(settled, 'quotation')} settled by {by} meanwhile stay{'s' if settled == 1 else ''} so."


def left_out(number: int) -> str:
    """Return what is said of marked quotations that are not copied; nothing when all are."""
    if not number:
        return ""
    was, are = ("was", "is") if number == 1 else ("were", "are")
    return f"{count(number, 'marked quotation')} {was} rejected or removed since, and {are} left out."


def insisted(saved: Annotation, conflict: Conflict) -> str:
    """Return what is said when one side of a conflict was saved over the other; what is gone stays gone for others."""
    status = saved.state.status
    if status is conflict.mine.status or status.stands:
        return "Saved as you wanted it."
    return f"Saved as you wanted it. It stays {STATUS_WORDS[status]}, as {conflict.theirs.changed_by} decided."


def settled(taken: Taken) -> str:
    """Return who gave a quotation its status and when, in UTC; of a verified one, against what it was checked."""
    from store.model.annotations import Status

    state, decision = taken.annotation.state, taken.settled
    if state.status is Status.STALE:
        return f"{STATUS_WORDS[state.status]}, nobody has looked at it since"
    if decision is None:
        return f"{STATUS_WORDS[state.status]}, nobody has settled it"
    words = f"{STATUS_WORDS[state.status]} by {decision.actor} on {moment(decision.at)}"
    return f"{words}, checked against {state.checked_against}" if state.checked_against else words


def day(at: date) -> str:
    """Return ``24 Nov 2026``."""
    return f"{at.day} {_MONTHS[at.month - 1]} {at.year}"


def moment(at: datetime) -> str:
    """Return an instant with its zone: ``24 Nov 2026 14:03 UTC``."""
    return f"{day(at)} {at:%H:%M} {at.tzname() or ''}".rstrip()


def quotation(annotation: Annotation, number: int, total: int) -> str:
    """Return the status line's sentence about a quotation."""
    state = annotation.state
    parts = [f"quotation {number} of {total}", kind(annotation), who(annotation)]
    if state.via:
        parts.append(f"via {state.via}")
    if said := saying(annotation):
        parts.append(said)
    return " · ".join([*parts, _standing(annotation)])


def saying(annotation: Annotation) -> str:
    """Return the words of saying that the quotation is introduced with, in quotation marks; nothing without any."""
    from store.model.annotations import SpanRole

    words = " … ".join(piece.exact for piece in annotation.pieces(SpanRole.CUE))
    return f"“{words}”" if words else ""


def kind(annotation: Annotation) -> str:
    """Return what kind of quotation it is: ``direct, 2 pieces``."""
    from store.model.annotations import SpanRole

    pieces = len(annotation.pieces(SpanRole.CONTENT))
    words = str(annotation.state.quotation_kind or annotation.state.kind)
    return f"{words}, {pieces} pieces" if pieces > 1 else words


def surety(annotation: Annotation) -> str:
    """Return how sure the finder was and why, in full; of what a person marked, that they did."""
    confidence = annotation.confidence
    if confidence is None:
        return f"marked by {annotation.author}"
    sure = "sure" if confidence >= _SURE else "likely" if confidence >= _LIKELY else "unsure"
    return f"{sure}: {annotation.reason[:1].lower()}{annotation.reason[1:]}" if annotation.reason else sure


def _standing(annotation: Annotation) -> str:
    """Say where a quotation stands; of a suggestion, how sure the finder is, and why."""
    from store.model.annotations import Status

    status = annotation.state.status
    if status is Status.SUGGESTED and annotation.confidence is not None:
        return surety(annotation)
    return STATUS_WORDS[status] + (", flagged" if annotation.state.flagged else "")


def note(annotation: Annotation) -> str:
    """Return the status line's sentence about a note on words that are no quotation."""
    return f"{who(annotation)}: {annotation.state.note or 'nothing written'}"


def no_quotation(quotations: int, waiting: int, phrase: Callable[[str], str]) -> str:
    """Return the status line's sentence where the cursor is on no quotation; ``phrase`` fills in keys."""
    if quotations:
        return f"{tally(quotations, waiting)}. {phrase('{moving.next} goes to the next one.')}"
    ways = phrase("{reader.select} selects words, {selecting.save_quotation} saves them.")
    return f"No quotations in this article yet. {ways}"


def tally(quotations: int, waiting: int) -> str:
    """Return how many quotations there are and how many of them are open: ``13 quotations, 6 open``. What is called
    open is a quotation everywhere, never an article."""
    settled = "settled" if quotations == 1 else "all settled"
    return f"{count(quotations, 'quotation')}, {f'{waiting:,} open' if waiting else settled}"


def stack(view: View, shown: int | None, totals: Totals) -> str:
    """Return the stack's title: what it shows, how much of that there is, how much is open and unread, the order."""
    order = "" if view.order is ArticleOrder.NEWEST else f", {ORDER_WORDS[view.order]}"
    if view.narrowed != ArticleFilter():
        return f"{view.name} · {count(shown, 'article') if shown is not None else 'counting'}{order}"
    if not totals.articles:
        return view.name
    # What a narrow pane cuts is what can be missed best.
    counts = [count(totals.articles, "article")]
    counts.append(f"{count(totals.open_quotations, 'quotation')} open" if totals.open_quotations else NONE_OPEN)
    if totals.unread_articles:
        counts.append(f"{totals.unread_articles:,} unread")
    return f"{view.name} · {', '.join(counts)}{order}"


def title(headline: str | None, text: str | None) -> str:
    """Return what a list calls an article: its headline, else how its text begins."""
    if headline and headline.strip():
        return headline
    words = " ".join((text or "")[:_LONGEST_OPENING].split())
    if not words:
        return "(no headline)"
    return words if len(text or "") < _LONGEST_OPENING else f"{words.rpartition(' ')[0] or words} …"


def article(row: ArticleRow) -> str:
    """Return the status line's sentence about an article in the stack."""
    return " · ".join(
        part for part in (title(row.headline, row.opening), quotations(row) or "no quotations yet") if part
    )


def quotations(row: ArticleRow) -> str:
    """Return how far an article's quotations are settled; nothing when it has none."""
    return tally(row.quotation_count, row.open_count) if row.quotation_count else ""


def standing(row: ArticleRow) -> str:
    """Return the stack's short word for how far an article's quotations are settled."""
    if row.open_count:
        return f"{row.open_count:,} open"
    return "settled" if row.quotation_count else ""


def byline(row: ArticleRow, now: datetime) -> str:
    """Return the second line of an article in the stack: where it is from, when, and what its publisher says of it."""
    ended = f"embargo ended {when(row.embargo)}" if row.embargo_ended(now) else ""
    state = ended or ("" if row.state is State.LIVE else str(row.state))
    updates = f"revision {row.revision_count}" if row.revision_count > 1 else ""
    # What asks for a person stands where a narrow pane does not cut it.
    changed = f"updated, {count(row.stale_count, 'quotation')} changed" if row.stale_count else ""
    where = row.source or row.byline
    parts = (where, changed, dated(row), state, "" if changed else updates)
    return " · ".join(part for part in parts if part)


def count(number: int, thing: str) -> str:
    """Return ``1 word``, ``12 words``."""
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"
