"""A copy takes the best way there is, and the report says no more than is known. All tools here are fakes."""

from __future__ import annotations

import base64
import shutil
import stat
import sys
from typing import TYPE_CHECKING

import pytest

from tui.terminal import clipboard
from tui.terminal.clipboard import Clipboard, CopyResult, Way

if TYPE_CHECKING:
    from pathlib import Path

WORDS = "“Žádný chléb,” řekla.\n\n— 見る\tend"
ON_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="these tools are Linux's")
NOT_CONFIRMED = "Sent to the terminal’s clipboard, not confirmed."


class Machine:
    """A machine with only the tools that a test adds, and a terminal that records what is written to it."""

    def __init__(self, folder: Path) -> None:
        self._tools = folder / "tools"
        self._tools.mkdir()
        self.taken = folder / "taken"
        self.environment = {"PATH": str(self._tools)}
        self.escapes: list[str] = []

    def has(self, tool: str, script: str) -> None:
        """Add a tool. In its script CAT and SLEEP are the real ones, TAKEN the file that tests read."""
        for name in ("cat", "sleep"):
            script = script.replace(name.upper(), shutil.which(name) or name)
        file = self._tools / tool
        file.write_text("#!/bin/sh\n" + script.replace("TAKEN", str(self.taken)))
        file.chmod(0o755)

    def copy(self, text: str = WORDS, *, command: str | None = None, terminal: bool = True) -> CopyResult:
        escape = self.escapes.append if terminal else None
        return Clipboard(write_escape=escape, command=command, environment=self.environment).copy(text)

    def look(self, *, command: str | None = None, terminal: bool = True) -> tuple[Way, str]:
        escape = self.escapes.append if terminal else None
        return Clipboard(write_escape=escape, command=command, environment=self.environment).look()

    @property
    def sent_to_terminal(self) -> list[str]:
        start, end = "\x1b]52;c;", "\x07"
        return [base64.b64decode(e.removeprefix(start).removesuffix(end)).decode() for e in self.escapes]


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


TAKES = "CAT > TAKEN"
FAILS = "CAT > /dev/null; echo cannot open display >&2; exit 1"
HANGS = "SLEEP 1000"


def test_the_persons_own_command_comes_first(machine: Machine) -> None:
    machine.has("my-copy", 'printf "%s " "$@" > TAKEN; CAT >> TAKEN')
    machine.environment["TMUX"] = "/tmp/tmux"
    copied = machine.copy(command="my-copy --to 'the desk'")

    assert copied == CopyResult(Way.COMMAND, True, "Copied.")
    assert machine.taken.read_text() == f"--to the desk {WORDS}"


def test_the_command_can_be_set_in_the_environment(machine: Machine) -> None:
    machine.has("my-copy", TAKES)
    machine.environment["PULLQUOTE_COPY_COMMAND"] = "my-copy"

    assert machine.copy().way is Way.COMMAND
    assert machine.taken.read_text() == WORDS


@pytest.mark.parametrize(
    ("command", "how"),
    [
        ("missing-tool", "cannot be started: No such file or directory"),
        ("fails", "failed with status 1"),
        ("'open quote", "has an open quotation mark, or ends in a backslash"),
    ],
)
def test_a_command_that_does_not_work_is_told_with_the_way_taken_instead(
    machine: Machine, command: str, how: str
) -> None:
    machine.has("fails", FAILS)

    assert machine.copy(command=command) == CopyResult(Way.TERMINAL, False, f"{NOT_CONFIRMED} Your copy command {how}.")
    assert machine.sent_to_terminal == [WORDS]


@ON_LINUX
def test_copied_alone_is_not_said_when_another_way_than_the_persons_own_was_taken(machine: Machine) -> None:
    machine.has("fails", FAILS)
    machine.has("xclip", TAKES)
    machine.environment["DISPLAY"] = ":9"

    words = "Copied to this machine’s clipboard. Your copy command failed with status 1."
    assert machine.copy(command="fails") == CopyResult(Way.TOOL, True, words)
    assert machine.taken.read_text() == WORDS


def test_blanks_are_no_command(machine: Machine) -> None:
    assert machine.copy(command="  ").words == NOT_CONFIRMED


def test_inside_tmux_the_words_go_to_tmux(machine: Machine) -> None:
    machine.has("tmux", 'printf "%s " "$@" > TAKEN; CAT >> TAKEN')
    machine.environment |= {"TMUX": "/tmp/tmux", "SSH_CONNECTION": "10.0.0.1 22"}
    copied = machine.copy()

    assert (copied.way, copied.confirmed) == (Way.TMUX, False)
    assert copied.words == "Copied to tmux. Sent to the terminal’s clipboard, not confirmed."
    assert machine.taken.read_text() == f"load-buffer -w - {WORDS}"


def test_a_tmux_that_refuses_is_passed_by(machine: Machine) -> None:
    machine.has("tmux", FAILS)
    machine.environment["TMUX"] = "/tmp/tmux"

    assert machine.copy().way is Way.TERMINAL


def test_from_afar_only_the_terminal_can_reach_the_persons_clipboard(machine: Machine) -> None:
    machine.has("xclip", TAKES)
    machine.environment |= {"DISPLAY": ":9", "SSH_CONNECTION": "10.0.0.1 22"}
    copied = machine.copy()

    assert copied == CopyResult(Way.TERMINAL, False, NOT_CONFIRMED)
    assert machine.sent_to_terminal == [WORDS]
    assert not machine.taken.exists()


@ON_LINUX
def test_a_tool_of_this_machine_is_used_and_its_words_confirmed(
    machine: Machine, capfd: pytest.CaptureFixture[str]
) -> None:
    machine.has("xclip", f"{TAKES}; echo noise; echo noise >&2")
    machine.environment["DISPLAY"] = ":9"

    assert machine.copy() == CopyResult(Way.TOOL, True, "Copied.")
    assert machine.taken.read_text() == WORDS
    assert capfd.readouterr() == ("", "")


@ON_LINUX
def test_a_tool_that_fails_is_not_believed(machine: Machine, capfd: pytest.CaptureFixture[str]) -> None:
    machine.has("xclip", FAILS)
    machine.environment["DISPLAY"] = ":9"

    assert machine.copy() == CopyResult(Way.TERMINAL, False, NOT_CONFIRMED)
    assert capfd.readouterr() == ("", "")


@ON_LINUX
def test_a_tool_that_hangs_is_stopped(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clipboard, "LIMIT", 0.5)
    machine.has("xclip", HANGS)
    machine.environment["DISPLAY"] = ":9"

    assert machine.copy().way is Way.TERMINAL


def test_a_command_that_hangs_is_stopped(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clipboard, "LIMIT", 0.2)
    machine.has("my-copy", HANGS)

    how = "Your copy command took longer than 0.2 seconds and was stopped."
    assert machine.copy(command="my-copy") == CopyResult(Way.TERMINAL, False, f"{NOT_CONFIRMED} {how}")


@ON_LINUX
@pytest.mark.parametrize("display", [{}, {"DISPLAY": ":9"}, {"WAYLAND_DISPLAY": "wayland-0"}])
def test_without_a_tool_the_terminal_is_asked(machine: Machine, display: dict[str, str]) -> None:
    machine.environment |= display

    assert machine.copy().way is Way.TERMINAL


def test_what_is_too_long_for_the_terminal_goes_into_a_private_file(machine: Machine) -> None:
    long = "ž" * clipboard.MAX_ESCAPE
    copied = machine.copy(long)

    assert machine.escapes == []
    assert (copied.way, copied.confirmed) == (Way.FILE, True)
    assert copied.path is not None
    assert copied.words == f"No clipboard answers. The copy is in {copied.path}."
    assert stat.S_IMODE(copied.path.stat().st_mode) == 0o600
    assert copied.path.read_text() == long


def test_without_a_terminal_there_is_still_the_file(machine: Machine) -> None:
    assert machine.copy(terminal=False).way is Way.FILE


def test_when_nothing_works_nothing_is_claimed(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(**_: str) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tempfile.mkstemp", full)
    copied = machine.copy(terminal=False)

    assert (copied.way, copied.confirmed) == (Way.NOWHERE, False)
    assert copied.words.startswith("Nothing copied")


def test_half_a_character_does_not_stop_a_copy(machine: Machine) -> None:
    machine.copy("a\ud800b")

    assert machine.sent_to_terminal == ["a?b"]


def test_looking_which_way_copies_go_leaves_the_clipboard_as_it_is(machine: Machine) -> None:
    machine.has("tmux", TAKES)
    machine.environment["TMUX"] = "/tmp/tmux-1000/default,1,0"
    assert machine.look()[0] is Way.TMUX
    assert not machine.taken.exists()
    assert machine.escapes == []


def test_looking_names_the_way_that_a_copy_would_take(machine: Machine) -> None:
    assert machine.look(terminal=False)[0] is Way.FILE
    assert machine.look()[0] is Way.TERMINAL
    machine.has("xclip", TAKES)
    assert machine.look()[0] is Way.TERMINAL, "without a display xclip reaches nothing"
    machine.environment["DISPLAY"] = ":0"
    assert machine.look() == (Way.TOOL, "copies go to this machine’s clipboard through xclip.")
    machine.environment["SSH_CONNECTION"] = "10.0.0.1 5000 10.0.0.2 22"
    assert machine.look()[0] is Way.TERMINAL
    assert machine.look(command="mycopy --in")[0] is Way.NOWHERE
    assert machine.look(command="mycopy '--in")[0] is Way.NOWHERE
    machine.has("mycopy", TAKES)
    assert machine.look(command="mycopy --in") == (Way.COMMAND, "copies go to your copy command, mycopy.")


@pytest.mark.parametrize("terminal", [True, False])
def test_what_a_terminal_would_obey_goes_as_signs_and_that_is_said(machine: Machine, terminal: bool) -> None:
    copied = machine.copy("Berth two\x1b[201~rm -rf ~\r\n\tis\x9b31m closed\rnow\x00", terminal=terminal)
    taken = machine.sent_to_terminal[0] if copied.path is None else copied.path.read_bytes().decode()
    assert taken == "Berth two␛[201~rm -rf ~\r\n\tis�31m closed␍now␀"
    assert copied.words.endswith("Control characters were replaced by signs.")
