"""``pullquote watch``: the sources, their arrivals, and the process that watches."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from bench.watch.sites import HERE, Asked, Reply, Sites
from store.sqlite import SqliteEngine
from store.watch.lease import LeaseKeeper
from tests.cli.command_line import story

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.cli.command_line import CommandLine

DEADLINE = 60
HOW = "The desk visits them while it is open; without a desk, pullquote watch once does.\n"
FEED = (
    b'<?xml version="1.0"?><rss version="2.0"><channel><title>Port Wire</title><item><title>Harbour strike</title>'
    b"<guid isPermaLink='false'>pw-1</guid><description>It enters its third week, the union said.</description></item>"
    b"</channel></rss>"
)


@pytest.fixture
def config(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The configuration that allows the local server."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "config"))
    file = home / "config" / "pullquote" / "config.toml"
    file.parent.mkdir(parents=True)
    file.write_text(f'[watch]\nallow = ["{HERE}"]\ncontact = "desk@paper.example"\n')
    return file


@pytest.fixture
def sites() -> Iterator[Sites]:
    def answer(asked: Asked) -> Reply:
        return Reply(body=FEED) if asked.path == "/feed.xml" else Reply(404)

    with Sites(answer) as sites:
        yield sites


def test_an_address_is_imported_once(run: CommandLine, config: Path, sites: Sites) -> None:
    feed, missing = sites.address(HERE), sites.address(HERE, "/none.xml")
    ran = run("import", feed, missing)
    assert (ran.status, ran.out.splitlines()) == (
        3,
        [
            f"{feed}: added",
            f"{missing}: refused. There is nothing at this address (404).",
            "Total: 1 added, 1 file refused.",
        ],
    )


def test_what_is_watched_is_added_visited_listed_and_removed(
    run: CommandLine, config: Path, sites: Sites, copy: Path
) -> None:
    feed = sites.address(HERE)
    added = run("watch", "add", feed, copy, sites.address(HERE, "/none.xml"))
    assert (added.status, added.out) == (0, f"3 sources added.\n{HOW}")
    assert run("watch", "add", feed).out == "0 sources added, 1 watched already.\n"

    once = run("watch", "once", "--json")
    assert sorted(one["headline"] for one in once.objects) == [
        "Bridge audit clears ministry",
        "Eels counted again",
        "Harbour strike",
        "Night ferry survives",
    ]
    assert {one["outcome"] for one in once.objects} == {"added"}
    assert "desk@paper.example" in sites.asked[0].headers["user-agent"]
    again = run("watch", "once")
    assert (again.out, again.err) == ("", "3 sources, 1 with trouble; pullquote watch list shows them.\n")

    listed = run("watch", "list").out
    assert f"{copy}\n  folder · last " in listed
    assert f"Port Wire\n  feed · {feed} · last " in listed
    assert "  ! There is nothing at this address (404).\n3 sources, 1 with trouble, not watching now.\n" in listed
    assert [one["added"] for one in run("watch", "list", "--json").objects] == [3, 1, 0]

    assert run("watch", "remove", "Port Wire", copy).out == "2 sources removed.\n"
    assert [one["place"] for one in run("watch", "list", "--json").objects] == [sites.address(HERE, "/none.xml")]
    assert run("watch", "remove", "Port Wire").status == 1
    assert run("list").out.count("Harbour strike") == 1


def test_feeds_come_and_go_as_a_list_for_feed_readers(run: CommandLine, tmp_path: Path) -> None:
    run("watch", "add", "https://wire.example/a?x=1&y=2", "--name", "Port Wire", "--every", "30")
    run("watch", "add", "https://paper.example/2026/story", "--article")
    (tmp_path / "feeds.opml").write_text(run("watch", "list", "--opml").out)
    run("watch", "remove", "Port Wire")
    assert run("watch", "add", tmp_path / "feeds.opml").out == f"1 source added.\n{HOW}"
    assert [(one["kind"], one["name"], one["place"]) for one in run("watch", "list", "--json").objects] == [
        ("feed", "Port Wire", "https://wire.example/a?x=1&y=2"),
        ("article", None, "https://paper.example/2026/story"),
    ]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["nowhere"], "There is no folder nowhere. Web addresses begin with https:// or http://.\n"),
        (["ftp://wire.example/x"], "ftp://wire.example/x: Only http and https addresses are fetched, not “ftp:”.\n"),
        (["story.txt"], "story.txt: This is not a list of feeds (OPML).\n"),
        ([], "Name a folder, an address or a list of feeds, or use --settled.\n"),
        (["https://a.example/f", "https://b.example/f", "--name", "A"], "--name is for a single place.\n"),
    ],
)
def test_what_cannot_be_watched_is_refused(
    run: CommandLine, arguments: list[str], sentence: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "story.txt").write_text(story("Ferry runs again", "It sails."))
    ran = run("watch", "add", *arguments)
    assert ran.status == 2
    assert ran.err.endswith(sentence)


def test_while_another_process_watches_once_says_so(run: CommandLine, store: Path, copy: Path) -> None:
    run("watch", "add", copy)
    engine = SqliteEngine(store)
    LeaseKeeper(engine, "Ben", lambda: datetime.now(UTC)).take()
    engine.close()
    ran = run("watch", "once")
    assert (ran.status, ran.out) == (0, "")
    assert ran.err.startswith("Ben is watching already (process ")
    assert run("list").status == 1


def test_what_comes_is_told_to_the_notify_command_and_never_to_a_shell(
    run: CommandLine, config: Path, copy: Path, tmp_path: Path
) -> None:
    tool = tmp_path / "tool.py"
    tool.write_text("import sys\nopen(sys.argv[1], 'w').write(sys.argv[2] + chr(10) + sys.stdin.read())\n")
    config.write_text(f'[notify]\ncommand = "{sys.executable} {tool} {tmp_path}/told {{news}}"\n')
    (copy / "bad.txt").write_text(story("$(touch /tmp/x) `id` --help", "Nothing was found, the auditor said."))
    run("watch", "add", copy)
    assert run("watch", "once").err == ""
    news, *arrivals = (tmp_path / "told").read_text().splitlines()
    assert news == "4 new articles"
    assert "$(touch /tmp/x) `id` --help" in {json.loads(arrival)["headline"] for arrival in arrivals}

    config.write_text('[notify]\ncommand = "false"\n')
    (copy / "more.txt").write_text(story("Trams run again", "They run, the mayor said."))
    assert run("watch", "once").err == "The notify command failed with status 1.\n"


def test_run_watches_until_its_input_ends(store: Path, run: CommandLine, copy: Path) -> None:
    run("watch", "add", copy)
    command = [sys.executable, "-m", "tui", "--db", str(store), "watch", "run", "--with-input", "--json"]
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    with process:
        assert process.stdin
        assert process.stdout
        headlines = {json.loads(process.stdout.readline())["headline"] for _ in range(3)}
        (copy / "new.txt").write_text(story("Trams run again", "They run, the mayor said."))
        headlines.add(json.loads(process.stdout.readline())["headline"])
        process.stdin.close()
        assert process.wait(DEADLINE) == 0
    assert headlines == {
        "Bridge audit clears ministry",
        "Eels counted again",
        "Night ferry survives",
        "Trams run again",
    }
    assert run("watch", "list").out.endswith("1 source, not watching now.\n")
