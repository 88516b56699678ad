"""Copies in the real program at a real terminal: the desk's report is true, inside tmux and out of it."""

from __future__ import annotations

import base64
import os
import re
import shlex
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from store import Archive
from tests.cli.command_line import story
from tests.terminal import DEADLINE, pullquote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.cli.command_line import CommandLine

IN_TMUX = "Copied the words to tmux. Sent to the terminal’s clipboard, not confirmed."
NOT_CONFIRMED = "Sent to the terminal’s clipboard, not confirmed."
WORDS = "“The offer stands,”"
TOOLS = {
    "missing": None,
    "working": "#!/bin/sh\nCAT > TAKEN\n",
    "failing": "#!/bin/sh\nCAT > /dev/null\necho cannot open display >&2\nexit 1\n",
    "hanging": "#!/bin/sh\nexec SLEEP 1000\n",
}


@pytest.fixture
def settled(run: CommandLine, tmp_path: Path) -> Path:
    """A store with one story and a suggested quotation."""
    file = tmp_path / "story.txt"
    file.write_text(story("Talks go on", f"{WORDS} Mira Holt said."))
    run("import", file)
    with Archive.open(run.store, actor="ada") as archive:
        archive.suggestions.find(archive.articles.page().rows[0].id)
    return run.store


@pytest.fixture
def tools(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder on the path: none of the machine's clipboard tools are found."""
    folder = tmp_path / "tools"
    folder.mkdir()
    monkeypatch.delenv("PULLQUOTE_COPY_COMMAND")
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setenv("DISPLAY", ":9")
    return folder


def put(tools: Path, script: str | None) -> Path:
    """Put a fake xclip there; return the file that it writes its input to."""
    taken = tools / "taken"
    if script is not None:
        for name in ("cat", "sleep"):
            script = script.replace(name.upper(), shutil.which(name, path=os.defpath) or name)
        (tools / "xclip").write_text(script.replace("TAKEN", str(taken)))
        (tools / "xclip").chmod(0o755)
    return taken


def copied_at_terminal(store: Path, said: str) -> str:
    """Copy the quotation at a pseudo-terminal, wait for the message ``said``, and return what OSC 52 carried."""
    with pullquote("--db", str(store)) as terminal:
        terminal.see("1 article")
        terminal.press("enter")
        terminal.see("a accept")
        terminal.press("n", "y", "y")
        terminal.see(said)
        terminal.press("Q")
        assert terminal.ends() == 0
        sent = re.findall(rb"\x1b\]52;c;([A-Za-z0-9+/=]*)\x07", terminal.raw)
    return b"".join(map(base64.b64decode, sent)).decode()


@pytest.mark.skipif(sys.platform != "linux", reason="xclip is a tool of Linux")
@pytest.mark.parametrize("tool", ["missing", "failing", "hanging"])
def test_a_tool_that_does_not_work_is_not_believed(settled: Path, tools: Path, tool: str) -> None:
    taken = put(tools, TOOLS[tool])
    assert copied_at_terminal(settled, NOT_CONFIRMED) == WORDS
    assert not taken.exists()


@pytest.mark.skipif(sys.platform != "linux", reason="xclip is a tool of Linux")
def test_copied_is_said_when_a_tool_has_the_words(settled: Path, tools: Path) -> None:
    taken = put(tools, TOOLS["working"])
    assert copied_at_terminal(settled, "Copied the words.") == ""
    assert taken.read_text() == WORDS


def test_from_afar_the_words_go_through_the_terminal(
    settled: Path, tools: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = put(tools, TOOLS["working"])
    monkeypatch.setenv("SSH_CONNECTION", "10.0.0.1 50022 10.0.0.2 22")
    assert copied_at_terminal(settled, NOT_CONFIRMED) == WORDS
    assert not taken.exists()


class Tmux:
    """A tmux server of the test's own, with one desk in it."""

    def __init__(self, folder: Path) -> None:
        self._tmux = shutil.which("tmux", path=os.defpath) or "tmux"
        self._socket = folder / "tmux"
        self._environment = {**os.environ, "PATH": os.defpath, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8"}

    def __call__(self, *words: str) -> str:
        """Run a tmux command, and return its output."""
        command = [self._tmux, "-f", "/dev/null", "-S", str(self._socket), *words]
        return subprocess.run(
            command, env=self._environment, capture_output=True, text=True, check=True, timeout=DEADLINE
        ).stdout

    def see(self, text: str) -> None:
        """Wait until ``text`` is in the pane."""
        deadline = time.monotonic() + DEADLINE
        while text not in (shown := self("capture-pane", "-p")):
            assert time.monotonic() < deadline, f"never showed {text!r}:\n{shown}"
            time.sleep(0.05)  # each look starts a program, and takes its time from the desk


@pytest.fixture
def tmux(tmp_path: Path) -> Iterator[Tmux]:
    server = Tmux(tmp_path)
    yield server
    subprocess.run([server._tmux, "-S", str(server._socket), "kill-server"], capture_output=True, check=False)


@pytest.mark.skipif(shutil.which("tmux", path=os.defpath) is None, reason="tmux is not installed")
@pytest.mark.parametrize(
    ("setting", "tool"), [("as it comes", "missing"), ("as it comes", "hanging"), ("on", "missing"), ("on", "failing")]
)
def test_inside_tmux_the_words_are_in_its_buffer_and_no_more_is_said(
    settled: Path, tmux: Tmux, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, setting: str, tool: str
) -> None:
    monkeypatch.delenv("PULLQUOTE_COPY_COMMAND", raising=False)
    folder = tmp_path / "tools"
    folder.mkdir()
    put(folder, TOOLS[tool])
    path = f"{folder}:{os.path.dirname(tmux._tmux)}"  # noqa: PTH120 - a name, not a file
    desk = f"PATH={shlex.quote(path)} DISPLAY=:9 {shlex.join([sys.executable, '-m', 'tui', '--db', str(settled)])}"
    tmux._environment.pop("PULLQUOTE_COPY_COMMAND", None)
    tmux("new-session", "-d", "-x", "100", "-y", "30", desk)
    if setting == "on":
        tmux("set-option", "-s", "set-clipboard", "on")
    tmux.see("1 article")
    tmux("send-keys", "Enter")
    tmux.see("a accept")
    tmux("send-keys", "n", "y", "y")
    tmux.see(IN_TMUX)
    assert tmux("show-buffer") == WORDS


@pytest.mark.skipif(shutil.which("tmux", path=os.defpath) is None, reason="tmux is not installed")
def test_the_desk_goes_to_the_background_and_comes_back_whole(settled: Path, tmux: Tmux) -> None:
    tmux("new-session", "-d", "-x", "100", "-y", "30", "env PS1='shell> ' bash --norc -i")
    tmux.see("shell>")
    desk = shlex.join([sys.executable, "-m", "tui", "--db", str(settled)])
    tmux("send-keys", "-l", f"cd {shlex.quote(str(Path.cwd()))}; {desk}\n")
    tmux.see("1 article")
    tmux("send-keys", "C-z")
    tmux.see("Stopped")
    tmux("send-keys", "-l", "clear; fg\n")
    tmux.see("Talks go on")
    tmux.see("1 article")
    tmux.see("? help")
