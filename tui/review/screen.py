"""The review: one open quotation after another, each with the sentences around it, until none is open."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeVar

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from store.model.annotations import Status
from tui.base.keyed_screen import KeyedScreen
from tui.kernel.actions import Scope
from tui.kernel.decisions import annotations_in
from tui.kernel.handlers import handles
from tui.kernel.messages import ShowCard, ShowQuotation
from tui.quotations.handlers import deciders
from tui.quotations.passage import passage
from tui.quotations.target import Place
from tui.terminal.safe_text import visible
from tui.widgets.title import Title
from tui.wording import describe

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from textual import events
    from textual.app import ComposeResult

    from store import Archive
    from store.model.annotations import Annotation
    from tui.review.queue import Walk


T = TypeVar("T")


class _InReview(Place):
    is_a_walk = True
    screen: ReviewScreen

    @property
    def current(self) -> Annotation | None:
        return self.screen.walk.current

    @property
    def nothing_here(self) -> str:
        return self.session.phrase("No open quotations here. {everywhere.back} goes back.")

    @property
    def nothing_to_accept(self) -> str:
        if self.screen.walk.is_second_reading:
            verifying = self.session.phrase("{quotation.accept} verifies colleagues’ quotations one by one.")
            return f"Everything here is accepted. {verifying}"
        return super().nothing_to_accept

    @property
    def annotations(self) -> Sequence[Annotation]:
        opened = self.screen.walk.opened
        return (*opened.annotations, *opened.elsewhere) if opened else ()

    def go_on(self) -> bool:
        self.screen.go(self.screen.walk.go_on)
        return True

    def go_to_waiting(self) -> None:
        self.screen.go(self.screen.walk.go_to_waiting)

    async def waiting(self, most: int) -> list[Annotation]:
        return await self.session.read(lambda archive: self.screen.walk.waiting(archive, most))

    async def write(self, change: Callable[[Archive], T]) -> T:
        result = await super().write(change)
        await self.screen.keep(annotations_in(result))
        return result

    def say(self, words: str) -> None:
        super().say(f"{words} {self.screen.end}".rstrip())


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
        self._steps = 0
        """Steps of the walk that are under way in threads."""
        self._meanwhile: list[Annotation] = []
        self._deciders = deciders(_InReview(self))
        self._is_at_the_end = False
        self._title = Title("Review", "review-title", "-active")
        self._scroll = VerticalScroll(can_focus=False)
        self._passage = Static(Content(""))
        self._facts = Static(Content(""), id="facts")

    def compose(self) -> ComposeResult:
        yield self._title
        with self._scroll:
            yield self._passage
        yield self._facts
        yield self.status

    def on_mount(self) -> None:
        self._show()

    @property
    def scope(self) -> Scope:
        return Scope.REVIEW

    @property
    def meant(self) -> Annotation | None:
        return self.walk.current

    @property
    def owners(self) -> Sequence[object]:
        return (self, *self._deciders, *super().owners)

    # Going on and back

    def go(self, step: Callable[[Archive], bool]) -> None:
        """Go on, and keep the place; keys typed meanwhile wait for it."""
        self.work_on(partial(self._going, step), group="review", holds_keys=True)

    async def _going(self, step: Callable[[Archive], bool]) -> None:
        is_on = await self._walk(step)
        self._show(scroll=is_on)
        if not is_on:
            # What was decided about the last one is said before or after this: both are to be read.
            self._is_at_the_end = True
            self.status.say_also(self.end)
        self.let_keys_go_on("review")
        await self.keep()

    @property
    def end(self) -> str:
        """What is said beside all else at the end of the way, until the next key; nothing before it."""
        walk = self.walk
        if not self._is_at_the_end:
            return ""
        ways = self.session.phrase("{everywhere.back} leaves, {review.previous_open} goes back.")
        return f"That was the last: {walk.kept:,} of {walk.total:,} kept. {ways}"

    def obey(self, event: events.Key) -> bool:
        self._is_at_the_end = False
        return super().obey(event)

    async def keep(self, changed: Sequence[Annotation] = ()) -> None:
        """Keep how far the person is, with what was decided, also when they have left meanwhile."""
        if self not in self.app.screen_stack:
            self.walk.know(changed)
        await self.session.write(self.walk.keep_place)

    async def _walk(self, step: Callable[[Archive], T]) -> T:
        """Let the walk go on in a thread; what is decided meanwhile it is told after that."""
        self._steps += 1
        try:
            return await self.session.read(step)
        finally:
            self._steps -= 1
            if not self._steps:
                self.walk.know(self._meanwhile)
                self._meanwhile.clear()

    @handles("next_open", Scope.REVIEW)
    def go_to_next(self) -> None:
        self.go(lambda archive: self.walk.step(archive, 1))

    @handles("previous_open", Scope.REVIEW)
    def go_to_previous(self) -> None:
        if self.walk.is_at_the_beginning:
            self.status.say("This is the first.")
        else:
            self.go(lambda archive: self.walk.step(archive, -1))

    @handles("edit_ends", Scope.REVIEW)
    def edit_ends(self) -> None:
        if (current := self.walk.current) is not None:
            self.post_message(ShowQuotation(current))

    @handles("card", Scope.REVIEW)
    def show_card(self) -> None:
        if (current := self.walk.current) is not None:
            self.post_message(ShowCard(current))

    @handles("page_down", Scope.REVIEW)
    def page_down(self) -> None:
        self._scroll.scroll_page_down(animate=False)

    @handles("page_up", Scope.REVIEW)
    def page_up(self) -> None:
        self._scroll.scroll_page_up(animate=False)

    # What is shown

    def show_changed(self, changed: Sequence[Annotation]) -> None:
        if self._steps:
            self._meanwhile += changed
        else:
            self.walk.know(changed)
            self._show(scroll=False)

    async def renew(self, article_ids: Sequence[str] | None) -> None:
        await self._walk(lambda archive: self.walk.renew(archive, article_ids or ()))
        self._show(scroll=False)

    async def go_to_undone(self, annotation: Annotation) -> bool:
        is_here = await self._walk(lambda archive: self.walk.take_back(archive, annotation))
        if is_here:
            self._show()
            await self.keep()
        return is_here

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
            self._scroll.scroll_home(animate=False)


def _facts(annotation: Annotation) -> Iterator[Content]:
    state = annotation.state
    yield Content.styled(visible(describe.who(annotation)), "bold")
    terms = describe.RECORD_WORDS[state.record]
    via = f"via {state.via}" if state.via else ""
    flagged = "for a second reader" if state.flagged else ""
    yield Content(visible(" · ".join(filter(None, (describe.kind(annotation), via, terms, flagged)))))
    if state.status is not Status.SUGGESTED:
        yield Content(describe.STATUS_WORDS[state.status])
    surety = describe.confidence(annotation)
    yield Content.styled(visible(surety[:1].upper() + surety[1:]), "$muted")
    if state.note:
        yield Content(visible(f"note: {state.note}"))
    if state.tags:
        yield Content(visible(f"tags: {', '.join(state.tags)}"))
