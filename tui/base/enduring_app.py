"""An application that outlives an unexpected error where it can, and ends in order where it cannot."""

from __future__ import annotations

import asyncio
from abc import abstractmethod
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING

from textual.app import App
from textual.worker import WorkerFailed

from tui.widgets.enduring import Enduring, is_half_made, outlives

if TYPE_CHECKING:
    from tui.kernel.faults import Faults

_LAST_SAVES = 10
"""Seconds that saves may take when the desk ends by an error."""


class EnduringApp(Enduring, App[Exception | None], inherit_css=False):
    """It ends with the error that it could not outlive, else with None."""

    _is_ending = False

    @abstractmethod
    def say(self, words: str) -> None:
        """Say something where the person looks."""

    @abstractmethod
    async def finish_saving(self) -> str:
        """Wait until everything is saved or refused; return in words what was not saved."""

    @cached_property
    def faults(self) -> Faults:
        """The unexpected errors so far."""
        from tui.kernel.faults import Faults

        return Faults()

    def tell_fault(self, error: Exception, *, goes_on: bool = True) -> None:
        """Report an unexpected error, and go on; leave where that is not possible."""
        from tui.kernel.faults import told

        if self._is_ending:
            return
        said = told(error)
        if goes_on and not self.faults.repeats(error) and self.is_running:
            self.say(said)
        else:
            self._is_ending = True
            self.run_worker(self._end_with(error), group="leave") if self.is_running else self.exit(error)

    async def _end_with(self, error: Exception) -> None:
        """Leave because of an error, once everything is saved; what cannot be saved any more is not waited for."""
        with suppress(Exception):
            await asyncio.wait_for(self.finish_saving(), _LAST_SAVES)
        self.exit(error)

    def _handle_exception(self, error: Exception) -> None:
        """Take what Textual would end with: work, timers and painting may fail, and the desk goes on."""
        if isinstance(error, WorkerFailed) and isinstance(error.error, Exception):
            self.tell_fault(error.error)
        elif is_half_made(error) and len(self.screen_stack) > 1:
            self.tell_fault(error)
            self.call_later(self.pop_screen)
        else:
            self.tell_fault(error, goes_on=outlives(error))
