"""The manual's commands work as printed, and every command and option is in it."""

from __future__ import annotations

import re
import shlex
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest

from newstext.article import Article
from newstext.formats.tables.jsonl import to_json
from tui.cli.main import pullquote
from tui.kernel.actions import ACTIONS
from tui.kernel.keymap import shown

if TYPE_CHECKING:
    from tests.cli.command_line import CommandLine

HOUSE = Path(__file__).parents[2]
PAGES = [*HOUSE.glob("docs/*.md"), HOUSE / "README.md", HOUSE / "CONTRIBUTING.md"]
MANUAL = (HOUSE / "docs" / "command-line.md").read_text()
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


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_a_page_names_is_there(page: Path) -> None:
    text = page.read_text()
    linked = re.findall(r"\]\(([\w./-]+\.md)\)", text)
    files = re.findall(r"`((?:bench|newstext|sample_data|store|tests|tui)/[\w./-]+)`", text)
    modules = re.findall(r"python -m (bench[\w.]*)", text)
    assert [name for name in linked if not (page.parent / name).exists()] == []
    assert [name for name in files if not (HOUSE / name).exists()] == []
    for module in modules:
        script = HOUSE / module.replace(".", "/")
        assert script.with_suffix(".py").exists() or (script / "__main__.py").exists(), module


def test_every_field_of_an_article_is_described() -> None:
    described = (HOUSE / "docs" / "formats.md").read_text()
    assert [name for name in to_json(Article()) if f"`{name}`" not in described] == []


def test_every_key_of_the_manual_is_a_key_of_the_desk() -> None:
    keys = {shown(key).replace(" ", "") for action in ACTIONS for key in action.keys}
    keys |= {key.replace(" ", "") for action in ACTIONS for key in action.keys}
    elsewhere = {"fg", "//"}  # the shell's, and a key pressed twice
    first_day = (HOUSE / "README.md").read_text().partition("## Ten keys")[2].partition("\n##")[0]
    table = first_day + (HOUSE / "docs" / "keys.md").read_text().partition("| In the margin")[0]
    named = [words for row in table.splitlines() if row.startswith("|") for words in re.findall(r"`([^`]+)`", row)]
    assert len(named) > 50
    for words in named:
        known = words.replace(" ", "") in keys or all(key in keys | elsewhere for key in words.split())
        assert known, words


def test_every_action_with_a_key_is_in_the_manual() -> None:
    page = (HOUSE / "docs" / "keys.md").read_text()
    named = {key.replace(" ", "") for words in re.findall(r"`([^`]+)`", page) for key in (words, *words.split())}
    missing = [a for a in ACTIONS if a.keys and not named & {shown(key).replace(" ", "") for key in a.keys}]

    assert [(action.scope.name, action.id) for action in missing] == []


def test_the_house_is_as_it_is_drawn() -> None:
    drawn = (HOUSE / "docs" / "architecture.md").read_text().split("```")[1]
    folder = HOUSE
    names = 0
    for line in drawn.strip().splitlines():
        if not line.startswith(" "):
            folder = HOUSE / line.split("/")[0]
        for name in re.findall(r"\w+(?:/\w+)*(?:\.py|\.tcss|/(?= |,|$))", line):
            assert (folder / name).exists() or (HOUSE / name).exists(), name
            names += 1
    assert names > 40
