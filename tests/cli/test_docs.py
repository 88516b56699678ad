"""The manual's commands work as printed, and every command and option is in it."""

from __future__ import annotations

import re
import shlex
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui.cli import pullquote

if TYPE_CHECKING:
    import pytest

    from tests.cli.command_line import CommandLine

MANUAL = (Path(__file__).parents[2] / "docs" / "command-line.md").read_text()
STEPS = re.findall(r"^\$ pullquote (.*)\n((?:(?!\$|```).*\n)*)", MANUAL, re.MULTILINE)


def test_the_commands_of_the_manual_print_what_it_says(
    run: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    copy = files("sample_data").joinpath("pasted/two-stories.txt").read_bytes()
    Path("two-stories.txt").write_bytes(copy)
    assert len(STEPS) > 8
    for command, printed in STEPS:
        arguments, _, redirected = command.partition(" < ")
        ran = run(*shlex.split(arguments), stdin=copy if redirected else b"")

        assert (ran.status, ran.err) == (0, ""), command
        assert not printed or ran.out == printed


def test_every_command_and_option_is_in_the_manual() -> None:
    context = click.Context(pullquote)
    for name in pullquote.list_commands(context):
        command = pullquote.get_command(context, name)
        assert command is not None
        assert re.search(rf"`{name}\b|pullquote {name}\b", MANUAL), name
        for option in command.params:
            if isinstance(option, click.Option):
                assert option.opts[0] in MANUAL, option.opts
