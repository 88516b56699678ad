"""The sending of text to the clipboard."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING

from newstext.controls import as_signs
from tui import copy_formats
from tui.copy_formats import facts, plain_text
from tui.kernel.messages import Deed, Did
from tui.terminal.clipboard import WITH_SIGNS
from tui.wording import describe

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newstext.spans import Span
    from store.model.articles import Revision
    from tui.kernel.session import Session


_COPIED = "Copied"
"""The beginning of the clipboard's message when the copy has arrived somewhere."""


async def send_words(session: Session, revision: Revision, span: Span) -> None:
    """Copy any words of a revision, with the warnings on their article."""
    row = await session.read(lambda archive: archive.articles.row(revision.article_id))
    words = span.of(revision.article.body)
    await send(session, plain_text.warned(words, facts.warnings_of_words(row, revision, session.clock())), "words")


async def send(
    session: Session,
    text: str,
    name: str,
    *,
    html: str | None = None,
    count: int = 1,
    restricted: Sequence[str] = (),
    beside: str = "",
) -> None:
    """Copy a text, report the way it took, and add it to the copies.

    ``name`` is the format of the quotations in it, or the words for any other text, such as ``the address``.
    ``html`` is the same as HTML, for a copy as rich text.
    ``restricted`` are the terms that limit how its words may be printed.
    """
    session.saving.say("Copying …")
    safe = as_signs(text)
    session.copies.insert(0, copy_formats.Copy(safe, name, session.clock()))
    del session.copies[copy_formats.KEPT :]
    way = session.clipboard_way
    copy = way.copy if html is None else partial(way.copy_rich, html=html)
    result = await asyncio.to_thread(copy, safe)
    form = name if html is None or result.is_rich else "credit"
    went = _copied(result.words, form, count)
    if restricted:
        went = f"{went.removesuffix('.')}, {'; '.join(restricted)}."
    session.saving.say(" ".join(filter(None, (went, WITH_SIGNS if safe != text else "", beside))))
    session.post_message(Did(Deed.COPY))


def _copied(words: str, name: str, count: int) -> str:
    """Return the clipboard's message with the form of the copy: ``Copied 2 quotations with credit.``"""
    quotations = describe.count(count, "quotation")
    if not words.startswith(_COPIED):
        return words if count == 1 else f"{quotations}: {words[:1].lower()}{words[1:]}"
    form = copy_formats.FORM_WORDS.get(name, f" {name}")
    what = f" {quotations}" if count > 1 else " the words" if not form else ""
    return f"{_COPIED}{what}{form}{words.removeprefix(_COPIED)}"
