"""A full screen with keys from the keymap, a status line, help and the palette."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING, Generic, TypeVar

from store.errors import StoreError
from tui.base.hinted_screen import HintedScreen
from tui.kernel.actions import Action, Scope
from tui.kernel.handlers import handlers_of, handles, unhandled
from tui.kernel.key_sequence import Call, name_of
from tui.kernel.messages import PerformAtDesk
from tui.kernel.rights import refusal
from tui.kernel.ways_in import AT_THE_DESK, WAYS_IN

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from textual import events
    from textual.worker import WorkType

    from store.model.annotations import Annotation
    from tui.kernel.handlers import Handlers
    from tui.kernel.key_queue import Hold

Answer = TypeVar("Answer")


class KeyedScreen(HintedScreen[Answer], Generic[Answer], inherit_bindings=False):
    """Receives every key before its widgets do, and performs the action that it means in the current ``scope``.

    Handlers (``tui.kernel.handlers``) are methods of the ``owners``.
    """

    def __init__(self) -> None:
        super().__init__()
        self._holds: dict[str, Hold] = {}
        """The holds on the keys, by the group of the work."""

    @property
    def owners(self) -> Sequence[object]:
        """The objects whose methods handle actions here."""
        return (self, self.session.saving, *filter(None, [self.session.guide]))

    @property
    def places(self) -> Sequence[Scope]:
        """The scopes that can apply on this screen."""
        return (self.scope,)

    @cached_property
    def handlers(self) -> Handlers:
        """The handler of each action here. LookupError when an available action has none."""
        handlers = handlers_of(self.owners)
        if missing := unhandled(self.places, handlers, self.session.actions):
            raise LookupError(f"{type(self).__name__} has no handler of {', '.join(action.id for action in missing)}.")
        return handlers

    async def renew(self, article_ids: Sequence[str] | None) -> None:
        """Refresh from the store. ``article_ids`` are the changed articles; None after other people's changes."""

    def show_changed(self, changed: Sequence[Annotation]) -> None:
        """Show annotations as a decision left them. By default the screen reads them from the store."""
        article_ids = list(dict.fromkeys(annotation.article_id for annotation in changed))
        self.work_on(partial(self.renew, article_ids), group="changed")

    @property
    def article_shown(self) -> str | None:
        """The id of the article that this screen is about: a step elsewhere is not undone unasked. None for any."""
        return None

    async def go_to_undone(self, annotation: Annotation) -> bool:  # noqa: ARG002 - for the screens that show quotations
        """Go to what an undo or redo changed. False when this screen does not show it."""
        return False

    def work_on(self, work: Callable[[], Awaitable[None]], *, group: str, holds_keys: bool = False) -> None:
        """Run work on the store, cancelling earlier work of its group. A StoreError becomes a message.

        With ``holds_keys`` later keys wait, because the work decides what they mean.
        """

        async def told() -> None:
            try:
                await work()
            except StoreError as error:
                self.status.say(str(error))

        worker: WorkType[None] = told
        begun = self.run_worker(worker, group=group, exclusive=True)
        if holds_keys:
            self._holds[group] = self.session.key_queue.hold(begun)

    def let_keys_go_on(self, group: str) -> None:
        """Release the keys before the work of ``group`` is done."""
        if (hold := self._holds.pop(group, None)) is not None:
            hold.release()

    # Keys

    def obey(self, event: events.Key) -> bool:
        """Handle a key; False when a field should take it."""
        self.status.say("")
        call = self.keys.feed(name_of(event), self.scope)
        if call is not None:
            self.perform(call)
        self.refresh_hints()
        return True

    def waits_for_saves(self, action: Action) -> bool:
        """Whether an action applies to a quotation that an unsaved decision is changing."""
        return action.scope is Scope.QUOTATION and self.session.saving.is_changing(self.meant)

    def perform(self, call: Call) -> None:
        """Perform an action, or say why this person may not."""
        if why := refusal(self.session.archive, call.action):
            self.status.say(why)
            return
        if self.waits_for_saves(call.action):
            self.work_on(partial(self._perform_when_saved, call), group="perform", holds_keys=True)
            return
        handler = self.handlers[call.action.scope, call.action.id]
        handler(call.times) if call.action.counts else handler()

    async def _perform_when_saved(self, call: Call) -> None:
        await self.session.saving.settled()
        self.perform(call)

    # Actions of every screen

    @handles("back", Scope.EVERYWHERE)
    def go_back(self) -> None:
        self.dismiss()

    @handles("leave", Scope.EVERYWHERE)
    def leave(self) -> None:
        self.session.leave()

    @handles("say_how_to_leave", Scope.EVERYWHERE)
    def say_how_to_leave(self) -> None:
        self.session.say_how_to_leave()

    @handles("set_aside", Scope.EVERYWHERE)
    def set_aside(self) -> None:
        if not self.session.set_aside():
            words = "There is no shell to go back to. {everywhere.leave} quits."
            self.status.say(self.session.phrase(words))

    @handles("switch_theme", Scope.EVERYWHERE)
    def switch_theme(self) -> None:
        self.status.say(f"Colours: {self.session.switch_theme()}.")

    @handles("help", Scope.EVERYWHERE)
    def show_help(self) -> None:
        from tui.base.help import HelpScreen

        self.app.push_screen(HelpScreen([action.scope for action in self.offered()]))

    @handles("palette", Scope.EVERYWHERE)
    def show_palette(self) -> None:
        from tui.base.palette import Palette

        offered = self.offered()

        def perform(chosen: Action | None) -> None:
            if chosen in offered:
                self.perform(Call(chosen))
            elif chosen is not None:
                self._lead_to(chosen, offered)

        self.app.push_screen(Palette(offered, self.session.actions), perform)

    def _lead_to(self, wanted: Action, offered: Sequence[Action]) -> None:
        """Perform an action at the desk, or open the screen where it is available; without a way, say where it is."""
        if wanted.scope in AT_THE_DESK:
            self.post_message(PerformAtDesk(wanted))
            return
        way = WAYS_IN[wanted.scope]
        opens = next((action for action in offered if (action.scope, action.id) == way), None)
        if opens is not None:
            self.perform(Call(opens))
            does = f"{wanted.words}: {{{wanted.scope.name.lower()}.{wanted.id}}}."
            self.call_after_refresh(self.session.say, self.session.phrase(does))
            return
        words = f"“{{action}}” is in “{wanted.scope}”: {{{way[0].name.lower()}.{way[1]}}} goes there."
        self.status.say(self.session.phrase(words, action=wanted.words))
