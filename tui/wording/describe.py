"""Articles, quotations and times in words, for the desk and the command line. Pure functions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newstext.credit import credit
from newstext.in_marks import in_marks
from newstext.stated import Precision, State
from store.model.lists import LABELS, ArticleFilter, ArticleOrder
from tui.wording import assignments
from tui.wording.views import ORDER_WORDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date, datetime

    from newstext.article import Article
    from newstext.stated import StatedTime
    from store.articles.open_articles import OpenedArticle
    from store.model.annotations import Annotation
    from store.model.lists import ArticleRow, Totals, View
    from store.model.speakers import Attribution
    from store.quotations.citations import Citation
    from store.quotations.conflicts import Conflict
    from store.quotations.decisions import BulkAcceptance

NONE_OPEN = "no quotations open"

_SURE, _LIKELY = 0.85, 0.6

# Keyed by value: importing the enums would make the first paint wait for all record classes.
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
_TOLD_APART = 5
"""Words that distinguish one quotation from another."""


def when(time: StatedTime | None) -> str | None:
    """Return a time as precise as the article states it; its raw words if they could not be read."""
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
    """Return an article's date; for an impossible one, also when the article was received."""
    stated = when(row.stated_time)
    return f"{stated} (impossible), received {day(row.received)}" if row.received else stated


def who(annotation: Annotation, roles: Mapping[str, str | None] | None = None) -> str:
    """Return a quotation's speaker with the role as printed, ``Mira Holt, union secretary``, or a note's author.

    ``roles`` are those printed beside other quotations of the article, by name: for one that has none itself.
    """
    state = annotation.state
    if annotation.is_note:
        return f"note by {annotation.author}"
    name = state.speaker or state.descriptor
    if name is None:
        return "speaker not known"
    return credit(name, state.role or (roles or {}).get(name))


def speakers(annotations: Iterable[Annotation]) -> dict[str, str | None]:
    """Return everyone quoted in an article by name, with the role as printed beside any of their quotations."""
    found: dict[str, str | None] = {}
    for annotation in annotations:
        if name := annotation.state.speaker:
            found[name] = annotation.state.role or found.get(name)
    return found


def is_said_by(annotation: Annotation, who: Attribution) -> bool:
    """Whether naming ``who`` would change nothing."""
    from store.model.annotations import Status

    state = annotation.state
    same_terms = who.record is None or who.record is state.record
    return bool(who.name) and state.speaker == who.name and state.status is Status.ACCEPTED and same_terms


def named(annotation: Annotation, roles: Mapping[str, str | None]) -> str:
    """Return the message for a saved speaker; ``roles`` as for ``who``."""
    state = annotation.state
    if state.speaker:
        return f"Speaker saved: {who(annotation, roles).removesuffix('.')}."
    if state.unnamed:
        return f"Speaker saved: unnamed source, {state.descriptor or 'no description'}."
    return "Speaker saved: not known."


def accepted_all(done: BulkAcceptance, phrase: Callable[[str], str]) -> str:
    """Return the message for quotations accepted together; ``phrase`` fills in keys."""
    accepted, settled = len(done.accepted), len(done.settled)
    undoes = phrase("{everywhere.undo} undoes it." if accepted == 1 else "{everywhere.undo} undoes all of them.")
    said = f"Accepted {count(accepted, 'quotation')}. {undoes}" if accepted else "Nothing accepted."
    if not settled:
        return said
    by = ", ".join(dict.fromkeys(annotation.changed_by for annotation in done.settled))
    return f"{said} Not changed: {count(settled, 'quotation')} that {by} settled meanwhile."


def left_out(number: int) -> str:
    """Return the message for marked quotations that are not copied; empty when there are none."""
    return f"Left out: {count(number, 'marked quotation')}, rejected or removed since." if number else ""


def insisted(saved: Annotation, conflict: Conflict) -> str:
    """Return the message for a conflict decided for one's own version. What others removed stays removed."""
    status = saved.state.status
    if status is conflict.mine.status or status.stands:
        return "Your version is saved."
    return f"Your version is saved. It stays {STATUS_WORDS[status]}, as {conflict.theirs.changed_by} decided."


def settled(citation: Citation) -> str:
    """Return who gave a quotation its status and when, in UTC; for a verified one, also what it was checked against."""
    from store.model.annotations import Status

    state, decision = citation.annotation.state, citation.settled
    if state.status is Status.STALE:
        return f"{STATUS_WORDS[state.status]}, not reviewed since"
    if decision is None:
        return f"{STATUS_WORDS[state.status]}, not settled"
    words = f"{STATUS_WORDS[state.status]} by {decision.actor}, {moment(decision.at)}"
    return f"{words}, checked against {state.checked_against}" if state.checked_against else words


def day(at: date) -> str:
    """Return ``24 Nov 2026``."""
    return f"{at.day} {_MONTHS[at.month - 1]} {at.year}"


def moment(at: datetime) -> str:
    """Return an instant with its zone: ``24 Nov 2026 14:03 UTC``."""
    return f"{day(at)} {at:%H:%M} {at.tzname() or ''}".rstrip()


def quotation(annotation: Annotation, number: int, total: int, roles: Mapping[str, str | None]) -> str:
    """Return the status line for a quotation; ``roles`` as for ``who``."""
    state = annotation.state
    # Before all that a narrow line may cut.
    warnings = [*restricted(annotation), *(["unsure"] if is_unsure(annotation) else [])]
    parts = [*warnings, f"quotation {number} of {total}", kind(annotation), who(annotation, roles)]
    parts[-1:-1] = [f"for {state.assignment.to}"] if state.assignment else []
    if state.via:
        parts.append(f"via {state.via}")
    if words := cue(annotation):
        parts.append(words)
    return " · ".join([*parts, _standing(annotation)])


def restricted(annotation: Annotation) -> list[str]:
    """Return the terms in capitals where they are not on the record, else nothing: ``OFF THE RECORD``."""
    record = annotation.state.record
    return [] if record in ("on", "unknown") else [RECORD_WORDS[record].upper()]


def cue(annotation: Annotation) -> str:
    """Return a quotation's cue in quotation marks; empty when it has none."""
    from store.model.annotations import SpanRole

    words = " … ".join(piece.exact for piece in annotation.pieces(SpanRole.CUE))
    return in_marks(words) if words else ""


def kind(annotation: Annotation) -> str:
    """Return the kind of quotation: ``direct, 2 pieces``."""
    from store.model.annotations import SpanRole

    pieces = len(annotation.pieces(SpanRole.CONTENT))
    words = str(annotation.state.quotation_kind or annotation.state.kind)
    return f"{words}, {pieces} pieces" if pieces > 1 else words


def is_unsure(annotation: Annotation) -> bool:
    """Whether a quotation is a suggestion that the finder is unsure of."""
    share = annotation.confidence
    return annotation.state.status == "suggested" and share is not None and share < _LIKELY


def confidence(annotation: Annotation) -> str:
    """Return how sure the finder was and why, or who marked the quotation."""
    share = annotation.confidence
    if share is None:
        return f"marked by {annotation.author}"
    sure = "sure" if share >= _SURE else "likely" if share >= _LIKELY else "unsure"
    return f"{sure}: {annotation.reason[:1].lower()}{annotation.reason[1:]}" if annotation.reason else sure


def _standing(annotation: Annotation) -> str:
    """Return a quotation's status; for a suggestion how sure the finder is and why, for an unsure one only why."""
    from store.model.annotations import Status

    status = annotation.state.status
    if is_unsure(annotation) and not annotation.is_pending:
        return annotation.reason or STATUS_WORDS[status]
    if status is Status.SUGGESTED and annotation.confidence is not None and not annotation.is_pending:
        return confidence(annotation)
    return STATUS_WORDS[status] + (", flagged" if annotation.state.flagged else "") + not_saved(annotation)


def note(annotation: Annotation) -> str:
    """Return the status line for a note on words outside quotations."""
    return f"{who(annotation)}: {annotation.state.note or '(empty)'}{not_saved(annotation)}"


def not_saved(annotation: Annotation) -> str:
    """Return the words on an annotation whose last change waits for the store; empty for others."""
    return " (waits here, not saved)" if annotation.is_pending else ""


def no_quotation(
    opened: OpenedArticle | None, quotations: int, waiting: int, phrase: Callable[[str], str], *, is_last: bool
) -> str:
    """Return the status line where the cursor is on no quotation; ``phrase`` fills in keys."""
    held_back = opened.held_back if opened else 0
    held = phrase(f", {held_back:,} held back ({{reader.held_back}})") if held_back else ""
    if quotations:
        on = "{moving.previous} goes back to the last." if is_last else "{moving.next} goes to the next."
        on = on if waiting or not is_last else "{desk.next_open} opens the next article with open quotations."
        return f"{tally(quotations, waiting)}{held}. {phrase(on)}"
    ways = phrase("{reader.select} selects words, {selecting.save_quotation} saves them.")
    return f"{none_in(opened)} in this article{held}. {ways}"


def none_in(opened: OpenedArticle | None) -> str:
    """Return the words for an article without quotations: found none once the finder has searched it."""
    return "No quotations found" if opened is not None and opened.is_searched else "No quotations yet"


def tally(quotations: int, waiting: int) -> str:
    """Return ``13 quotations, 6 open``. Only quotations are ever called open, never articles."""
    settled = "settled" if quotations == 1 else "all settled"
    return f"{count(quotations, 'quotation')}, {f'{waiting:,} open' if waiting else settled}"


def stack(view: View, shown: int | None, totals: Totals, none_open: str = NONE_OPEN) -> str:
    """Return the stack's title: the view, the counts, and the order unless it is newest first.

    ``none_open`` is shown if no quotation is open.
    """
    order = "" if view.order is ArticleOrder.NEWEST else f", {ORDER_WORDS[view.order]}"
    if view.narrowed != ArticleFilter():
        return f"{view.name} · {count(shown, 'article') if shown is not None else 'counting …'}{order}"
    if not totals.articles:
        return view.name
    # A narrow pane cuts the end, so the least important stands last.
    counts = [count(totals.articles, "article")]
    counts.append(f"{count(totals.open_quotations, 'quotation')} open" if totals.open_quotations else none_open)
    if totals.assigned:
        counts.append(f"{totals.assigned:,} for you")
    if totals.unread_articles:
        counts.append(f"{totals.unread_articles:,} unread")
    return f"{view.name} · {', '.join(counts)}{order}"


def opening(words: str) -> str:
    """Return the first words of a quotation, to identify it: ``Nobody here wants a …``."""
    first = words.split(maxsplit=_TOLD_APART)
    return " ".join([*first[:_TOLD_APART], *["…"][: len(first) - _TOLD_APART]])


def title(headline: str | None, text: str | None) -> str:
    """Return an article's title in lists: the headline, else the beginning of its text."""
    if headline and headline.strip():
        return headline
    words = " ".join((text or "")[:_LONGEST_OPENING].split())
    if not words:
        return "(no headline)"
    return words if len(text or "") < _LONGEST_OPENING else f"{words.rpartition(' ')[0] or words} …"


def article(row: ArticleRow) -> str:
    """Return the status line for an article in the stack."""
    return " · ".join(part for part in (title(row.headline, row.opening), quotations(row) or "no quotations") if part)


def quotations(row: ArticleRow) -> str:
    """Return how many quotations an article has and how many are open; empty when it has none."""
    return tally(row.quotation_count, row.open_count) if row.quotation_count else ""


def standing(row: ArticleRow) -> str:
    """Return the stack's short form of ``quotations``: ``3 open``, ``settled``."""
    if row.open_count:
        return f"{row.open_count:,} open"
    return "settled" if row.quotation_count else ""


def byline(row: ArticleRow, now: datetime, me: str) -> str:
    """Return an article's second line in the stack: for whom it is, source, update, labelled fields, date, state, …

    ``me`` is the person who reads it.
    """
    ended = "embargo over" if row.embargo_ended(now) else ""
    state = ended or ("" if row.state is State.LIVE else str(row.state))
    updates = f"revision {row.revision_count}" if row.revision_count > 1 else ""
    # Facts that need a person come first, since a narrow pane cuts the end.
    changed = f"updated, {count(row.stale_count, 'quotation')} changed" if row.stale_count else ""
    where = row.source or row.byline
    parts = (
        assignments.in_row(row, me, now),
        where,
        changed,
        *row.more.values(),
        dated(row),
        state,
        "" if changed else updates,
    )
    return " · ".join(part for part in parts if part)


def labelled(article: Article) -> dict[str, str]:
    """Return the fields that lists show and the article states, by label."""
    return {label: words for name, label in LABELS.items() if (words := getattr(article, name))}


def count(number: int, thing: str) -> str:
    """Return ``1 word``, ``12 words``."""
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"
