"""Rich text on the clipboard, read back as the programs do that people paste it into."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from tui.terminal.clipboard import Clipboard, CopyResult, Way

if TYPE_CHECKING:
    from collections.abc import Iterator

TEXT, HTML = "“We want a phone call.” — Mira Holt", "<blockquote>“We want a phone call.”</blockquote> 🚢"


@pytest.fixture
def display(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A display of its own, with nobody before it."""
    if not (shutil.which("Xvfb") and shutil.which("xclip") and importlib.util.find_spec("tkinter")):
        pytest.skip("Xvfb, xclip or Tk is not installed here")
    taken, told = os.pipe()
    server = subprocess.Popen(["Xvfb", "-displayfd", str(told), "-screen", "0", "64x64x8"], pass_fds=[told], stderr=-3)
    os.close(told)
    try:
        with os.fdopen(taken) as ready:
            yield f":{ready.readline().strip()}"
    finally:
        server.kill()
        server.wait()


def pasted(display: str, kind: str) -> str:
    command = ["xclip", "-display", display, "-selection", "clipboard", "-o", "-t", kind]
    return subprocess.run(command, capture_output=True, timeout=30, check=True).stdout.decode()


def test_rich_text_is_pasted_as_html_and_as_plain_text(display: str) -> None:
    copied = Clipboard(environment={"DISPLAY": display, "PATH": os.environ["PATH"]}).copy_rich(TEXT, HTML)
    assert copied == CopyResult(Way.TOOL, True, "Copied.", is_rich=True)
    assert pasted(display, "text/html").endswith(HTML)
    assert pasted(display, "UTF8_STRING") == TEXT


def test_where_no_rich_text_can_be_copied_the_words_are_and_the_report_says_so() -> None:
    written: list[str] = []
    clipboard = Clipboard(write_escape=written.append, environment={"SSH_TTY": "/dev/pts/1", "DISPLAY": ":0"})
    copied = clipboard.copy_rich(TEXT, HTML)
    assert copied.words.endswith("not confirmed. As plain text: this clipboard takes no rich text.")
    assert len(written) == 1
