"""Navigation between screens, and the state that all of them show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.base.keyed_screen import KeyedScreen
from tui.base.queued_app import QueuedApp
from tui.desk.screen import DeskScreen
from tui.kernel.key_sequence import Call

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Sequence
    from typing import Any

    from textual.worker import Worker

    from store.model.annotations import Annotation
    from store.pending.changes import PendingChange
    from store.quotations.conflicts import Conflict
    from tui.kernel.messages import (
        Did,
        OpenArticle,
        PerformAtDesk,
        Reattach,
        ShowCard,
        ShowPictures,
        ShowQuotation,
        ShowUpdates,
    )
    from tui.kernel.session import Guide


class Navigation(QueuedApp, inherit_css=False):
    """Answers the messages of rooms by opening the room that each names."""

    guide: Guide | None
    """The tour; None without one."""

    def show_changed(self, changed: Sequence[Annotation]) -> None:
        """Show the annotations returned by a decision on every screen."""
        for screen in self.screen_stack:
            if isinstance(screen, KeyedScreen):
                screen.show_changed(changed)
        self._let_guide_look()

    def renew_soon(self) -> None:
        """Refresh every screen in the background."""
        for screen in self.screen_stack:
            if isinstance(screen, DeskScreen):
                screen.pages.tell_news()

    async def renew(self, article_ids: Sequence[str] | None) -> None:
        """Refresh every screen after changes to ``article_ids``; None means any article."""
        for screen in self.screen_stack:
            if isinstance(screen, KeyedScreen):
                await screen.renew(article_ids)
        self._let_guide_look()

    @property
    def article_shown(self) -> str | None:
        """The id of the article that the person looks at; None where it is none, or any."""
        top = self._top
        if isinstance(top, DeskScreen) and not top.is_reading:
            return top.stack.cursor_id or ""
        return top.article_shown if top is not None else None

    def say(self, words: str) -> None:
        """Show a message on the screen that has the keys; without one, the desk is closing and nobody reads it."""
        if (top := self._top) is not None:
            top.status.say(words)

    def unsay(self, words: str) -> None:
        """Take a message back where it is still shown."""
        for screen in self.screen_stack:
            if isinstance(screen, KeyedScreen) and screen.status.message == words:
                screen.status.say("")

    def say_saved(self, words: str) -> None:
        """Show on that screen when the last decision was saved."""
        if (top := self._top) is not None:
            top.status.saved(words)

    def say_working(self, words: str) -> None:
        """Show the progress of background work on every screen."""
        for screen in self.screen_stack:
            if isinstance(screen, KeyedScreen):
                screen.status.working(words)

    def refresh_guidance(self) -> None:
        """Show on every screen what to do next in the tour."""
        for screen in self.screen_stack:
            if isinstance(screen, KeyedScreen):
                screen.refresh_guidance()

    def _let_guide_look(self) -> None:
        if self.guide is not None:
            self.guide.look()

    def unsay_working(self, words: str) -> None:
        """Take the progress or outcome of background work back where it is still shown."""
        for screen in self.screen_stack:
            if isinstance(screen, KeyedScreen) and screen.status.work == words:
                screen.status.working("")

    def show_notice(self, words: str) -> None:
        """Show a line on every screen until it changes."""
        for screen in self.screen_stack:
            if isinstance(screen, KeyedScreen):
                screen.status.notice(words)

    def ask_to_send(self, waiting: Sequence[PendingChange], answered: Callable[[bool], None]) -> None:
        """Ask whether to send decisions that an earlier desk left."""
        from tui.base.prompt import Prompt
        from tui.wording import pending

        def chosen(answer: str | None) -> None:
            answered(answer == pending.SEND)

        offers = [pending.SEND, pending.LATER]
        about = pending.listed(waiting)
        self.push_screen(
            Prompt(pending.left(waiting), about=about, offers=offers, only_offers=True, enter="do it"), chosen
        )

    def ask_to_leave(self, count: int, answered: Callable[[bool], None]) -> None:
        """Ask whether to quit while decisions wait."""
        from tui.base.prompt import Prompt
        from tui.wording import pending

        def chosen(answer: str | None) -> None:
            answered(answer == pending.QUIT)

        offers = [pending.QUIT, pending.STAY]
        self.push_screen(
            Prompt(pending.leaving(count), about=pending.STAYS_HERE, offers=offers, only_offers=True, enter="do it"),
            chosen,
        )

    async def go_to_undone(self, annotation: Annotation) -> bool:
        """Go to the annotation that undo or redo changed; False if the screen that has the keys does not show it."""
        return (top := self._top) is None or await top.go_to_undone(annotation)

    def ask_conflict(self, conflict: Conflict, answered: Callable[[bool | None], None]) -> None:
        """Show both sides of a conflict; ``answered`` gets True for the person's own side."""
        from tui.quotations.conflict import ConflictScreen

        self.push_screen(ConflictScreen(conflict), answered)

    def start_work(self, work: Coroutine[Any, Any, None], *, group: str) -> Worker[None]:
        """Start work on the event loop."""
        return self.run_worker(work, group=group)

    def cancel_work(self, group: str) -> None:
        """Cancel all work of a group."""
        self.workers.cancel_group(self, group)

    def later(self, seconds: float, call: Callable[[], None]) -> None:
        """Call a function after a delay."""
        self.set_timer(seconds, call)

    @property
    def _top(self) -> KeyedScreen[object] | None:
        return next((screen for screen in reversed(self.screen_stack) if isinstance(screen, KeyedScreen)), None)

    # Messages of rooms

    def on_did(self, message: Did) -> None:
        if self.guide is not None:
            self.guide.did(message.deed)

    def on_open_article(self, message: OpenArticle) -> None:
        self._back_at_the_desk().opening.open_at(message.article_id, message.at, message.revision)

    def on_show_quotation(self, message: ShowQuotation) -> None:
        self._back_at_the_desk().opening.show_article(message.annotation)

    def on_reattach(self, message: Reattach) -> None:
        self._back_at_the_desk().updating.reattach(message.stale)

    def on_perform_at_desk(self, message: PerformAtDesk) -> None:
        desk = self._back_at_the_desk()
        if message.action not in desk.offered():
            desk.go_to_stack()
        desk.perform(Call(message.action))

    def on_show_updates(self, message: ShowUpdates) -> None:
        from tui.updates.queue_screen import open_queue

        if (top := self._top) is not None:
            open_queue(top, message.article_id, at=message.at)

    def on_show_card(self, message: ShowCard) -> None:
        from tui.quotations.card import CardScreen

        self.push_screen(CardScreen(message.annotation))

    def on_show_pictures(self, message: ShowPictures) -> None:
        from tui.pictures.screen import PicturesScreen

        self.push_screen(PicturesScreen(message.narrowed, message.speaker, message.quotation))

    def _back_at_the_desk(self) -> DeskScreen:
        """Close the screens over the desk and return it."""
        while not isinstance(screen := self.screen, DeskScreen):
            screen.dismiss()
        return screen
