"""The review: one open quotation after another, each with the sentences around it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeVar

from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from store.model.members import Deed
from tui.article.head import head
from tui.article.painting import sign
from tui.base.keyed_screen import KeyedScreen
from tui.kernel.actions import Scope
from tui.kernel.decisions import annotations_in
from tui.kernel.handlers import handles
from tui.kernel.messages import ShowCard, ShowQuotation
from tui.quotations.handlers import deciders
from tui.quotations.target import Place
from tui.review.facts import facts
from tui.review.text import ReviewText
from tui.terminal.safe_text import visible
from tui.text.wrapping import RowKind
from tui.widgets.title import Title
from tui.wording import describe, outcomes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from textual import events
    from textual.app import ComposeResult
    from textual.widget import Widget

    from store import Archive
    from store.articles.open_articles import OpenedArticle
    from store.model.annotations import Annotation
    from tui.review.queue import Walk


T = TypeVar("T")

WIDE = 110
"""Columns from which the next quotations stand beside the text."""
_FAR = 2_000
"""The most quotations that the keys for the first and the last pass: each article on the way is read."""
_AHEAD = 30
"""The most quotations listed there: no screen shows more."""


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
    def onward(self) -> str:
        walk = self.screen.walk
        return self.session.phrase("{review.next_open} goes to the next.") if walk.number < walk.total else ""

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
    """Shows one quotation at a time, and goes on once it is settled."""

    CSS = """
    ReviewScreen { background: $background; }
    ReviewScreen #review-head { height: auto; max-height: 8; padding: 1 2 1 5; }
    ReviewScreen #review-text { height: 1fr; }
    ReviewScreen #ahead {
        display: none; height: 100%; width: 30%; padding: 0 1 0 2; border-left: solid $rule;
        text-wrap: nowrap; text-overflow: ellipsis;
    }
    ReviewScreen.-wide #ahead { display: block; }
    """

    def __init__(self, walk: Walk) -> None:
        super().__init__()
        self.walk = walk
        self._steps = 0
        """Steps of the walk running in threads."""
        self._meanwhile: list[Annotation] = []
        self._deciders = deciders(_InReview(self))
        self._is_at_the_end = False
        self._title = Title("Review", "review-title", "-active")
        self._head = Static(Content(""), id="review-head")
        self._text = ReviewText()
        self._ahead = Static(Content(""), id="ahead")

    def compose(self) -> ComposeResult:
        yield self._title
        yield self._head
        with Horizontal(id="review-text"):
            yield self._text
            yield self._ahead
        yield self.status

    def on_mount(self) -> None:
        self._show()

    def on_resize(self, event: events.Resize) -> None:
        self.set_class(event.size.width >= WIDE, "-wide")

    @property
    def cursor_widget(self) -> Widget:
        return self._text

    @property
    def scope(self) -> Scope:
        return Scope.REVIEW

    @property
    def meant(self) -> Annotation | None:
        return self.walk.current

    @property
    def owners(self) -> Sequence[object]:
        return (self, *self._deciders, *super().owners)

    def make_room(self, rows: int) -> None:
        if (current := self.walk.current) is not None:
            self._text.bring_above(current, rows - self._text.content_region.y)

    # Going on and back

    def go(self, step: Callable[[Archive], bool]) -> None:
        """Take a step of the walk, and save the place. Keys typed meanwhile wait."""
        self.work_on(partial(self._going, step), group="review", holds_keys=True)

    async def _going(self, step: Callable[[Archive], bool]) -> None:
        is_on = await self._walk(step)
        self._show(scroll=is_on)
        if not is_on:
            # The message on the last decision may come before or after this one; both must stay readable.
            self._is_at_the_end = True
            self.status.say_also(self.end)
        self.let_keys_go_on("review")
        await self.keep()

    @property
    def end(self) -> str:
        """The sentence added to every message at the end of the walk, until the next key; else empty."""
        walk = self.walk
        if not self._is_at_the_end:
            return ""
        return self.session.phrase(outcomes.last(walk.kept, walk.total))

    def obey(self, event: events.Key) -> bool:
        self._is_at_the_end = False
        return super().obey(event)

    async def keep(self, changed: Sequence[Annotation] = ()) -> None:
        """Save the person's place, with the decisions just made, even if they have left the review."""
        if self not in self.app.screen_stack:
            self.walk.know(changed)
        may_not = self.session.archive.presence.refusal(Deed.MARK)
        if not self.session.pending.is_away and may_not is None:
            await self.session.write(self.walk.keep_place)

    async def _walk(self, step: Callable[[Archive], T]) -> T:
        """Run a step of the walk in a thread, then update it with the decisions made meanwhile."""
        self._steps += 1
        try:
            return await self.session.read(step)
        finally:
            self._steps -= 1
            if not self._steps:
                self.walk.know(self._meanwhile)
                self._meanwhile.clear()

    @handles("next_open", Scope.REVIEW)
    def go_to_next(self, count: int | None = None) -> None:
        self.go(lambda archive: self.walk.step(archive, count or 1))

    @handles("previous_open", Scope.REVIEW)
    def go_to_previous(self, count: int | None = None) -> None:
        if self.walk.is_at_the_beginning:
            self.status.say("This is the first.")
        else:
            self.go(lambda archive: self.walk.step(archive, -(count or 1)))

    @handles("first", Scope.REVIEW)
    def go_to_first(self) -> None:
        self.go_to_previous(_FAR)

    @handles("last", Scope.REVIEW)
    def go_to_last(self) -> None:
        self.go_to_next(_FAR)

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
        self._text.scroll_page_down(animate=False)

    @handles("page_up", Scope.REVIEW)
    def page_up(self) -> None:
        self._text.scroll_page_up(animate=False)

    # Drawing

    def show_changed(self, changed: Sequence[Annotation]) -> None:
        if self._steps:
            self._meanwhile += changed
        else:
            self.walk.know(changed)
            self._show(scroll=False)

    async def renew(self, article_ids: Sequence[str] | None) -> None:
        await self._walk(lambda archive: self.walk.renew(archive, article_ids or ()))
        self._show(scroll=False)

    @property
    def article_shown(self) -> str | None:
        given = self.walk.given or ()
        return given[0] if len(given) == 1 else None

    async def go_to_undone(self, annotation: Annotation) -> bool:
        is_here = await self._walk(lambda archive: self.walk.take_back(archive, annotation))
        if is_here:
            self._show()
            await self.keep()
        return is_here

    def _show(self, *, scroll: bool = True) -> None:
        walk = self.walk
        self._title.say(f"Review · {walk.number:,} of {walk.total:,}, {walk.kept:,} accepted")
        self.refresh_hints()
        if walk.opened is None or (current := walk.current) is None:
            return
        self._head.update(Content("\n").join(self._card_head(walk.opened, current)))
        self._text.show(walk.opened, current, list(facts(current, walk.opened)), scroll=scroll)
        self._ahead.update(Content("\n").join(_ahead(walk)))
        self.status.describe(_tally(walk.opened))

    def _card_head(self, opened: OpenedArticle, current: Annotation) -> Iterator[Content]:
        """Yield the lines to read before accepting: terms that are not on the record, warnings, headline, credit."""
        lines = head(opened, self.session.clock(), self.session.phrase)
        warnings = [line.text for line in lines if line.kind is RowKind.WARNING]
        for warning in (*describe.restricted(current), *warnings):
            yield Content.styled(visible(warning), "bold $warning")
        yield from (Content.styled(visible(line.text), "bold") for line in lines if line.kind is RowKind.HEADLINE)
        yield from (Content.styled(visible(line.text), "$muted") for line in lines if line.kind is RowKind.CREDIT)


def _tally(opened: OpenedArticle) -> str:
    """Return how far the article is settled."""
    quotations = [annotation for annotation in (*opened.annotations, *opened.elsewhere) if not annotation.is_note]
    waiting = sum(annotation.state.status.is_open for annotation in quotations)
    return f"This article: {describe.tally(len(quotations), waiting)}" if quotations else ""


def _ahead(walk: Walk) -> Iterator[Content]:
    """Yield what is left of the walk, then the speaker and first words of the next quotations in this article."""
    left = walk.total - walk.number
    heading = "Next: another article" if left and not walk.ahead else "Next in this article"
    yield Content.styled(heading, "bold $primary")
    if len(walk.ahead) < left:
        if walk.ahead:
            yield Content.styled(f"{len(walk.ahead):,} left in this article", "$muted")
        yield Content.styled(f"{left:,} left in this review", "$muted")
    else:
        yield Content.styled(f"{describe.count(left, 'quotation')} left" if left else "This is the last.", "$muted")
    for annotation in walk.ahead[:_AHEAD]:
        yield Content("")
        yield Content.assemble((f"{sign(annotation):<3}", "bold $secondary"), visible(describe.who(annotation)))
        yield Content.styled(f"   {visible(describe.title(None, annotation.words))}", "$muted")
