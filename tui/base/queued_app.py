"""An app that deals typed keys one by one, each once the screens are ready."""

from __future__ import annotations

from abc import abstractmethod
from functools import cached_property, partial
from typing import TYPE_CHECKING

from textual import events
from textual.worker import Worker

from tui.base.cursor_app import CursorApp
from tui.base.keyed_screen import KeyedScreen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.kernel.actions import Action
    from tui.kernel.key_queue import KeyQueue


class QueuedApp(CursorApp, inherit_css=False):
    """Passes each key to the top screen if it has a meaning there, else to the focused widget."""

    actions: Sequence[Action]
    """Every action with the keys in force."""

    @abstractmethod
    def leave(self) -> None:
        """Leave the desk on a person's request."""

    async def on_event(self, event: events.Event) -> None:
        # (A key that a field did not use arrives here a second time.)
        if isinstance(event, (events.Key, events.Paste)) and not event.is_forwarded:
            if self._leaves_at_once(event):
                self.leave()
            elif self.key_queue.put(event):
                self.run_worker(self.key_queue.run(), group="keys")
        else:
            await super().on_event(event)

    @cached_property
    def key_queue(self) -> KeyQueue[events.Key | events.Paste]:
        """Keys typed but not yet dealt to a screen."""
        from tui.base.idle_wait import wait_until_idle
        from tui.kernel.key_queue import KeyQueue

        return KeyQueue(
            deal=self._deal,
            settled=partial(wait_until_idle, self),
            is_escape=lambda event: isinstance(event, events.Key) and event.key == "escape",
            given_up=lambda: self.say("The store did not answer in time. Keys typed meanwhile were dropped."),
        )

    def _leaves_at_once(self, event: events.Key | events.Paste) -> bool:
        """Whether a key can leave at once while an article is opening.

        No other key may be waiting, and no field may be coming that takes the letter.
        """
        leave = next(action.keys for action in self.actions if action.id == "leave")
        names = (event.key, event.character) if isinstance(event, events.Key) else ()
        opening = self.key_queue.is_held_only_by(lambda work: isinstance(work, Worker) and work.group == "open")
        return opening and any(name in leave for name in names)

    async def _deal(self, event: events.Key | events.Paste) -> None:
        """Pass a key to the top screen if it has a meaning there, else to the focused widget."""
        self.faults.forgive()
        screen = self.screen
        try:
            if not (isinstance(event, events.Key) and isinstance(screen, KeyedScreen) and screen.obey(event)):
                await super().on_event(event)
        except Exception as error:  # noqa: BLE001 - any error is shown and reported
            self.tell_fault(error)
