"""The process of one desk: its environment, what it draws, what it says, its end."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from textual_serve.app_service import AppService
from textual_serve.download_manager import DownloadManager

from tui.terminal.safe_text import visible

if TYPE_CHECKING:
    from asyncio.subprocess import Process
    from collections.abc import Callable, Mapping

    from tui.serving.handover import Handover

# -P keeps the current folder, which may hold anybody's files, off the import path.
PROGRAM = (sys.executable, "-P", "-m", "tui.cli.served_desk")
PATIENCE = 5.0
"""Seconds to end after SIGTERM; then SIGKILL."""
_KEPT = 65_536
"""Bytes of standard error that are kept."""
_LARGEST = 64 * 1024 * 1024
"""The largest packet that a desk may send, in bytes."""
_LONGEST = 500
_READY = b"__GANGLION__\n"
"""The line with which Textual's driver begins."""

_PASSED = (
    *("HOME", "LANG", "LC_ALL", "LOGNAME", "PATH", "SSL_CERT_DIR", "SSL_CERT_FILE", "SYSTEMROOT", "TEMP", "TMPDIR"),
    *("TZ", "USER", "USERPROFILE", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"),
)
_OF_THE_PERSON = ("NO_COLOR", "PULLQUOTE_USER")
"""Passed too when the server is the person's own, with libpq's variables."""


class Page(Protocol):
    """The connection to the page that shows a desk."""

    async def send_bytes(self, data: bytes) -> None:
        """Send what the terminal draws."""

    async def send_str(self, data: str) -> None:
        """Send a message."""


def environment(handover: Handover, state: str | None) -> dict[str, str]:
    """Return the environment of a desk, built from a list. ``state`` is the person's own state folder."""
    passed = [*_PASSED]
    if not handover.is_shared:
        passed += [*_OF_THE_PERSON, *(name for name in os.environ if name.startswith("PG"))]
    built = {name: os.environ[name] for name in passed if name in os.environ}
    if state is not None:
        built["XDG_STATE_HOME"] = state
    return built | {
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
        "PYTHONUTF8": "1",
        "TEXTUAL_COLOR_SYSTEM": "truecolor",
        "TEXTUAL_DRIVER": "tui.serving.driver:BrowserDriver",
        "TEXTUAL_FPS": "60",
    }


class DeskProcess(AppService):
    """A desk's process. What it draws goes to ``page``, or nowhere while there is none."""

    def __init__(self, handover: Handover, state: str | None, ended: Callable[[str], None]) -> None:
        """``ended`` is called once with the last words of a desk that ended: a sentence, or nothing."""
        super().__init__(
            "", write_bytes=self._draw, write_str=self._send, close=_nothing, download_manager=DownloadManager()
        )
        self.page: Page | None = None
        self.is_ready = asyncio.Event()
        """Set once the desk draws, or has ended without."""
        self._handover, self._state, self._ended = handover, state, ended
        self._said = bytearray()

    @property
    def downloads(self) -> DownloadManager:
        """The files that the desk delivers."""
        return self._download_manager

    @property
    def pid(self) -> int:
        """The number of the process."""
        assert self._process is not None
        return self._process.pid

    @property
    def words(self) -> str:
        """The last line that the desk printed for people."""
        lines = self._said.decode(errors="replace").strip().splitlines()
        return visible(lines[-1])[:_LONGEST] if lines else ""

    async def _open_app_process(self, width: int = 80, height: int = 24) -> Process:
        self._process = process = await asyncio.create_subprocess_exec(
            *PROGRAM,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            env=self._built_environment(width, height),
            start_new_session=True,
        )
        assert process.stdin is not None
        self._stdin = process.stdin
        process.stdin.write(self._handover.line())
        # A password stays with the desk alone.
        self._handover = replace(self._handover, password=None)
        return process

    def _built_environment(self, width: int, height: int) -> Mapping[str, str]:
        return environment(self._handover, self._state) | {"COLUMNS": str(width), "ROWS": str(height)}

    async def repaint(self, width: int, height: int) -> None:
        """Draw everything on a page that has just opened."""
        await self.set_terminal_size(width, height)
        await self.send_meta({"type": "repaint"})

    async def stop(self) -> None:
        """End the desk, which saves what is pending; one that does not end is killed."""
        process, task = self._process, self._task
        if process is None or task is None:
            return
        if process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                process.terminate()
            try:
                await asyncio.wait_for(process.wait(), PATIENCE)
            except TimeoutError:
                with contextlib.suppress(ProcessLookupError):
                    process.kill()
        await asyncio.wait([task])

    async def run(self) -> None:
        """Pass on what the desk draws and says until it ends."""
        process = self._process
        assert process is not None
        assert process.stdout is not None
        assert process.stderr is not None
        saying = asyncio.create_task(self._keep(process.stderr))
        try:
            await self._relay(process.stdout)
        finally:
            with contextlib.suppress(ProcessLookupError):
                if process.returncode is None and process.stdout.at_eof() is False:
                    process.kill()  # It has sent what no desk sends.
            await process.wait()
            await asyncio.wait([saying], timeout=1)  # A process that the desk started may keep the stream open.
            saying.cancel()
            self.is_ready.set()
            self._ended(self.words if process.returncode else "")

    async def _relay(self, output: asyncio.StreamReader) -> None:
        with contextlib.suppress(asyncio.IncompleteReadError, ConnectionResetError, ValueError):
            while (line := await output.readline()) != _READY:
                if not line:
                    return
            self.is_ready.set()
            while True:
                kind, size = await output.readexactly(1), int.from_bytes(await output.readexactly(4), "big")
                if size > _LARGEST:
                    raise ValueError
                payload = await output.readexactly(size)
                if kind == b"D":
                    await self.on_data(payload)
                elif kind == b"M":
                    await self.on_meta(payload)
                elif kind == b"P":
                    await self.on_packed(payload)

    async def _keep(self, stream: asyncio.StreamReader) -> None:
        """Keep the last of what the desk prints for people."""
        while printed := await stream.read(4096):
            self._said += printed
            del self._said[:-_KEPT]

    async def _draw(self, drawn: bytes) -> None:
        if self.page is not None:
            with contextlib.suppress(ConnectionError):
                await self.page.send_bytes(drawn)

    async def _send(self, message: str) -> None:
        if self.page is not None:
            with contextlib.suppress(ConnectionError):
                await self.page.send_str(message)


async def _nothing() -> None:
    """Leave the page open: it shows why the desk ended."""
