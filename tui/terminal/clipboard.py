"""The clipboard: the first way that works, and a report on which way it was. Independent of Textual."""

from __future__ import annotations

import base64
import contextlib
import json
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
"""Seconds that one copy may take altogether."""

MAX_ESCAPE = 100_000
"""The longest OSC 52 sequence, in characters. Many terminals drop or cut longer ones."""


WITH_SIGNS = "Control characters were replaced by signs."
_TO_PASTEBOARD = """
ObjC.import("AppKit");
function run() {
  const read = $.NSFileHandle.fileHandleWithStandardInput.readDataToEndOfFile;
  const offered = JSON.parse($.NSString.alloc.initWithDataEncoding(read, $.NSUTF8StringEncoding).js);
  const board = $.NSPasteboard.generalPasteboard;
  const kinds = [["public.html", offered.html], ["public.utf8-plain-text", offered.text]];
  board.clearContents;
  for (const [kind, value] of kinds) board.setStringForType($(value), $(kind));
  for (const [kind, value] of kinds)
    if (board.stringForType($(kind)).js !== value) throw new Error(kind + " was not taken");
}
"""
"""A script for macOS: offers both kinds on the pasteboard, and fails unless it can read both back."""
_LEFT_OPEN = "has an open quotation mark, or ends in a backslash"


class Way(StrEnum):
    """The way a copy took."""

    COMMAND = "command"
    TMUX = "tmux"
    TOOL = "tool"
    TERMINAL = "terminal"
    BROWSER = "browser"
    FILE = "file"
    NOWHERE = "nowhere"


@dataclass(frozen=True, slots=True)
class CopyResult:
    """The outcome of a copy. ``words`` is the message for people."""

    way: Way
    confirmed: bool
    words: str
    path: Path | None = None
    is_rich: bool = False
    """Whether rich text was copied, and not its plain form alone."""


class Clipboard:
    """Copies text by the first way that works, within about ``LIMIT`` seconds: call it in a thread.

    ``write_escape`` writes a control sequence to the terminal; without it OSC 52 is not tried. ``command`` takes copies
    on its standard input, and defaults to PULLQUOTE_COPY_COMMAND.
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

    def copy(self, text: str) -> CopyResult:
        """Copy ``text``; report the way it took and whether that is confirmed.

        Control characters are replaced by signs, because a terminal would obey them when they are pasted. The report
        names the replacement, and a copy command that failed.
        """
        safe = as_signs(text)
        went = self._send(safe.encode(errors="replace"))
        return went if safe == text else replace(went, words=f"{went.words} {WITH_SIGNS}")

    def copy_rich(self, text: str, html: str) -> CopyResult:
        """Copy ``html`` with ``text`` beside it for programs that take no rich text.

        Where the clipboard cannot hold both, ``text`` is copied alone, and the report says so.
        """
        if self._is_afar or not (tool := self._rich_tool()):
            why = "This clipboard takes no rich text."
        else:
            data = json.dumps({"text": as_signs(text), "html": as_signs(html)}).encode()
            if self._trouble(tool, data, time.monotonic() + LIMIT) is None:
                return CopyResult(Way.TOOL, True, "Copied.", is_rich=True)
            why = self._why_not_rich(tool)
        went = self.copy(text)
        return replace(went, words=f"{went.words} As plain text: {why[:1].lower()}{why[1:]}")

    def _rich_tool(self) -> list[str] | None:
        """Return the program that offers HTML and plain text together on this machine; None if there is none."""
        if self._finds("osascript"):
            return ["osascript", "-l", "JavaScript", "-e", _TO_PASTEBOARD]
        return (
            [sys.executable, "-P", "-m", "tui.terminal.rich_clipboard_tool"]
            if self._environment.get("DISPLAY")
            else None
        )

    def _why_not_rich(self, tool: list[str]) -> str:
        if tool[0] == "osascript":
            return "The pasteboard did not take rich text."
        if self._environment.get("WAYLAND_DISPLAY"):
            return "Rich text did not reach Wayland’s clipboard; it needs Tk (python3-tk), XWayland and wl-paste."
        return "Rich text needs Tk (python3-tk)."

    def _send(self, data: bytes) -> CopyResult:
        deadline = time.monotonic() + LIMIT
        arguments = self._arguments()
        if arguments == []:
            return self._otherwise(data, deadline)
        trouble = _LEFT_OPEN if arguments is None else self._trouble(arguments, data, deadline)
        if trouble is None:
            return CopyResult(Way.COMMAND, True, "Copied.")
        went = self._otherwise(data, deadline)
        where = "Copied to this machine’s clipboard." if went.way is Way.TOOL else went.words
        return replace(went, words=f"{where} Your copy command {trouble}.")

    def _otherwise(self, data: bytes, deadline: float) -> CopyResult:
        """Copy by the first way that works, without a copy command."""
        return (
            self._to_tmux(data, deadline) or self._to_tool(data, deadline) or self._to_terminal(data) or _to_file(data)
        )

    def look(self) -> tuple[Way, str]:
        """Return the way that a copy would take, and a sentence on it. Nothing is copied or tried."""
        arguments = self._arguments()
        if arguments is None:
            return Way.NOWHERE, f"your copy command {_LEFT_OPEN}."
        if arguments:
            if self._finds(arguments[0]):
                return Way.COMMAND, f"copies go to your copy command, {arguments[0]}."
            return Way.NOWHERE, f"your copy command, {arguments[0]}, is not on this machine."
        if self._environment.get("TMUX") and self._finds("tmux"):
            return Way.TMUX, "copies go to tmux, which passes them to its terminal."
        if not self._is_afar and (tool := next(filter(self._finds, self._tools()), None)):
            return Way.TOOL, f"copies go to this machine’s clipboard through {tool}."
        if self._write_escape is not None:
            return Way.TERMINAL, "copies go to the terminal, which does not confirm them."
        return Way.FILE, "none found; each copy goes to a file, and the desk shows its path."

    def _tools(self) -> Iterator[str]:
        """Yield the programs that may reach this machine's clipboard."""
        yield from ("pbcopy", "clip.exe")
        if self._environment.get("WAYLAND_DISPLAY"):
            yield "wl-copy"
        if self._environment.get("DISPLAY"):
            yield from ("xclip", "xsel")

    def _finds(self, program: str) -> bool:
        return shutil.which(program, path=self._environment.get("PATH")) is not None

    def _arguments(self) -> list[str] | None:
        """Return the copy command, empty if there is none; None if it is not valid."""
        try:
            return shlex.split(self._command or self._environment.get("PULLQUOTE_COPY_COMMAND") or "")
        except ValueError:
            return None

    @property
    def _is_afar(self) -> bool:
        """Whether the person works from another machine."""
        return bool(self._environment.get("SSH_CONNECTION") or self._environment.get("SSH_TTY"))

    def _to_tmux(self, data: bytes, deadline: float) -> CopyResult | None:
        """Copy to tmux, which has the words for certain but does not say whether its terminal took them."""
        if not self._environment.get("TMUX") or self._trouble(["tmux", "load-buffer", "-w", "-"], data, deadline):
            return None
        return CopyResult(Way.TMUX, False, "Copied to tmux. Sent to the terminal’s clipboard, not confirmed.")

    def _to_tool(self, data: bytes, deadline: float) -> CopyResult | None:
        """Copy with one of this machine's tools, unless the person works from another one."""
        if self._is_afar:
            return None
        trouble = self._trouble([sys.executable, "-P", "-m", "tui.terminal.clipboard_tool"], data, deadline)
        return CopyResult(Way.TOOL, True, "Copied.") if trouble is None else None

    def _to_terminal(self, data: bytes) -> CopyResult | None:
        sequence = f"\x1b]52;c;{base64.b64encode(data).decode()}\x07"
        if self._write_escape is None or len(sequence) > MAX_ESCAPE:
            return None
        self._write_escape(sequence)
        return CopyResult(Way.TERMINAL, False, "Sent to the terminal’s clipboard, not confirmed.")

    def _trouble(self, arguments: Sequence[str], data: bytes, deadline: float) -> str | None:
        """Run a program with ``data`` as its input; return how it failed, or None.

        Its output is discarded. At the deadline it is stopped.
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
                # Its children too: often one of them hangs.
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
                process.communicate()
                return f"took longer than {LIMIT:g} seconds and was stopped"
        return None if process.returncode == 0 else f"failed with status {process.returncode}"


def _to_file(data: bytes) -> CopyResult:
    try:
        descriptor, name = tempfile.mkstemp(prefix="pullquote-", suffix=".txt")  # readable by this person only
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
        except OSError:
            Path(name).unlink()
            raise
    except OSError as error:
        words = f"Nothing copied: no clipboard answers, and no file can be written: {error.strerror}."
        return CopyResult(Way.NOWHERE, False, words)
    return CopyResult(Way.FILE, True, f"No clipboard answers. The copy is in {name}.", Path(name))
