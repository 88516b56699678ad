"""The command that a person runs on arrivals. No shell sees it, and no argument has words of an article."""

from __future__ import annotations

import json
import shlex
import subprocess
import threading
from typing import TYPE_CHECKING

from tui.terminal.safe_text import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from store.watch.visits import Arrival

NEWS = "{news}"
"""The argument replaced by the line on the arrivals, such as “3 new articles, 1 new revision”."""
_PATIENCE = 30.0


class Notifier:
    """Runs one command at a time. Arrivals during a run are reported together by the next."""

    def __init__(self, command: str | None, on_trouble: Callable[[str], None]) -> None:
        self._command = shlex.split(command) if command else []
        self._on_trouble = on_trouble
        self._waiting: list[Arrival] = []
        self._mutex = threading.Lock()
        self._thread: threading.Thread | None = None

    def tell(self, arrivals: Sequence[Arrival]) -> None:
        """Report arrivals: in one line among the arguments, and each as JSON in the command's input."""
        if not self._command:
            return
        with self._mutex:
            self._waiting += arrivals
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="notifier", daemon=True)
                self._thread.start()

    def close(self) -> None:
        """Wait until every arrival has been reported."""
        with self._mutex:
            thread = self._thread
        if thread is not None:
            thread.join(2 * _PATIENCE)

    def _run(self) -> None:
        while True:
            with self._mutex:
                arrivals, self._waiting = self._waiting, []
                if not arrivals:
                    self._thread = None
                    return
            self._tell(arrivals)

    def _tell(self, arrivals: Sequence[Arrival]) -> None:
        from store.watch.visits import news_of

        news = news_of(arrivals)
        command = [news if word == NEWS else word for word in self._command]
        told = "".join(f"{json.dumps(arrival._asdict())}\n" for arrival in arrivals)
        try:
            ran = subprocess.run(  # noqa: S603 - the person's own command
                command,
                input=told.encode(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=_PATIENCE,
                check=False,
            )
        except subprocess.TimeoutExpired:
            self._on_trouble(f"The notify command was stopped: it ran longer than {_PATIENCE:g} seconds.")
        except OSError as error:
            self._on_trouble(f"The notify command cannot be run: {visible(error.strerror or str(error))}.")
        else:
            if ran.returncode:
                self._on_trouble(f"The notify command failed with status {ran.returncode}.")
