"""A draft that is open in an editor: its checked quotations, each at its place in the text as typed."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from newstext.draft_places import Quoted, TypedText
from newstext.draft_quotations import ELLIPSIS
from newstext.drafts import is_markdown, typed_draft
from tui.servers.limits import Limits, limits_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from newstext.draft_quotations import DraftQuotation
    from newstext.drafts import Draft
    from newstext.spans import Span
    from store import Archive
    from store.drafts.model import CheckedQuotation, PublishedPassage


NO_LIMITS = Limits()


class Markup(StrEnum):
    """How a draft is written."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"


class PlacedQuotation(NamedTuple):
    """A checked quotation, the spans of its pieces in the typed text (none if not found), and what it underlines."""

    result: CheckedQuotation
    pieces: tuple[Span, ...]
    span: Span
    limits: Limits


class OpenDraft(NamedTuple):
    """One version of a draft, checked."""

    typed: TypedText
    markup: Markup
    quotations: tuple[PlacedQuotation, ...]

    def touching(self, start: int, end: int) -> Iterator[PlacedQuotation]:
        """Yield the quotations at a stretch of the text, in code points; the ends count."""
        for one in self.quotations:
            if one.span.start <= end and start <= one.span.end:
                yield one


class DraftChecker:
    """Checks drafts while they are written; only quotations that changed are compared again. For one thread."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._known: dict[str, Mapping[DraftQuotation, CheckedQuotation]] = {}
        self._limits: dict[tuple[str, int, int, int], Limits] = {}

    def check(self, uri: str, text: str, name: str) -> OpenDraft:
        """Check the text of a document that is known by its address; ``name`` tells how it is written."""
        if self._archive.wait(0):
            self._known.clear()
            self._limits.clear()
        draft = typed_draft(text, name)
        checked = self._archive.check_again(draft.text, self._known.get(uri, {}))
        self._known[uri] = checked.known
        typed = TypedText(text, is_html=not draft.has_lines)
        return OpenDraft(typed, _markup(draft, name), tuple(self._placed(typed, draft, checked.found)))

    def forget(self, uri: str) -> None:
        """Forget a document that was closed."""
        self._known.pop(uri, None)

    def _placed(self, typed: TypedText, draft: Draft, found: Sequence[CheckedQuotation]) -> Iterator[PlacedQuotation]:
        quoted = [Quoted(tuple(one.words.split(ELLIPSIS)), one.line if draft.has_lines else None) for one in found]
        for one, pieces in zip(found, typed.places(quoted), strict=True):
            span = typed.with_mark(pieces) if pieces else typed.line(one.line if draft.has_lines else 1)
            yield PlacedQuotation(one, pieces, span, self._limit(one.printed) if one.printed else NO_LIMITS)

    def _limit(self, printed: PublishedPassage) -> Limits:
        key = (printed.article_id, printed.revision, printed.start, printed.end)
        if key not in self._limits:
            self._limits[key] = limits_of(self._archive, printed)
        return self._limits[key]


def _markup(draft: Draft, name: str) -> Markup:
    if not draft.has_lines:
        return Markup.HTML
    return Markup.MARKDOWN if is_markdown(name) else Markup.TEXT
