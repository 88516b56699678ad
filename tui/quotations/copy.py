"""Taking quotations out: copying one or several in any format, and what was copied before."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from newstext.controls import as_signs
from tui import copy_formats
from tui.copy_formats import facts, plain
from tui.terminal.clipboard import WITH_SIGNS
from tui.wording import describe

if TYPE_CHECKING:
    from newstext.spans import Span
    from store.model.articles import Revision
    from tui.app import Desk
    from tui.quotations.target import Place


class Taking:
    """Copies quotations, on behalf of one place: those marked for it, else the one that is meant."""

    def __init__(self, place: Place) -> None:
        self._place = place

    def action_copy_words(self) -> None:
        self._copy("words")

    def action_copy_credited(self) -> None:
        self._copy("credit")

    def action_copy_markdown(self) -> None:
        self._copy("Markdown")

    def action_copy_html(self) -> None:
        self._copy("HTML")

    def action_copy_json(self) -> None:
        self._copy("JSON")

    def action_copy_provenance(self) -> None:
        self._copy("provenance")

    def action_mark(self) -> None:
        if (annotation := self._place.demand_quotation()) is None:
            return
        marked = self._place.app.marked
        if annotation.id in marked:
            marked.remove(annotation.id)
        else:
            marked.append(annotation.id)
        count = describe.count(len(marked), "quotation")
        self._place.say(f"{count} marked: y y, y a … copies them together." if marked else "No quotation is marked.")

    def action_copies(self) -> None:
        from tui.quotations.copies import CopiesScreen

        self._place.app.push_screen(CopiesScreen())

    def _copy(self, name: str) -> None:
        app = self._place.app
        if app.marked:
            self._place.decide(lambda: _copy_marked(app, name))
            return
        demand = self._place.demand if name == "words" else self._place.demand_quotation
        if (annotation := demand()) is None:
            return

        async def copy() -> None:
            # From the store, never from the screen: what leaves the desk is what was printed.
            taken = await app.read(lambda archive: archive.take([annotation.id], at=app.clock()))
            await send(app, copy_formats.FORMATS[name](taken), name)

        self._place.decide(copy)


async def _copy_marked(app: Desk, name: str) -> None:
    """Copy the quotations that are marked, but for those that were rejected or removed since: these are told."""
    marked = list(app.marked)
    taken = [
        one
        for one in await app.read(lambda archive: archive.take(marked, at=app.clock()))
        if one.annotation.state.status.stands
    ]
    app.marked.clear()
    gone = describe.left_out(len(marked) - len(taken))
    if taken:
        await send(app, copy_formats.FORMATS[name](taken), name, count=len(taken), beside=gone)
    else:
        app.saving.say(f"{gone} Nothing was copied.")


async def send_words(app: Desk, revision: Revision, span: Span) -> None:
    """Send any words of a revision to the clipboard, with what has to be said of their article."""
    row = await app.read(lambda archive: archive.article(revision.article_id))
    words = span.of(revision.article.body)
    await send(app, plain.warned(words, facts.warnings_of_words(row, revision, app.clock())), "words")


async def send(app: Desk, text: str, name: str, *, count: int = 1, beside: str = "") -> None:
    """Send a text to the clipboard, say which way it went, and keep it among what was copied."""
    app.saving.say("Copying …")
    safe = as_signs(text)
    app.copies.insert(0, copy_formats.Copy(safe, name, app.clock()))
    del app.copies[copy_formats.KEPT :]
    result = await asyncio.to_thread(app.clipboard_way.copy, safe)
    went = result.words if count == 1 else f"{describe.count(count, 'quotation')}: {result.words}"
    app.saving.say(" ".join(filter(None, (went, WITH_SIGNS if safe != text else "", beside))))
