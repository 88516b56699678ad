"""Messages on decisions about quotations, the same at the desk and in a review by line.

Keys are in braces, for ``tui.kernel.keymap.phrase``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from newstext.in_marks import in_marks
from tui.wording import describe

if TYPE_CHECKING:
    from collections.abc import Collection

    from store import Archive
    from store.errors import ConflictError, SpeakerConflictError, UnannouncedStepError
    from store.model.annotations import Annotation

# Keyed by value, like the words in ``describe``.
SETTLED = {
    "accepted": "Accepted.",
    "rejected": "Rejected. {everywhere.undo} undoes it.",
    "skipped": "Skipped for now.",
    "removed": "Removed. {everywhere.undo} undoes it.",
}
KEPT_OLDER = "Kept on the older revision. {everywhere.undo} undoes it."
YOURS = "You accepted this. Only somebody else can verify it: {quotation.second_reader} flags it for a second reader."
YOURS_FLAGGED = "You accepted this, and it is flagged for a second reader: only somebody else can verify it."


def last(kept: int, total: int) -> str:
    """Return the message at the end of a review."""
    ways = "{everywhere.back} leaves, {review.previous_open} goes back."
    return f"That was the last: {kept:,} of {total:,} accepted. {ways}"


def already(annotation: Annotation) -> str:
    """Return the message for a quotation that has its status already."""
    return f"Already {describe.STATUS_WORDS[annotation.state.status]}."


def to_verify(settled_by: str) -> str:
    """Return the question to a second reader."""
    return f"{settled_by} accepted it. What did you check it against?"


def verified(against: str) -> str:
    """Return the message for a quotation that was verified against a source."""
    return f"Verified against {against}." if against.strip() else "Verified."


def flagged(annotation: Annotation) -> str:
    """Return the message for a quotation that was flagged, or whose flag was removed."""
    return "Flagged for a second reader." if annotation.state.flagged else "Flag removed."


def terms(annotation: Annotation) -> str:
    """Return the message for terms that were set."""
    return f"Terms saved: {describe.RECORD_WORDS[annotation.state.record].removeprefix('terms ')}."


def noted(annotation: Annotation) -> str:
    """Return the message for a note that was written or emptied."""
    return "Note saved." if annotation.state.note else "Note removed."


def tagged(annotation: Annotation) -> str:
    """Return the message for tags that were set."""
    return f"Tagged: {', '.join(annotation.state.tags)}." if annotation.state.tags else "Tags removed."


def corrected(annotation: Annotation) -> str:
    """Return the message for a corrected role or via."""
    via = f", via {annotation.state.via}" if annotation.state.via else ""
    return f"Saved: {describe.who(annotation)}{via}."


def kind(annotation: Annotation) -> str:
    """Return the message for a changed kind."""
    return f"Saved: {describe.kind(annotation)}."


class StepWords(NamedTuple):
    """The messages and the key of undo or redo."""

    key: str
    done: str
    nothing: str
    rest: str
    skip: str
    announced: str

    def announcement(self, error: UnannouncedStepError, where: str) -> str:
        """Return the sentence on a step not in view: in ``where``, an article, or of an earlier session."""
        from tui.wording.events import wording

        places = [f"in {where}"] if where else []
        if error.earlier is not None:
            at = error.earlier.astimezone()
            places.append(f"from an earlier session ({describe.day(at)} {at:%H:%M})")
        return self.announced.format(", ".join(places), wording(error.action).step, self.key)

    def refusal(self, error: ConflictError | SpeakerConflictError) -> str:
        """Return why a step cannot be undone, and that the same key now continues without what others have changed."""
        return f"{error} {self.key} again {self.rest.format(error.rest) if error.rest else self.skip}."


UNDO = StepWords(
    "{everywhere.undo}",
    "Undone: {}",
    "Nothing to undo.",
    "undoes the other {}",
    "undoes the step before it",
    "Your last step is {}: {}. {} again undoes it.",
)
REDO = StepWords(
    "{everywhere.redo}",
    "Redone: {}",
    "Nothing to redo.",
    "redoes the other {}",
    "redoes the next step",
    "The next step is {}: {}. {} again redoes it.",
)
MOST_NAMED = 4
"""Steps undone at once that are named one by one; of more, the number is."""


def articles(article_ids: Collection[str], archive: Archive) -> str:
    """Return the headline of one article, or the number of several."""
    if len(article_ids) > 1:
        return describe.count(len(article_ids), "article")
    headline = archive.articles.row(next(iter(article_ids))).headline
    return in_marks(headline) if headline else "an article without a headline"


def spared(number: int) -> str:
    """Return the sentence on the quotations that a bulk step left unchanged because others had changed them."""
    return f" Not changed: {describe.count(number, 'quotation')} that others changed since." if number else ""
