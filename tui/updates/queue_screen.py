"""The queue of stale quotations: both versions of each, and the decision on it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual import on

from newstext.spans import hull
from store.errors import StoreError
from store.model.annotations import Status
from tui.base.keyed_screen import KeyedScreen
from tui.kernel.actions import Scope
from tui.kernel.handlers import handles
from tui.kernel.messages import Reattach
from tui.quotations.corrections import correctors
from tui.quotations.passage import sentences
from tui.quotations.passage_foot import PassageFoot
from tui.quotations.passage_list import NOTHING, seen
from tui.quotations.target import Place
from tui.updates import diff_rows, wording
from tui.updates.diff_rows import Kind
from tui.updates.diff_view import Comparison
from tui.widgets.title import Title
from tui.wording import describe, outcomes

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from textual.app import ComposeResult
    from textual.content import Content

    from newstext.spans import Span
    from store import Archive
    from store.model.annotations import Annotation
    from store.model.articles import Revision
    from store.model.lists import ArticleRow
    from store.model.updates import StaleQuotation
    from tui.base.host_screen import HostScreen
    from tui.updates.diff_rows import Row

_PAGE = 500
_NONE = "No settled quotation has been changed by an update."


class _InQueue(Place):
    screen: StaleScreen

    @property
    def current(self) -> Annotation | None:
        return self.screen.meant

    @property
    def nothing_here(self) -> str:
        if self.screen.current is None:
            return "Nothing left to review."
        return self.session.phrase("{updates.accept_newer} accepts one of the places first.")

    @property
    def annotations(self) -> Sequence[Annotation]:
        return [annotation] if (annotation := self.screen.meant) else []


class StaleScreen(KeyedScreen[None], inherit_bindings=False):
    """The stale quotations of one article or of all, the most serious first."""

    AUTO_FOCUS = "Comparison"

    def __init__(self, article_id: str | None, stale_ones: list[StaleQuotation]) -> None:
        super().__init__()
        self._article_id = article_id
        self._stale = stale_ones
        self._number = 0
        self._row: ArticleRow | None = None
        self._places: list[tuple[Span, ...]] = []
        """The spans of the words' possible places, if they now appear in several."""
        self._place = 0
        self._newer: Revision | None = None
        self._title = Title("Changed by updates", "stale-title", "-active")
        self.comparison = Comparison(id="comparison")
        self._passage = PassageFoot()
        self._correctors = correctors(_InQueue(self))

    def compose(self) -> ComposeResult:
        yield self._title
        yield self.comparison
        yield self._passage
        yield self.status

    @property
    def scope(self) -> Scope:
        return Scope.UPDATES

    @property
    def owners(self) -> Sequence[object]:
        return (self, self.comparison, *self._correctors, *super().owners)

    @property
    def meant(self) -> Annotation | None:
        """The quotation that can be corrected; None while several places are possible."""
        return self.current.annotation if self.current is not None and not self._places else None

    @property
    def current(self) -> StaleQuotation | None:
        """The quotation shown."""
        return self._stale[self._number] if self._number < len(self._stale) else None

    def on_mount(self) -> None:
        self.refresh_hints()

    @on(Comparison.Resized)
    def _resized(self) -> None:
        self.work_on(self._show, group="stale", holds_keys=True)

    def make_room(self, rows: int) -> None:
        self._passage.rise(self, rows)

    def on_screen_resume(self) -> None:
        self._passage.sink()

    @property
    def _done(self) -> str:
        return self.session.phrase(
            "Nothing left to review. {everywhere.back} goes back, {everywhere.undo} undoes the last step."
        )

    # Drawing

    async def renew(self, article_ids: Sequence[str] | None) -> None:  # noqa: ARG002 - any may wait in the queue
        here = self.current
        self._stale = await self.session.read(lambda archive: waiting(archive, self._article_id))
        numbers = {stale.annotation.id: number for number, stale in enumerate(self._stale)}
        # The next quotation moves into the place of one that was settled.
        self._number = numbers.get(here.annotation.id, self._number) if here else self._number
        self._number = min(self._number, max(0, len(self._stale) - 1))
        await self._show()

    def show_changed(self, changed: Sequence[Annotation]) -> None:
        if any(annotation.state.status is Status.STALE for annotation in changed):
            self.work_on(partial(self.renew, None), group="stale", holds_keys=True)
            return
        self._leave_out({a.id for a in changed if a.state.status is not Status.STALE})

    def _leave_out(self, annotation_ids: set[str]) -> None:
        """Remove settled quotations from the queue; the next one takes their place."""
        before = len(self._stale)
        self._number -= sum(stale.annotation.id in annotation_ids for stale in self._stale[: self._number])
        self._stale = [stale for stale in self._stale if stale.annotation.id not in annotation_ids]
        self._number = min(self._number, max(0, len(self._stale) - 1))
        if len(self._stale) < before:
            self.work_on(self._show, group="stale", holds_keys=True)

    @property
    def article_shown(self) -> str | None:
        return self._article_id

    async def go_to_undone(self, annotation: Annotation) -> bool:
        if annotation.id not in {stale.annotation.id for stale in self._stale}:
            await self.renew(None)
        for number, stale in enumerate(self._stale):
            if stale.annotation.id == annotation.id:
                self._number = number
                self.work_on(self._show, group="stale", holds_keys=True)
                return True
        return False

    async def _show(self) -> None:
        stale, width = self.current, self.comparison.room
        if stale is None:
            self._row, self._places = None, []
            self._title.say("Changed by updates")
            self._passage.show(NOTHING.sentences)
            self.comparison.show(diff_rows.words(self._done, Kind.TITLE, width))
            self.status.describe("")
            return

        keys = self.session.phrase("{updates.next_place} shows the next place, {updates.accept_newer} accepts this one")

        def ask(archive: Archive) -> tuple[ArticleRow, Revision, list[tuple[Span, ...]], list[Row], Content]:
            row = archive.articles.row(stale.annotation.article_id)
            newer = archive.updates.revision(stale.revision_id or row.revision_id)
            if places := wording.places(stale, newer):
                number = self._place % len(places)
                shown = wording.place_rows(stale, newer, places, number, keys, width)
                return row, newer, places, shown, sentences(newer.article.body, hull(places[number]))
            pieces = (stale.was or stale.annotation.state).pieces
            older = archive.updates.revision(pieces[0].revision_id) if pieces else newer
            shown = wording.quotation_rows(stale, older, newer, width)
            return row, newer, [], shown, seen(archive, stale.annotation).sentences

        row, self._newer, self._places, rows, stands = await self.session.read(ask)
        self._place %= max(1, len(self._places))
        self._row = row
        self.comparison.show(rows)
        self._passage.show(stands)
        headline = describe.title(row.headline, row.opening)
        self._title.say(f"Changed by updates · {self._number + 1} of {len(self._stale)} · {headline}")
        self.status.describe(
            " · ".join(
                part
                for part in (wording.why(stale), describe.byline(row, self.session.clock(), self.session.archive.actor))
                if part
            )
        )
        self.refresh_hints()

    # Moving

    @handles("next_stale", Scope.UPDATES)
    def go_to_next(self, count: int | None = None) -> None:
        self._go_to(self._number + (count or 1))

    @handles("previous_stale", Scope.UPDATES)
    def go_to_previous(self, count: int | None = None) -> None:
        self._go_to(self._number - (count or 1))

    @handles("next_place", Scope.UPDATES)
    def show_next_place(self) -> None:
        if not self._places:
            self.status.say(
                self.session.phrase("There is only one place. {updates.reattach} selects its words in the article.")
            )
            return
        self._place = (self._place + 1) % len(self._places)
        self.work_on(self._show, group="stale", holds_keys=True)

    def _go_to(self, number: int) -> None:
        self._place = 0
        self._number = min(max(number, 0), max(0, len(self._stale) - 1))
        self.work_on(self._show, group="stale", holds_keys=True)

    @handles("difference", Scope.UPDATES)
    def show_difference(self) -> None:
        from tui.updates.difference_screen import open_difference

        if self._row is not None:
            open_difference(self, self._row.id, self._row.revision_count)

    # Deciding

    @handles("accept_newer", Scope.UPDATES)
    def accept_newer(self) -> None:
        newer = self._newer
        if self._places and newer is not None:
            spans = self._places[self._place]
            self._decide(lambda archive, it: archive.updates.reattach(it, newer, spans), "Accepted at this place.")
            return
        self._decide(
            lambda archive, it: archive.decisions.settle([it], Status.ACCEPTED),
            "Accepted with the newer words.",
        )

    @handles("keep_older", Scope.UPDATES)
    def keep_older(self) -> None:
        self._decide(
            lambda archive, it: archive.updates.keep_older([it]),
            outcomes.KEPT_OLDER,
        )

    @handles("reject", Scope.UPDATES)
    def reject(self) -> None:
        self._decide(
            lambda archive, it: archive.decisions.settle([it], Status.REJECTED),
            outcomes.SETTLED[Status.REJECTED],
        )

    def _decide(self, change: Callable[[Archive, Annotation], object], done: str) -> None:
        if (stale := self.current) is None:
            return

        async def decide() -> None:
            saving = self.session.saving
            try:
                await saving.write(lambda archive: change(archive, archive.decisions.as_seen(stale.annotation)))
            except StoreError:  # it is open after all
                self.work_on(partial(self.renew, None), group="stale", holds_keys=True)
                raise
            saving.say(self.session.phrase(done))

        # The next key applies to the next quotation once that is shown, whether this one is saved by then or not.
        self._leave_out({stale.annotation.id})
        decision: Callable[[], Awaitable[None]] = decide
        self.session.saving.decide(decision)

    @handles("reattach", Scope.UPDATES)
    def reattach(self) -> None:
        if (stale := self.current) is not None:
            self.post_message(Reattach(stale))


def waiting(archive: Archive, article_id: str | None) -> list[StaleQuotation]:
    """Return the stale quotations of an article, or of all."""
    page = archive.updates.waiting(article_id, limit=_PAGE)
    stale_ones = [*page.rows]
    while page.after is not None:
        page = archive.updates.waiting(article_id, after=page.after, limit=_PAGE)
        stale_ones += page.rows
    return stale_ones


def open_queue(screen: HostScreen, article_id: str | None, *, at: str | None = None) -> None:
    """Show the queue for one article, or for all; without stale quotations, say so.

    The queue begins with quotation ``at`` if given.
    """

    async def open_it() -> None:
        await screen.session.saving.settled()
        stale_ones = await screen.session.read(lambda archive: waiting(archive, article_id))
        here = article_id if stale_ones else None
        if not stale_ones and article_id is not None:
            stale_ones = await screen.session.read(lambda archive: waiting(archive, None))
        if stale_ones:
            screen.app.push_screen(StaleScreen(here, sorted(stale_ones, key=lambda stale: stale.annotation.id != at)))
        else:
            screen.status.say(_NONE)

    screen.work_on(open_it, group="stale", holds_keys=True)
