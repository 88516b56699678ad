"""No byte of an article reaches the terminal as a control sequence, and none is read as markup, query or path."""

from __future__ import annotations

import re
import unicodedata
from functools import partial
from typing import TYPE_CHECKING

import pytest

from store.model.annotations import Status
from tests.cli.naughty import ATTACK, NAUGHTY, everything_in_one, naughty_articles
from tests.terminal import Terminal, pullquote
from tui.terminal.safe_text import visible

if TYPE_CHECKING:
    from pathlib import Path

    from store import Archive
    from tests.cli.command_line import CommandLine

CONTROL_SEQUENCE = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\]22;[a-z-]*\x07")  # the latter is the mouse's shape


def assert_obeys_nobody(text: str, *, allowed: str = "\n") -> None:
    """Assert that ``text`` has no control characters except ``allowed``, and none that reverse or hide other text."""
    found = {c for c in text if unicodedata.category(c) in ("Cc", "Cs", "Co", "Zl", "Zp")} - set(allowed)
    assert not found, [f"U+{ord(c):04X}" for c in found]
    assert not re.search("[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]", text)


def assert_only_the_desk_spoke(terminal: Terminal) -> None:
    """Assert that every control sequence sent to the terminal is one of the desk's own."""
    sent = terminal.raw.decode()
    sequences = "".join(CONTROL_SEQUENCE.findall(sent))
    assert ATTACK not in sequences
    assert_obeys_nobody(CONTROL_SEQUENCE.sub("", sent), allowed="\r\n")


def in_the_reader(words: str, lines: list[str]) -> bool:
    return any(words in line.rpartition("│")[2] for line in lines)


@pytest.fixture
def settled(run: CommandLine, archive: Archive) -> None:
    """A store of naughty articles, with every quotation found in them accepted."""
    assert run("import", "-", "--format", "jsonl", stdin=naughty_articles() + everything_in_one()).status == 0
    run("find", "--all")
    for row in archive.articles.page().rows:
        archive.decisions.settle(archive.open_article(row.id).annotations, Status.ACCEPTED)


@pytest.mark.usefixtures("settled")
def test_what_the_command_line_prints_for_people(run: CommandLine) -> None:
    ids = [row["id"] for row in run("list", "--json").objects]
    commands = [["list"], ["log"], ["speakers"], ["search", "nobody", "expected"], *(["show", key] for key in ids)]
    for command in commands:
        ran = run(*command)

        assert ran.status == 0
        assert_obeys_nobody(ran.out)


@pytest.mark.usefixtures("settled")
def test_what_the_command_line_prints_for_programs(run: CommandLine) -> None:
    for command in (["list"], ["log"], ["speakers"], ["search", "nobody", "expected"]):
        ran = run(*command, "--json")

        assert ran.objects
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]", ran.out)


@pytest.mark.parametrize("name", NAUGHTY)
def test_what_is_typed_and_found_nowhere(run: CommandLine, archive: Archive, name: str) -> None:
    assert archive.articles.totals().articles == 0
    for ran in (run("search", "--", NAUGHTY[name]), run("show", "--", NAUGHTY[name])):
        assert ran.status == 1
        assert_obeys_nobody(ran.out + ran.err)


def test_what_is_printed_of_files(run: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "evil\x1b[31m\u202e.jsonl"
    file.write_bytes(naughty_articles())
    for command in ("read", "quotes", "import"):
        ran = run(command, file, tmp_path / "nowhere\x1b]0;x\x07")

        assert ran.status == 3
        assert_obeys_nobody(ran.out + ran.err)


@pytest.mark.usefixtures("settled")
def test_the_desk_shows_it_all_and_is_led_by_none_of_it(store: Path) -> None:
    with pullquote("--db", str(store), rows=50) as terminal:
        terminal.see(f"{len(NAUGHTY) + 1} articles")
        terminal.press("/")
        terminal.see("Search")
        terminal.press("everything")
        terminal.see("everything at once")
        terminal.press("enter")
        terminal.see("␛[6666;31mred")
        terminal.see("Reader · ")
        terminal.press("@")
        terminal.see("Who said")
        terminal.press("escape")
        terminal.see_no_more("Who said")
        terminal.press("G")
        terminal.see("Donaudampfschifffahrt")
        terminal.press("Q")

        assert terminal.ends() == 0
        assert_only_the_desk_spoke(terminal)


@pytest.mark.usefixtures("settled")
def test_every_naughty_article_can_be_opened(run: CommandLine, store: Path) -> None:
    headlines = [row["headline"] for row in run("list", "--json").objects]
    with pullquote("--db", str(store), rows=24) as terminal:
        terminal.see(f"{len(headlines)} articles")
        for headline in headlines:
            terminal.press("enter")
            terminal.see("v select")
            terminal.press("gg")
            terminal.until(partial(in_the_reader, visible(headline[:5])))
            terminal.press("q")
            terminal.see("enter open")
            terminal.press("j")
        terminal.press("Q")

        assert terminal.ends() == 0
        assert_only_the_desk_spoke(terminal)


def test_what_is_typed_into_the_search_is_plain_words(run: CommandLine, copy: Path) -> None:
    run("import", copy)
    with pullquote("--db", str(run.store)) as terminal:
        terminal.see("3 articles")
        for words in ("[/b]", "[red]x", "'; DROP TABLE", '"', "NEAR(", "%s{0}", "\u202eabc", "田中", "Z\u0351\u036b"):
            terminal.press("/")
            terminal.see("Search headlines")
            terminal.press(words)
            terminal.see_no_more("Search headlines")
            terminal.press("escape")
            terminal.until(lambda lines: "●" in lines[1])
        terminal.press("Q")

        assert terminal.ends() == 0
        assert_only_the_desk_spoke(terminal)
