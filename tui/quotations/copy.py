"""The handlers that copy quotations, in any format, and list earlier copies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui import copy_formats
from tui.copy_formats import facts
from tui.kernel.actions import Scope
from tui.kernel.handlers import handles
from tui.quotations.send import send
from tui.wording import describe

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.quotations.citations import Citation
    from tui.kernel.session import Session
    from tui.quotations.target import Place


class CopyCommands:
    """Copies quotations, for one place: the marked ones, else the current one."""

    def __init__(self, place: Place) -> None:
        self._place = place

    @handles("copy_words", Scope.QUOTATION)
    def copy_words(self) -> None:
        self._copy("words")

    @handles("copy_credited", Scope.QUOTATION)
    def copy_credited(self) -> None:
        self._copy("credit")

    @handles("copy_markdown", Scope.QUOTATION)
    def copy_markdown(self) -> None:
        self._copy("Markdown")

    @handles("copy_html", Scope.QUOTATION)
    def copy_html(self) -> None:
        self._copy("HTML")

    @handles("copy_rich", Scope.QUOTATION)
    def copy_rich(self) -> None:
        self._copy("rich")

    @handles("copy_json", Scope.QUOTATION)
    def copy_json(self) -> None:
        self._copy("JSON")

    @handles("copy_provenance", Scope.QUOTATION)
    def copy_provenance(self) -> None:
        self._copy("provenance")

    @handles("mark", Scope.QUOTATION)
    def mark(self) -> None:
        if (annotation := self._place.demand_quotation()) is None:
            return
        marked = self._place.session.marked
        if annotation.id in marked:
            marked.remove(annotation.id)
        else:
            marked.append(annotation.id)
        count = describe.count(len(marked), "quotation")
        copies = self._place.session.phrase("{quotation.copy_words}, {quotation.copy_credited} … copies them together.")
        self._place.say(f"{count} marked. {copies}" if marked else "No quotations marked.")

    @handles("copies", Scope.QUOTATION)
    def show_copies(self) -> None:
        from tui.quotations.copies import CopiesScreen

        self._place.show(CopiesScreen())

    def _copy(self, name: str) -> None:
        session = self._place.session
        if session.marked:
            self._place.decide(lambda: _copy_marked(session, name))
            return
        demand = self._place.demand if name == "words" else self._place.demand_quotation
        if (annotation := demand()) is None:
            return

        async def copy() -> None:
            # Read from the store, not from the screen: a copy must have the words as printed.
            citations = await session.read(
                lambda archive: archive.annotations.cite([annotation.id], at=session.clock())
            )
            await _send(session, citations, name)

        self._place.decide(copy)


async def _copy_marked(session: Session, name: str) -> None:
    """Copy the marked quotations. Those rejected or removed since are left out, and the message counts them."""
    marked = list(session.marked)
    citations = [
        one
        for one in await session.read(lambda archive: archive.annotations.cite(marked, at=session.clock()))
        if one.annotation.state.status.stands
    ]
    session.marked.clear()
    gone = describe.left_out(len(marked) - len(citations))
    if citations:
        await _send(session, citations, name, beside=gone)
    else:
        session.saving.say(f"{gone} Nothing copied.")


async def _send(session: Session, citations: Sequence[Citation], name: str, *, beside: str = "") -> None:
    text, html = copy_formats.FORMATS[name](citations), None
    if name == copy_formats.RICH:
        html = copy_formats.FORMATS["HTML"](citations)
    terms = facts.restricted(citations)
    await send(session, text, name, html=html, count=len(citations), restricted=terms, beside=beside)
