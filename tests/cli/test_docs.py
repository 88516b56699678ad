"""The manual's commands work as printed, and every command and option is in it."""

from __future__ import annotations

import ast
import re
import shlex
from importlib.resources import files
from pathlib import Path
from shutil import copyfile
from typing import TYPE_CHECKING

import click
import pytest

from newstext.article import Article
from newstext.formats.tables.jsonl import to_json
from store.model.annotations import Status
from tests.cli import test_film
from tests.cli.command_line import command_line
from tests.screens import test_docs_pictures
from tui.cli.exits import EXIT_USAGE, NO_TERMINAL
from tui.cli.main import pullquote
from tui.kernel.actions import ACTIONS
from tui.kernel.keymap import shown

if TYPE_CHECKING:
    from store import Archive
    from tests.cli.command_line import CommandLine

HOUSE = Path(__file__).parents[2]
PAGES = [*HOUSE.glob("docs/*.md"), HOUSE / "README.md", HOUSE / "CONTRIBUTING.md"]
MANUAL = (HOUSE / "docs" / "command-line.md").read_text()
OPML = '<opml version="2.0"><body><outline type="rss" xmlUrl="https://coast.example/feed"/></body></opml>'
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


def test_the_commands_of_the_readme_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("folder").mkdir()
    copyfile(HOUSE / "sample_data" / "stories" / "01-night-ferry.txt", "story.txt")
    copyfile(HOUSE / "sample_data" / "pasted" / "two-stories.txt", "folder/two-stories.txt")
    commands = _commands(HOUSE / "README.md")

    assert commands == ["demo --tour", "import story.txt folder/", ""]
    for command in commands:
        ran = command_line(*shlex.split(command))
        # The desk and the demo need a terminal, and ask for one before they do anything.
        needs_terminal = command in ("", "demo --tour")
        assert ran.status == (EXIT_USAGE if needs_terminal else 0), ran.err
        assert (NO_TERMINAL in ran.err) == needs_terminal


@pytest.mark.parametrize("page", ["exports.md", "figures.md", "watch.md"])
def test_the_commands_of_a_page_run(
    page: str, run: CommandLine, archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    samples = HOUSE / "sample_data"
    copyfile(samples / "documents" / "board-answer.docx", "story.docx")
    Path("incoming").mkdir()
    Path("feeds.opml").write_text(OPML)
    run("import", samples / "pasted" / "two-stories.txt", samples / "stories" / "01-night-ferry.txt")
    row = archive.articles.page().rows[0]
    archive.suggestions.find(row.id)
    archive.decisions.settle(archive.open_article(row.id).annotations, Status.ACCEPTED)
    commands = _commands(HOUSE / "docs" / page)

    assert len(commands) > 3
    for command in commands:
        ran = run(*shlex.split(command.replace("01a22790", row.id).replace("/wire/in", "incoming")))
        # One that finds nothing among these articles ends with 1.
        assert ran.status in (0, 1), (command, ran.err)


def options(command: click.Command) -> set[str]:
    """Return the options of a command and of those within it."""
    found = {"--help"}.union(*(parameter.opts + parameter.secondary_opts for parameter in command.params))
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            within = command.get_command(context, name)
            assert within is not None
            found |= options(within)
    return found


OF_OTHERS = {"--no-newline", "--type"}
"""Options of other programs that we run."""


def test_the_options_that_messages_name_are_there() -> None:
    named = set()
    for package in ("tui", "store"):
        for path in (HOUSE / package).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    named |= set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", node.value))

    assert len(named) > 40
    assert named - options(pullquote) - OF_OTHERS == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_of_a_page_is_one_with_these_options(page: Path) -> None:
    for command in [*_commands(page), *_named_within_sentences(page)]:
        found: click.Command = pullquote
        words = shlex.split(command)
        while isinstance(found, click.Group) and words:
            context = click.Context(found)
            words = found.make_parser(context).parse_args(words)[1]
            found = found.get_command(context, words.pop(0)) if words else found  # type: ignore[assignment]
            assert found is not None, command
        found.make_parser(click.Context(found)).parse_args(words)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_target_of_make_that_a_page_names_is_one(page: Path) -> None:
    targets = set(re.findall(r"^([\w-]+):", (HOUSE / "Makefile").read_text(), re.MULTILINE))
    text = page.read_text()
    named = re.findall(r"`make ([\w-]+)[^`]*`", text) + re.findall(r"^make ([\w-]+)", text, re.MULTILINE)
    assert set(named) <= targets


def _commands(page: Path) -> list[str]:
    """Return the commands in a page's blocks of code, without the pipes and files around them."""
    blocks = re.findall(r"^```\w*\n(.*?)^```", page.read_text(), re.MULTILINE | re.DOTALL)
    lines = [line for block in blocks for line in re.sub(r"\\\n *", " ", block).splitlines()]
    called = [line.removeprefix("$ ") for line in lines if re.match(r"(\$ )?pullquote( (?! )|$)", line)]
    return [re.split(r" {3,}| [<>|&#] ?", line)[0].removeprefix("pullquote").strip() for line in called]


def _named_within_sentences(page: Path) -> list[str]:
    """Return the commands in a page's sentences and tables."""
    sentences = re.sub(r"^ *```.*?^ *```", "", page.read_text(), flags=re.MULTILINE | re.DOTALL)
    return re.findall(r"`pullquote ([^` ][^`]*)`", sentences.replace("\n", " "))


@pytest.mark.parametrize("page", [*PAGES, HOUSE / "CHANGELOG.md"], ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    for place, anchor in re.findall(r"\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)", page.read_text()):
        target = page.parent / place if place else page
        assert target.exists(), place
        assert not anchor or anchor in _anchors(target), f"{place}#{anchor}"


def _anchors(page: Path) -> set[str]:
    """Return the anchors of a page's headings, as GitHub and our site make them."""
    headings = re.findall(r"^#+ (.*)", page.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_the_manual_s_index_names_every_page_and_every_picture_is_drawn_by_a_test() -> None:
    index = (HOUSE / "docs" / "index.md").read_text()
    pages = {page.name for page in HOUSE.glob("docs/*.md")} - {"index.md"}
    assert [page for page in pages if f"]({page})" not in index] == []
    shown = {name for page in PAGES for name in re.findall(r"!\[[^\]]*\]\(.*?pictures/([^)]*)\)", page.read_text())}
    drawn = {*test_film.DRAWN, *(f"{name}.svg" for name in test_docs_pictures.DRAWN)}
    assert shown <= drawn
    assert {file.name for file in HOUSE.glob("docs/pictures/*")} == drawn


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_a_page_names_is_there(page: Path) -> None:
    text = page.read_text()
    files = re.findall(r"`((?:bench|newstext|sample_data|store|tests|tui)/[\w./-]+)`", text)
    modules = re.findall(r"python -m (bench[\w.]*)", text)
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
    first_day = (HOUSE / "README.md").read_text().partition("| Key | Does |")[2].partition("\n##")[0]
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
