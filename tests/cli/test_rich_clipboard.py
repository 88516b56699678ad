"""Rich text on the clipboard, read back as the programs do that people paste it into."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from tui.terminal.clipboard import Clipboard, CopyResult, Way

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

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


@pytest.mark.parametrize(
    ("pasted_there", "is_rich"),
    [('exec xclip -display "$DISPLAY" -selection clipboard -o -t text/html', True), ("echo old", False)],
)
def test_on_wayland_only_what_its_clipboard_has_counts(
    display: str, tmp_path: Path, pasted_there: str, is_rich: bool
) -> None:
    program(tmp_path / "wl-paste", pasted_there)
    program(tmp_path / "wl-copy", f"cat > {tmp_path}/plain.txt")
    environment = {"DISPLAY": display, "WAYLAND_DISPLAY": "wayland-0", "PATH": f"{tmp_path}:{os.environ['PATH']}"}
    copied = Clipboard(environment=environment).copy_rich(TEXT, HTML)

    assert copied.is_rich is is_rich
    if not is_rich:
        assert "Rich text did not reach Wayland" in copied.words.replace("rich text did", "Rich text did")
        assert (tmp_path / "plain.txt").read_text() == TEXT
        assert not owned(display), "a program was left behind that answers for nothing"


@pytest.mark.parametrize("takes", [True, False])
def test_on_macos_a_script_offers_both_kinds_and_says_whether_they_were_taken(tmp_path: Path, takes: bool) -> None:
    program(
        tmp_path / "osascript",
        f'echo "$1 $2 $3" > {tmp_path}/asked; cat > {tmp_path}/offered; exit {0 if takes else 1}',
    )
    program(tmp_path / "pbcopy", f"cat > {tmp_path}/plain.txt")
    clipboard = Clipboard(environment={"PATH": f"{tmp_path}:{os.environ['PATH']}", "PULLQUOTE_COPY_COMMAND": "pbcopy"})
    copied = clipboard.copy_rich(TEXT, HTML)

    assert (tmp_path / "asked").read_text() == "-l JavaScript -e\n"
    assert json.loads((tmp_path / "offered").read_text()) == {"text": TEXT, "html": HTML}
    assert copied.is_rich is takes
    if not takes:
        assert copied.words == "Copied. As plain text: the pasteboard did not take rich text."
        assert (tmp_path / "plain.txt").read_text() == TEXT


def program(path: Path, script: str) -> None:
    """Put a program in place of one of the system's."""
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def owned(display: str) -> bool:
    """Whether any program answers for the X clipboard."""
    command = ["xclip", "-display", display, "-selection", "clipboard", "-o", "-t", "TARGETS"]
    return subprocess.run(command, capture_output=True, timeout=30, check=False).returncode == 0


def test_where_no_rich_text_can_be_copied_the_words_are_and_the_report_says_so() -> None:
    written: list[str] = []
    clipboard = Clipboard(write_escape=written.append, environment={"SSH_TTY": "/dev/pts/1", "DISPLAY": ":0"})
    copied = clipboard.copy_rich(TEXT, HTML)
    assert copied.words.endswith("not confirmed. As plain text: this clipboard takes no rich text.")
    assert len(written) == 1
