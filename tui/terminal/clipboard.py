"""The clipboard, by whichever way reaches it; and honest about which way that was. Knows nothing of Textual."""

from __future__ import annotations

import base64
import contextlib
import os
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from newstext.controls import as_signs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

LIMIT = 2.0
"""Seconds that one copy may take in all."""

MAX_ESCAPE = 100_000
"""Characters that terminals take in one OSC 52 sequence; more is dropped or cut by many of them."""


WITH_SIGNS = "Its control characters are shown as signs."
_LEFT_OPEN = "leaves a quotation mark open, or a backslash at its end"


class Way(StrEnum):
    """How words left the desk."""

    COMMAND = "command"
    TMUX = "tmux"
    TOOL = "tool"
    TERMINAL = "terminal"
    FILE = "file"
    NOWHERE = "nowhere"


@dataclass(frozen=True, slots=True)
class Copied:
    """What became of a copy. ``words`` is the sentence for the status line."""

    way: Way
    confirmed: bool
    words: str
    path: Path | None = None


class Clipboard:
    """Copies text by the first way that works, and never takes much longer than ``LIMIT``: call it in a thread.

    ``write_escape`` writes a control sequence to the terminal; without it the terminal is not asked. ``command`` is
    what the person wants their copies piped into, else PULLQUOTE_COPY_COMMAND.
    """

    def __init__(
        self,
        *,
        write_escape: Callable[[str], None] | None = None,
        command: str | None = None,
        environment: Mapping[str, str] = os.environ,
    ) -> None:
        self._write_escape = write_escape
        self._command = command
        self._environment = environment

    def copy(self, text: str) -> Copied:
        """Copy ``text``, and say which way it went and whether that is certain.

        Control characters go as signs, and that is said: a terminal they are pasted into would obey them. A command of
        the person's own that does not work is told too: it is not passed over.
        """
        safe = as_signs(text)
        went = self._send(safe.encode(errors="replace"))
        return went if safe == text else replace(went, words=f"{went.words} {WITH_SIGNS}")

    def _send(self, data: bytes) -> Copied:
        deadline = time.monotonic() + LIMIT
        arguments = self._arguments()
        if arguments == []:
            return self._otherwise(data, deadline)
        trouble = _LEFT_OPEN if arguments is None else self._trouble(arguments, data, deadline)
        if trouble is None:
            return Copied(Way.COMMAND, True, "Copied.")
        went = self._otherwise(data, deadline)
        where = "Copied to this machine’s clipboard." if went.way is Way.TOOL else went.words
        return replace(went, words=f"{where} Your own command for copies {trouble}.")

    def _otherwise(self, data: bytes, deadline: float) -> Copied:
        """Copy by the first way that works, where there is no command of the person's own, or none that works."""
        return (
            self._to_tmux(data, deadline) or self._to_tool(data, deadline) or self._to_terminal(data) or _to_file(data)
        )

    def look(self) -> tuple[Way, str]:
        """Say which way a copy would go, without copying anything: what is there, not whether it works."""
        arguments = self._arguments()
        if arguments is None:
            return Way.NOWHERE, f"your own command for copies {_LEFT_OPEN}."
        if arguments:
            if self._finds(arguments[0]):
                return Way.COMMAND, f"copies go to your own command, {arguments[0]}."
            return Way.NOWHERE, f"your own command for copies, {arguments[0]}, is not on this machine."
        if self._environment.get("TMUX") and self._finds("tmux"):
            return Way.TMUX, "copies go to tmux, which sends them on to its terminal."
        if not self._is_afar and (tool := next(filter(self._finds, self._tools()), None)):
            return Way.TOOL, f"copies go to this machine’s clipboard, by {tool}."
        if self._write_escape is not None:
            return Way.TERMINAL, "copies are sent to the terminal, which does not say whether it takes them."
        return Way.FILE, "none was found; a copy goes into a file of its own, and its path is shown."

    def _tools(self) -> Iterator[str]:
        """Name the programs that may reach the clipboard of this machine."""
        yield from ("pbcopy", "clip.exe")
        if self._environment.get("WAYLAND_DISPLAY"):
            yield "wl-copy"
        if self._environment.get("DISPLAY"):
            yield from ("xclip", "xsel")

    def _finds(self, program: str) -> bool:
        return shutil.which(program, path=self._environment.get("PATH")) is not None

    def _arguments(self) -> list[str] | None:
        """The person's own command, empty where they have none; None where they left something open in it."""
        try:
            return shlex.split(self._command or self._environment.get("PULLQUOTE_COPY_COMMAND") or "")
        except ValueError:
            return None

    @property
    def _is_afar(self) -> bool:
        """Whether the person sits at another machine."""
        return bool(self._environment.get("SSH_CONNECTION") or self._environment.get("SSH_TTY"))

    def _to_tmux(self, data: bytes, deadline: float) -> Copied | None:
        """tmux keeps the words for certain; whether its terminal takes them on, it does not say."""
        if not self._environment.get("TMUX") or self._trouble(["tmux", "load-buffer", "-w", "-"], data, deadline):
            return None
        return Copied(Way.TMUX, False, "Copied to tmux, and sent to the terminal’s clipboard, not confirmed.")

    def _to_tool(self, data: bytes, deadline: float) -> Copied | None:
        """A tool of this machine, unless the person sits at another one."""
        if self._is_afar:
            return None
        trouble = self._trouble([sys.executable, "-P", "-m", "tui.terminal.clipboard_tool"], data, deadline)
        return Copied(Way.TOOL, True, "Copied.") if trouble is None else None

    def _to_terminal(self, data: bytes) -> Copied | None:
        sequence = f"\x1b]52;c;{base64.b64encode(data).decode()}\x07"
        if self._write_escape is None or len(sequence) > MAX_ESCAPE:
            return None
        self._write_escape(sequence)
        return Copied(Way.TERMINAL, False, "Sent to the terminal’s clipboard, not confirmed.")

    def _trouble(self, arguments: Sequence[str], data: bytes, deadline: float) -> str | None:
        """Run a program with ``data`` as its input and its output thrown away; say how it failed, None when it did not.

        One that is not done at the deadline is stopped.
        """
        try:
            process = subprocess.Popen(  # noqa: S603  the person's own command, or ours; no shell reads it
                arguments,
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=dict(self._environment),
                start_new_session=True,
            )
        except (OSError, ValueError) as error:
            return f"cannot be started: {getattr(error, 'strerror', error)}"
        with process:
            try:
                process.communicate(data, timeout=max(0.0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                # With all that it started: what hangs is often a child of it.
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
                process.communicate()
                return f"was not done after {LIMIT:g} seconds, and was stopped"
        return None if process.returncode == 0 else f"failed with status {process.returncode}"


def _to_file(data: bytes) -> Copied:
    try:
        descriptor, name = tempfile.mkstemp(prefix="pullquote-", suffix=".txt")  # readable by this person only
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
        except OSError:
            Path(name).unlink()
            raise
    except OSError as error:
        return Copied(
            Way.NOWHERE,
            False,
            f"Nothing was copied: no clipboard answers, and no file can be written: {error.strerror}.",
        )
    return Copied(Way.FILE, True, f"No clipboard took it, so it is in {name}.", Path(name))
