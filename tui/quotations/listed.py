"""The room of listed quotations: what one has decided lately, or all that a person said. Each leads to its words."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from textual.content import Content

from store.model.annotations import AnnotationKind
from tui.article.painting import SIGNS
from tui.kernel.actions import Scope
from tui.kernel.handlers import handles
from tui.kernel.messages import ShowQuotation
from tui.quotations.passage_list import NOTHING, PassageList, PassageView, seen
from tui.terminal.safe_text import visible
from tui.wording import describe, events

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from store import Archive
    from store.model.speakers import QuotationInArticle

MOST = 500
"""Lines shown."""


class Row(NamedTuple):
    """A line: its words, where they stand, and the id of the quotation."""

    words: str
    where: str
    annotation_id: str


class Listed(NamedTuple):
    """A list of quotations: its title, and its lines, of which the room shows the first ``MOST``."""

    title: str
    rows: Sequence[Row]


class ListedScreen(PassageList, inherit_bindings=False):
    """Lists the quotations that ``read`` finds in the store; ``nothing`` is said when there are none."""

    def __init__(self, read: Callable[[Archive], Listed], nothing: str) -> None:
        super().__init__("")
        self._read = read
        self._nothing = nothing
        self._rows: Sequence[Row] = ()

    @property
    def scope(self) -> Scope:
        return Scope.LISTED

    def on_mount(self) -> None:
        super().on_mount()
        self.work_on(self._load, group="listed", holds_keys=True)

    async def renew(self, article_ids: Sequence[str] | None) -> None:  # noqa: ARG002 - any article may hold a line
        await self._load()

    async def _load(self) -> None:
        listed = await self.session.read(self._read)
        self._rows = listed.rows[:MOST]
        cut = f", the first {MOST:,}" if len(listed.rows) > MOST else ""
        self.head(f"{listed.title}{cut}")
        self.status.describe("" if self._rows else self._nothing)
        self.show(_content(row) for row in self._rows)

    def look(self, number: int, archive: Archive) -> PassageView:
        if number >= len(self._rows):
            return NOTHING
        return seen(archive, archive.annotations.get(self._rows[number].annotation_id))

    @handles("read_there", Scope.LISTED)
    def read_there(self) -> None:
        if self.cursor is not None:
            self.work_on(partial(self._read_there, self._rows[self.cursor]), group="open", holds_keys=True)

    async def _read_there(self, row: Row) -> None:
        self.post_message(ShowQuotation(await self.session.read(lambda a: a.annotations.get(row.annotation_id))))


def own_decisions(archive: Archive) -> Listed:
    """Return the person's decisions that they have not undone, the latest first, in local time."""
    rows = [
        Row(
            f"{event.at.astimezone():%d %b %H:%M} · {events.wording(event.action).column} · {events.words_of(event)}",
            describe.title(article.headline, article.opening),
            event.annotation_id,
        )
        for event, article in archive.annotations.decided(limit=MOST)
        if event.after.kind is not AnnotationKind.ASSIGNMENT
    ]
    return Listed("What you have done, the latest first", rows)


def said_by(archive: Archive, who: str, names: Collection[str] = ()) -> Listed:
    """Return all that ``who`` said, settled and open, the newest article first; with ``names``, only under these."""
    found = [one for one in archive.annotations.quoted(who=who) if not names or one.speaker in names]
    found.sort(key=lambda one: (one.article.sorted_at, one.annotation.id), reverse=True)
    waiting = sum(one.annotation.state.status.is_open for one in found)
    counted = describe.tally(len(found), waiting) if found else "nothing found"
    return Listed(f"All that {who} said · {counted}", [_said(one) for one in found])


def _said(one: QuotationInArticle) -> Row:
    status = one.annotation.state.status
    state = describe.STATUS_WORDS[status] if status.is_open else ""
    article = one.article
    time = describe.when(article.stated_time)
    parts = (state, describe.who(one.annotation), article.headline, article.source, time, one.place)
    return Row(f"{SIGNS[status]} {one.annotation.words}", " · ".join(filter(None, parts)), one.annotation.id)


def _content(row: Row) -> Content:
    words, where = (visible(" ".join(text.split())) for text in (row.words, row.where))
    return Content.assemble(words, (f"\n  {where}\n", "$muted"))
