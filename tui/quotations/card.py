"""The card of a quotation: everything the store has on it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from store.model.annotations import Record, Status
from tui.base.keyed_screen import KeyedScreen
from tui.copy_formats import facts
from tui.kernel.actions import Scope
from tui.kernel.handlers import handles
from tui.kernel.messages import ShowQuotation
from tui.quotations.handlers import deciders
from tui.quotations.passage import passage
from tui.quotations.target import Place
from tui.terminal.safe_text import visible
from tui.text.wrapping import NARROWEST, wrap
from tui.widgets.title import Title
from tui.wording import describe, events

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from textual.app import ComposeResult

    from store import Archive
    from store.model.annotations import Annotation
    from store.model.changes import Event
    from store.quotations.citations import Citation

_NAME_COLUMN, _MEASURE = 12, 96


class _OnCard(Place):
    screen: CardScreen

    @property
    def current(self) -> Annotation | None:
        return self.screen.annotation

    @property
    def annotations(self) -> Sequence[Annotation]:
        return (self.screen.annotation,)


class CardScreen(KeyedScreen[None], inherit_bindings=False):
    """Shows one quotation and takes every decision on it."""

    CSS = """
    CardScreen { background: $background; }
    CardScreen VerticalScroll { height: 1fr; padding: 1 2; }
    CardScreen Static { max-width: 96; }
    """

    def __init__(self, annotation: Annotation) -> None:
        super().__init__()
        self.annotation = annotation
        self._deciders = deciders(_OnCard(self))
        self._text = Static(Content(""))

    def compose(self) -> ComposeResult:
        yield Title("Quotation", "card-title", "-active")
        with VerticalScroll() as scroll:
            scroll.can_focus = False
            yield self._text
        yield self.status

    def on_mount(self) -> None:
        self.refresh_hints()

    def on_resize(self) -> None:
        self.work_on(self._load, group="card")

    @property
    def scope(self) -> Scope:
        return Scope.CARD

    @property
    def meant(self) -> Annotation | None:
        return self.annotation

    @property
    def owners(self) -> Sequence[object]:
        return (*self._deciders, *super().owners)

    def show_changed(self, changed: Sequence[Annotation]) -> None:
        for annotation in changed:
            if annotation.id == self.annotation.id:
                self.annotation = annotation
                self.work_on(self._load, group="card")

    async def renew(self, article_ids: Sequence[str] | None) -> None:
        if article_ids is None or self.annotation.article_id in article_ids:
            await self._load()

    def make_room(self, rows: int) -> None:  # noqa: ARG002 - the quotation stands at the top already
        self.query_one(VerticalScroll).scroll_home(animate=False)

    @property
    def article_shown(self) -> str | None:
        return self.annotation.article_id

    async def go_to_undone(self, annotation: Annotation) -> bool:
        return annotation.id == self.annotation.id

    async def _load(self) -> None:
        citation, history = await self.session.read(partial(_ask, self.annotation.id, self.session.clock()))
        self.annotation = citation.annotation
        self._text.update(
            Content("\n").join(_lines(citation, min(self.size.width - 4, _MEASURE))) + self._told(history)
        )

    def _told(self, history: Sequence[Event]) -> Content:
        zone = self.session.clock().tzinfo
        told = [Content("\n"), Content.styled("History", "bold $primary")]
        for event in reversed(history):
            told.append(Content(visible(events.sentence(event, zone))))
            told += [Content.styled(f"  {visible(change)}", "$muted") for change in events.changes(event)]
        return Content("\n").join(told)

    @handles("scroll_down", Scope.CARD)
    def line_down(self) -> None:
        self.query_one(VerticalScroll).scroll_down(animate=False)

    @handles("scroll_up", Scope.CARD)
    def line_up(self) -> None:
        self.query_one(VerticalScroll).scroll_up(animate=False)

    @handles("page_down", Scope.CARD)
    def page_down(self) -> None:
        self.query_one(VerticalScroll).scroll_page_down(animate=False)

    @handles("page_up", Scope.CARD)
    def page_up(self) -> None:
        self.query_one(VerticalScroll).scroll_page_up(animate=False)

    @handles("read_there", Scope.CARD)
    def read_there(self) -> None:
        self.post_message(ShowQuotation(self.annotation))


def _ask(annotation_id: str, at: datetime, archive: Archive) -> tuple[Citation, Sequence[Event]]:
    [citation] = archive.annotations.cite([annotation_id], at=at)
    return citation, archive.annotations.history(annotation_id)


def _lines(citation: Citation, room: int) -> Iterator[Content]:
    """Yield the card's lines; values are wrapped to ``room`` cells and indented under themselves."""
    annotation, state = citation.annotation, citation.annotation.state
    yield passage(citation.revision.article.body, annotation)
    yield Content("")
    for warning in facts.warnings(citation):
        yield Content.styled(visible(warning), "bold $warning")
    article = citation.revision.article
    printed = ", ".join(facts.printed(citation))
    given = state.assignment
    rows = [
        ("said by", describe.who(annotation)),
        ("via", state.via),
        ("cue", describe.cue(annotation)),
        ("unnamed", "because " + state.unnamed_reason if state.unnamed_reason else "yes" if state.unnamed else None),
        ("terms", None if state.record is Record.UNKNOWN else describe.RECORD_WORDS[state.record]),
        ("kind", describe.kind(annotation)),
        ("status", describe.settled(citation)),
        ("flag", "for a second reader" if state.flagged else None),
        ("for", given and f"{given.to}, from {given.by}, {describe.moment(given.at)}"),
        ("finder", _reason(annotation)),
        ("note", state.note),
        ("tags", ", ".join(state.tags)),
        ("article", article.headline),
        ("from", printed),
        ("revision", f"{citation.revision.seq} of {citation.article.revision_count}"),
        ("address", article.url),
    ]
    for name, value in rows:
        if value:
            first, *more = (
                value[row.start : row.end].rstrip() for row in wrap(value, max(room - _NAME_COLUMN, NARROWEST))
            )
            yield Content.assemble((f"{name:<{_NAME_COLUMN}}", "$secondary"), visible(first))
            yield from (Content(" " * _NAME_COLUMN + visible(line)) for line in more)


def _reason(annotation: Annotation) -> str | None:
    if annotation.confidence is None:
        return None
    sure = describe.confidence(annotation)
    return sure if annotation.state.status is Status.SUGGESTED else f"was {sure}"
