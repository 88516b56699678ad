"""An app that survives unexpected errors where it can, and exits in order where it cannot."""

from __future__ import annotations

import asyncio
from abc import abstractmethod
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING

from textual.app import App
from textual.worker import WorkerFailed

from tui.widgets.error_boundary import ErrorBoundary, is_half_made, outlives

if TYPE_CHECKING:
    from tui.kernel.faults import Faults

_LAST_SAVES = 10
"""Seconds for the last saves when an error ends the desk."""


class ResilientApp(ErrorBoundary, App[Exception | None], inherit_css=False):
    """The app's result is the error that ended it, or None."""

    _is_ending = False

    @abstractmethod
    def say(self, words: str) -> None:
        """Show a message."""

    @abstractmethod
    async def finish_saving(self) -> str:
        """Wait until everything is saved or refused. Return a sentence on what was not saved, else an empty string."""

    @cached_property
    def faults(self) -> Faults:
        """The unexpected errors so far."""
        from tui.kernel.faults import Faults

        return Faults()

    def tell_fault(self, error: Exception, *, goes_on: bool = True) -> None:
        """Report an unexpected error and continue; end the desk where that is not possible."""
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
        """End because of an error once everything is saved, or after ``_LAST_SAVES``."""
        with suppress(Exception):
            await asyncio.wait_for(self.finish_saving(), _LAST_SAVES)
        self.exit(error)

    def _handle_exception(self, error: Exception) -> None:
        """Handle what would end a Textual app. Failures in work, timers and painting are survived."""
        if isinstance(error, WorkerFailed) and isinstance(error.error, Exception):
            self.tell_fault(error.error)
        elif is_half_made(error) and len(self.screen_stack) > 1:
            self.tell_fault(error)
            self.call_later(self.pop_screen)
        else:
            self.tell_fault(error, goes_on=outlives(error))
