"""The review: one open quotation after another, each with the sentences around it, until none is open."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from store.records import Status
from tui import describe
from tui.actions import Scope
from tui.deciding import deciders
from tui.deciding.place import Place
from tui.passage import passage
from tui.safe_text import visible
from tui.screens.keyed import KeyedScreen
from tui.widgets.title import Title

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual.app import ComposeResult

    from store import Archive
    from store.records import Annotation
    from tui.walk import Walk


class _InReview(Place):
    is_a_walk = True
    screen: ReviewScreen

    @property
    def current(self) -> Annotation | None:
        return self.screen.walk.current

    @property
    def nothing_here(self) -> str:
        return "Nothing is open here. q goes back."

    @property
    def annotations(self) -> Sequence[Annotation]:
        opened = self.screen.walk.opened
        return (*opened.annotations, *opened.elsewhere) if opened else ()

    def go_on(self) -> bool:
        self.screen.go(1)
        return True


class ReviewScreen(KeyedScreen[None], inherit_bindings=False):
    """Shows one quotation at a time, and goes on when it is settled."""

    CSS = """
    ReviewScreen { background: $background; }
    ReviewScreen VerticalScroll { height: 1fr; padding: 1 2; scrollbar-size-vertical: 1; }
    ReviewScreen Static { max-width: 96; }
    ReviewScreen #facts { height: auto; max-height: 50%; padding: 0 2 1 2; }
    """

    def __init__(self, walk: Walk) -> None:
        super().__init__()
        self.walk = walk
        self._deciders = deciders(_InReview(self))
        self._title = Title("Review", "review-title", "-active")
        self._passage = Static(Content(""))
        self._facts = Static(Content(""), id="facts")

    def compose(self) -> ComposeResult:
        yield self._title
        with VerticalScroll() as scroll:
            scroll.can_focus = False
            yield self._passage
        yield self._facts
        yield self.status

    def on_mount(self) -> None:
        self._show()

    @property
    def scope(self) -> Scope:
        return Scope.REVIEW

    @property
    def owners(self) -> Sequence[object]:
        return (self, *self._deciders, *super().owners)

    # Going on and back

    def go(self, by: int) -> None:
        """Go one quotation on or back, and keep the place; keys typed meanwhile wait for it."""
        self.hold_keys()
        self.work_on(partial(self._going, by), group="review")

    async def _going(self, by: int) -> None:
        try:
            moved = await self.app.read(lambda archive: self.walk.step(archive, by))
            if moved:
                self._show()
            else:
                self.status.say(self._at_the_end() if by > 0 else "This is where you began.")
        finally:
            self.take_held_keys()
        await self.app.write(partial(_keep, self.walk, not moved and by > 0))

    def _at_the_end(self) -> str:
        return f"That was the last: {self.walk.kept:,} of {self.walk.total:,} kept. q goes back, k looks again."

    def action_next_open(self) -> None:
        self.go(1)

    def action_previous_open(self) -> None:
        self.go(-1)

    def action_edit_ends(self) -> None:
        if (current := self.walk.current) is not None:
            self.app.read_there(current)

    def action_card(self) -> None:
        from tui.screens.card import CardScreen

        if (current := self.walk.current) is not None:
            self.app.push_screen(CardScreen(current))

    def action_page_down(self) -> None:
        self.query_one(VerticalScroll).scroll_page_down(animate=False)

    def action_page_up(self) -> None:
        self.query_one(VerticalScroll).scroll_page_up(animate=False)

    # What is shown

    async def renew(self, article_ids: Sequence[str] | None) -> None:
        await self.app.read(lambda archive: self.walk.renew(archive, article_ids or ()))
        self._show(scroll=False)

    def show_undone(self, annotation: Annotation) -> str:
        self.work_on(partial(self._back_to, annotation), group="review")
        return ""

    async def _back_to(self, annotation: Annotation) -> None:
        if await self.app.read(lambda archive: self.walk.go_to(archive, annotation.id)):
            self._show()

    def _show(self, *, scroll: bool = True) -> None:
        walk = self.walk
        self._title.say(f"Review · {walk.number:,} of {walk.total:,}, {walk.kept:,} kept")
        self.refresh_hints()
        if walk.opened is None or (current := walk.current) is None:
            return
        article = walk.opened.revision.article
        head = Content.styled(visible(article.headline or "(no headline)"), "bold")
        line = " · ".join(filter(None, (article.source, describe.when(article.updated or article.published))))
        text = Content("\n").join([head, Content.styled(visible(line), "$muted"), Content("")])
        self._passage.update(text + Content("\n") + passage(walk.opened, current))
        self._facts.update(Content("\n").join(_facts(current)))
        self.status.describe(describe.quotation(current, walk.number, walk.total))
        if scroll:
            self.query_one(VerticalScroll).scroll_home(animate=False)


def _facts(annotation: Annotation) -> Iterator[Content]:
    state = annotation.state
    yield Content.styled(visible(describe.who(annotation)), "bold")
    terms = describe.RECORD_WORDS[state.record]
    via = f"via {state.via}" if state.via else ""
    flagged = "a second reader is wanted" if state.flagged else ""
    yield Content(visible(" · ".join(filter(None, (describe.kind(annotation), via, terms, flagged)))))
    if state.status is not Status.SUGGESTED:
        yield Content(describe.STATUS_WORDS[state.status])
    surety = describe.surety(annotation)
    yield Content.styled(visible(surety[:1].upper() + surety[1:]), "$muted")
    if state.note:
        yield Content(visible(f"note: {state.note}"))
    if state.tags:
        yield Content(visible(f"tags: {', '.join(state.tags)}"))


def _keep(walk: Walk, through: bool, archive: Archive) -> None:
    walk.keep_place(archive, through=through)
