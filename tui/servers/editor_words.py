"""Diagnostics, hovers and code actions of a quotation as Language Server Protocol values."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from lsprotocol import types

from newstext.draft_check import Verdict
from newstext.in_marks import in_marks
from newstext.markdown import escaped, link
from tui.checks import wording
from tui.servers.edits import offers
from tui.terminal.safe_text import visible
from tui.wording import describe

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pygls.workspace import PositionCodec

    from newstext.draft_places import TypedText
    from newstext.spans import Span
    from store.drafts.model import PublishedPassage
    from tui.servers.open_draft import OpenDraft, PlacedQuotation

_SOURCE = "pullquote"
_HARMLESS = (Verdict.PUNCTUATION, Verdict.STYLE)


class Positions:
    """Converts between code points of a text and the positions of an editor, in the units that it counts."""

    def __init__(self, typed: TypedText, codec: PositionCodec) -> None:
        self._typed = typed
        self._codec = codec

    def range(self, span: Span) -> types.Range:
        """Return the range of a span."""
        return types.Range(self._position(span.start), self._position(span.end))

    def offset(self, position: types.Position) -> int:
        """Return the offset of a position; of the end of its line if it is beyond that."""
        if position.line >= len(self._typed.line_starts):
            return len(self._typed.text)
        line = self._typed.line(position.line + 1)
        units = 0
        for at in range(line.start, line.end):
            if units >= position.character:
                return at
            units += self._codec.client_num_units(self._typed.text[at])
        return line.end

    def _position(self, offset: int) -> types.Position:
        line = bisect_right(self._typed.line_starts, offset) - 1
        begin = self._typed.line_starts[line]
        return types.Position(line, self._codec.client_num_units(self._typed.text[begin:offset]))


def diagnostic(one: PlacedQuotation, positions: Positions) -> types.Diagnostic:
    """Return a quotation's verdict and all that is to be said about it."""
    url = link((one.result.printed and one.result.printed.url) or "")
    return types.Diagnostic(
        range=positions.range(one.span),
        message="\n".join(map(visible, _told(one))),
        severity=_severity(one),
        code=str(one.result.verdict),
        code_description=types.CodeDescription(url) if url else None,
        source=_SOURCE,
    )


def _severity(one: PlacedQuotation) -> types.DiagnosticSeverity:
    """Return how much an editor makes of it: an error turns the meaning, a warning is any other finding."""
    if one.result.is_finding and one.result.is_grave:
        return types.DiagnosticSeverity.Error
    if one.result.is_finding or one.limits.forbid:
        return types.DiagnosticSeverity.Warning
    return types.DiagnosticSeverity.Information if one.result.verdict in _HARMLESS else types.DiagnosticSeverity.Hint


def _told(one: PlacedQuotation) -> list[str]:
    return [wording.heading(one.result), *one.limits.warnings, *wording.lines(one.result, "")[2:]]


def hover(one: PlacedQuotation, positions: Positions, *, markdown: bool) -> types.Hover:
    """Return the printed words, who said them, where and when they were published, and what limits their use."""
    lines = _hover_lines(one, one.result.printed)
    if markdown:
        value = "\n\n".join(_as_markdown(words, address) for words, address in lines)
    else:
        value = "\n".join(address or visible(words) for words, address in lines)
    kind = types.MarkupKind.Markdown if markdown else types.MarkupKind.PlainText
    return types.Hover(types.MarkupContent(kind, value), positions.range(one.span))


def _hover_lines(one: PlacedQuotation, printed: PublishedPassage | None) -> list[tuple[str, str | None]]:
    """Return the lines of a hover, each with the address that it links to."""
    found = [wording.heading(one.result), *one.limits.warnings]
    address = None
    if printed is not None:
        found.append(in_marks(" ".join(printed.words.split())))
        if printed.headline:
            day = describe.when(printed.stated_time)
            found.append(", ".join(part for part in (printed.headline, printed.source, day) if part))
        address = link(printed.url or "")
    lines: list[tuple[str, str | None]] = [(line, None) for line in (*found, *wording.lines(one.result, "")[2:])]
    return [*lines, (address, address)] if address else lines


def _as_markdown(words: str, address: str | None) -> str:
    return f"<{address}>" if address else escaped(visible(words))


def actions(draft: OpenDraft, one: PlacedQuotation, positions: Positions, uri: str) -> Iterator[types.CodeAction]:
    """Yield what an editor offers to do about a quotation."""
    told = diagnostic(one, positions)
    for offer in offers(draft, one):
        edits: Sequence[types.TextEdit] = [types.TextEdit(positions.range(e.span), e.words) for e in offer.edits]
        yield types.CodeAction(
            title=visible(offer.title),
            kind=types.CodeActionKind.QuickFix if offer.mends else types.CodeActionKind.RefactorRewrite,
            diagnostics=[told] if offer.mends else None,
            edit=types.WorkspaceEdit(changes={uri: edits}),
        )
