"""``pullquote mcp`` as an assistant drives it: the SDK's client asks a real process everything in one session."""

from __future__ import annotations

import asyncio
import os
import sys
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from newstext.article import Article
from newstext.stated import StatedTime
from store import Archive
from store.model.annotations import Record
from tests.cli.command_line import command_line
from tests.cli.restricted import AUDIT, TOLD
from tui.servers.answers import LONGEST_TEXT, LONGEST_WORDS, MOST_HITS

if TYPE_CHECKING:
    from pathlib import Path

DEADLINE = 120
FERRY = Article(
    headline="Night ferry survives",
    source="Port Wire",
    url="https://portwire.example/ferry",
    published=StatedTime("24 Nov 2026"),
    body="“We will sail again tonight, and the crew is whole,” said Mira Holt, the mate.",
)
LONG = Article(headline="Long report", body="Fog lay on the quay of Port Verrin. " * 400)
MANY = [Article(headline=f"Lamp {n}", body=f"Lamp {n} burns on the pier.") for n in range(2 * MOST_HITS)]
QUESTIONS: dict[str, tuple[str, dict[str, Any]]] = {
    "altered": ("check_quotation", {"words": "“We will not sail again tonight”", "speaker": "Mira Holt"}),
    "verbatim": ("check_quotation", {"words": "We will sail again tonight", "speaker": "Holt"}),
    "other speaker": ("check_quotation", {"words": "We will sail again tonight", "speaker": "Karl Brandt"}),
    "invented": ("check_quotation", {"words": "Eels are cheap and plenty this spring", "speaker": "Mira Holt"}),
    "too long": ("check_quotation", {"words": "fog " * LONGEST_WORDS}),
    "no words": ("check_quotation", {"words": "…"}),
    "who": ("who_said", {"words": "the crew is whole"}),
    "off": ("who_said", {"words": "Nobody counted the eels this whole year"}),
    "held": ("who_said", {"words": "The ministry lost three ledgers in the flood"}),
    "search": ("search", {"query": "lamp burns", "limit": 1000}),
    "nothing": ("search", {"query": "zeppelin is:purple"}),
    "limited": ("search", {"query": "eels counted"}),
    "none": ("article", {"article_id": "no-such-article"}),
}


class Session(NamedTuple):
    """The tools of the server, its answers by the questions' names, and whether the store changed meanwhile."""

    tools: dict[str, bool | None]
    """By name, whether a tool says that it only reads."""
    answers: dict[str, dict[str, Any]]
    errors: dict[str, str]
    articles: list[dict[str, Any]]
    """The long report, part by part."""
    unlisted: bool
    """Whether a tool that is not offered was refused."""
    is_untouched: bool = False


async def asked(store: Path, environment: dict[str, str], report: str) -> Session:
    """Ask everything in one session."""
    from mcp import (
        ClientSession,
        StdioServerParameters,
    )  # these take seconds to import, which every worker would wait for
    from mcp.client.stdio import stdio_client

    answers: dict[str, dict[str, Any]] = {}
    errors: dict[str, str] = {}
    parts: list[dict[str, Any]] = []
    server = StdioServerParameters(
        command=sys.executable, args=["-m", "tui", "--db", str(store), "mcp"], env=environment
    )
    async with stdio_client(server) as streams, ClientSession(*streams) as session:
        await session.initialize()
        tools: dict[str, bool | None] = {}
        for tool in (await session.list_tools()).tools:
            tools[str(tool.name)] = tool.annotations.read_only_hint if tool.annotations else None
        for name, (tool_name, arguments) in QUESTIONS.items():
            result = await session.call_tool(tool_name, arguments)
            if result.is_error:
                errors[name] = str(getattr(result.content[0], "text", ""))
            else:
                answers[name] = dict(result.structured_content or {})
        start: int | None = 0
        while start is not None:
            result = await session.call_tool("article", {"article_id": report, "start": start})
            parts.append(dict(result.structured_content or {}))
            start = parts[-1]["next_start"]
        try:
            unlisted = bool((await session.call_tool("add", {"body": "x"})).is_error)
        except Exception:  # noqa: BLE001  the SDK may refuse it before it is sent
            unlisted = True
    return Session(tools, answers, errors, parts, unlisted)


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Session:
    """One session with a store of its own."""
    folder = tmp_path_factory.mktemp("mcp")
    store: Path = folder / "stack.db"
    environment = {**os.environ, "HOME": str(folder), "XDG_STATE_HOME": str(folder), "PULLQUOTE_USER": "ada"}
    with Archive.open(store, actor="ada") as archive:
        archive.add([FERRY, AUDIT, TOLD, LONG, *MANY], reader="r", reader_version="1")
        rows = {row.headline: row.id for row in archive.articles.page().rows}
        archive.suggestions.find(rows[TOLD.headline])
        [quotation] = archive.open_article(rows[TOLD.headline]).annotations
        archive.remarks.set_record(quotation, Record.OFF)
        archive.wait(0)
        before = archive.articles.totals(), len(archive.events().rows)
        found = asyncio.run(asyncio.wait_for(asked(store, environment, rows[LONG.headline]), DEADLINE))
        is_untouched = not archive.wait(0) and before == (archive.articles.totals(), len(archive.events().rows))
    return found._replace(is_untouched=is_untouched)


def test_an_assistant_has_four_tools_that_only_read_and_the_store_stays_as_it_is(session: Session) -> None:
    assert session.tools == dict.fromkeys(["search", "who_said", "check_quotation", "article"], True)
    assert session.unlisted
    assert session.is_untouched


def test_a_quotation_is_checked_before_it_is_used(session: Session) -> None:
    altered, verbatim = session.answers["altered"], session.answers["verbatim"]
    assert (altered["verdict"], altered["is_finding"], altered["is_grave"]) == ("WORDS CHANGED", True, True)
    assert altered["printed"][0]["words"] == "We will sail again tonight"
    assert (verbatim["verdict"], verbatim["speaker_agrees"]) == ("verbatim", True)
    assert (
        verbatim["printed"][0].items()
        >= {
            "speaker": "Mira Holt",
            "headline": "Night ferry survives",
            "source": "Port Wire",
            "date": "24 Nov 2026",
            "url": "https://portwire.example/ferry",
            "warnings": [],
        }.items()
    )
    other = session.answers["other speaker"]
    assert (other["verdict"], other["is_grave"]) == ("OTHER SPEAKER", True)
    assert session.answers["who"]["printed"][0]["speaker"] == "Mira Holt"


def test_an_answer_says_what_is_not_known(session: Session) -> None:
    assert session.answers["verbatim"]["not_known"] == [
        "That the words were printed does not say that they were said.",
        "Nobody has settled who said it: the speaker is suggested by a program.",
    ]
    invented = session.answers["invented"]
    assert invented["verdict"] == "NOT FOUND"
    assert invented["not_known"][0].startswith("No article in the store has these words.")
    assert session.answers["no words"]["not_known"][0].startswith("These words were not checked")
    nothing = session.answers["nothing"]
    assert nothing["articles"] == []
    assert "purple" in nothing["not_known"][0]
    assert nothing["not_known"][-1].startswith("No article in the store matches.")
    assert "no-such-article" in session.errors["none"]


def test_terms_and_embargoes_come_with_the_words(session: Session) -> None:
    [off], [held] = session.answers["off"]["printed"], session.answers["held"]["printed"]
    assert off["warnings"] == ["OFF THE RECORD: not to be printed"]
    assert (off["may_be_quoted"], off["speaker_may_be_named"]) == (False, False)
    assert held["warnings"] == ["UNDER EMBARGO until 2999-01-01"]
    limited = session.answers["limited"]["articles"]
    assert limited[0]["warnings"] == ["some words in it are off the record: not to be printed"]


def test_answers_are_bounded_and_a_long_article_comes_in_parts(session: Session) -> None:
    assert len(session.answers["search"]["articles"]) == MOST_HITS
    assert session.answers["too long"]["verdict"] == "not looked at"
    assert len(session.articles) == 2
    assert max(len(part["text"]) for part in session.articles) == LONGEST_TEXT
    assert "".join(part["text"] for part in session.articles) == LONG.body


def test_without_its_extra_it_says_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "tui.servers.context_server", raising=False)
    monkeypatch.setitem(sys.modules, "mcp", None)
    for name in [name for name in sys.modules if name.startswith("mcp.")]:
        monkeypatch.delitem(sys.modules, name)
    ran = command_line("--db", tmp_path / "none.db", "mcp")

    assert ran.status == 2
    assert ran.err == "pullquote mcp needs mcp. Install it (pip install 'pullquote[mcp]') and try again.\n"
