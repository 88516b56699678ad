"""``pullquote lsp`` as an editor drives it: a real client, a real process, one for the whole module."""

from __future__ import annotations

import asyncio
import os
import sys
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import pytest
import pytest_asyncio
from lsprotocol import types
from pygls.lsp.client import LanguageClient

from newstext.article import Article
from newstext.stated import StatedTime
from store import Archive
from store.model.annotations import Record
from tests.cli.command_line import command_line
from tests.cli.restricted import AUDIT, TOLD

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence
    from pathlib import Path

DEADLINE = 60
ERROR, WARNING, HINT = types.DiagnosticSeverity.Error, types.DiagnosticSeverity.Warning, types.DiagnosticSeverity.Hint
FERRY = Article(
    headline="Night ferry survives",
    source="Port Wire",
    url="https://portwire.example/ferry",
    published=StatedTime("24 Nov 2026"),
    body="“We will sail again tonight, and the crew of R&D is whole,” said Mira Holt, the mate.",
)

pytestmark = pytest.mark.asyncio(loop_scope="module")


class Editor(NamedTuple):
    """An editor with its server, what the server publishes, and the store behind it."""

    client: LanguageClient
    published: asyncio.Queue[types.PublishDiagnosticsParams]
    store: Path

    async def open(self, name: str, text: str, language: str = "plaintext") -> Sequence[types.Diagnostic]:
        """Open a document and return its diagnostics."""
        document = types.TextDocumentItem(f"file:///drafts/{name}", language, 1, text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(document))
        found: Sequence[types.Diagnostic] = (await self.next()).diagnostics
        return found

    async def next(self) -> types.PublishDiagnosticsParams:
        """Return what is published next."""
        return await asyncio.wait_for(self.published.get(), DEADLINE)

    def type(self, name: str, version: int, text: str) -> None:
        """Change a document."""
        document = types.VersionedTextDocumentIdentifier(version, f"file:///drafts/{name}")
        change = types.TextDocumentContentChangeWholeDocument(text)
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(document, [change]))

    async def hover(self, name: str, line: int, character: int) -> str:
        """Return what is shown at a position."""
        at = types.HoverParams(types.TextDocumentIdentifier(f"file:///drafts/{name}"), types.Position(line, character))
        found = await asyncio.wait_for(self.client.text_document_hover_async(at), DEADLINE)
        if found is None:
            return ""
        assert isinstance(found.contents, types.MarkupContent)
        return str(found.contents.value)

    async def offers(self, name: str, line: int, character: int) -> dict[str, list[types.TextEdit]]:
        """Return the edits that are offered at a position, by their titles."""
        place = types.Position(line, character)
        found = await asyncio.wait_for(
            self.client.text_document_code_action_async(
                types.CodeActionParams(
                    types.TextDocumentIdentifier(f"file:///drafts/{name}"),
                    types.Range(place, place),
                    types.CodeActionContext([]),
                )
            ),
            DEADLINE,
        )
        return {
            each.title: list(each.edit.changes[f"file:///drafts/{name}"])
            for each in found or []
            if isinstance(each, types.CodeAction) and each.edit and each.edit.changes
        }


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def editor(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Editor]:
    """An editor that opened no document yet."""
    folder = tmp_path_factory.mktemp("lsp")
    with Archive.open(folder / "stack.db", actor="ada") as archive:
        archive.add([FERRY, AUDIT, TOLD], reader="r", reader_version="1")
        row = next(row for row in archive.articles.page().rows if row.headline == TOLD.headline)
        archive.suggestions.find(row.id)
        [quotation] = archive.open_article(row.id).annotations
        archive.remarks.set_record(quotation, Record.OFF)
    client, published = LanguageClient("editor", "1"), asyncio.Queue[types.PublishDiagnosticsParams]()
    client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(partial(published.put_nowait))
    environment = {**os.environ, "HOME": str(folder), "XDG_STATE_HOME": str(folder), "PULLQUOTE_USER": "ada"}
    await client.start_io(sys.executable, "-m", "tui", "--db", str(folder / "stack.db"), "lsp", env=environment)
    await asyncio.wait_for(client.initialize_async(types.InitializeParams(_CAPABILITIES)), DEADLINE)
    client.initialized(types.InitializedParams())
    yield Editor(client, published, folder / "stack.db")
    await asyncio.wait_for(client.shutdown_async(None), DEADLINE)
    client.exit(None)
    await asyncio.wait_for(client.stop(), DEADLINE)
    server = client._server
    assert server is not None
    assert server.stderr is not None
    assert (server.returncode, await server.stderr.read()) == (0, b"")


_CAPABILITIES = types.ClientCapabilities(
    text_document=types.TextDocumentClientCapabilities(
        hover=types.HoverClientCapabilities(content_format=[types.MarkupKind.Markdown])
    )
)


def edited(text: str, edits: list[types.TextEdit]) -> str:
    """Return a text of one line end, with edits made in UTF-16 as an editor makes them."""
    lines = [line.encode("utf-16-le") for line in text.split("\n")]
    for edit in sorted(edits, key=lambda each: (each.range.start.line, each.range.start.character), reverse=True):
        line = lines[edit.range.start.line]
        start, end = edit.range.start.character * 2, edit.range.end.character * 2
        lines[edit.range.start.line] = line[:start] + edit.new_text.encode("utf-16-le") + line[end:]
    return "\n".join(line.decode("utf-16-le") for line in lines)


async def test_each_quotation_is_underlined_by_its_verdict_where_the_editor_counts_it(editor: Editor) -> None:
    text = (
        "Fog \u2028 on the quay.\r\n"
        "😀😀 漢字 “We will not sail again tonight, and the crew of R&D is whole,” said Mira Holt.\r\n"
        "“We will sail again tonight,” said Mira Holt. “Eels are cheap and plenty this spring,” said Ada Lind.\r\n"
    )
    found = await editor.open("quay.txt", text)

    begins = len("😀😀 漢字 “".encode("utf-16-le")) // 2
    assert [(each.severity, each.code, each.range.start.line) for each in found] == [
        (ERROR, "words changed", 1),
        (HINT, "verbatim", 2),
        (WARNING, "not found", 2),
    ]
    assert found[0].range.start.character == begins
    wrong = "We will not sail again tonight, and the crew of R&D is whole,”"
    assert found[0].range.end.character == begins + len(wrong)
    assert "negation added: “not”" in found[0].message
    assert found[0].code_description == types.CodeDescription("https://portwire.example/ferry")


async def test_a_hover_shows_the_printed_words_their_speaker_article_day_and_address(editor: Editor) -> None:
    await editor.open("hover.md", "Fog.\n\n“We will never sail again tonight,” said Mira Holt.\n", "markdown")
    shown = await editor.hover("hover.md", 2, 10)

    for words in ("“We will sail again tonight”", "Mira Holt", "Night ferry survives, Port Wire, 24 Nov 2026"):
        assert words in shown
    assert shown.endswith("<https://portwire.example/ferry>")
    assert await editor.hover("hover.md", 0, 1) == ""


@pytest.mark.parametrize(
    ("name", "typed", "mended", "cited"),
    [
        (
            "offer.txt",
            "😀 “We will not sail again tonight, and the crew of R&D is whole,” said Karl Holt.",
            "😀 “We will sail again tonight, and the crew of R&D is whole,” said Mira Holt.",
            "whole,” (Port Wire, 24 Nov 2026, https://portwire.example/ferry) said",
        ),
        (
            "offer.md",
            "> “We *will* not sail again tonight, and the crew of R&D is whole,” said **Karl Holt**.",
            "> “We will sail again tonight, and the crew of R\\&D is whole,” said **Mira Holt**.",
            "whole,” ([Port Wire, 24 Nov 2026](<https://portwire.example/ferry>)) said",
        ),
        (
            "offer.html",
            "<p><b>Fog</b> &ldquo;We will not sail again tonight, and the crew of R&amp;D is whole,” said Karl Holt.",
            "<p><b>Fog</b> &ldquo;We will sail again tonight, and the crew of R&amp;D is whole,” said Mira Holt.",
            'whole,” (<a href="https://portwire.example/ferry">Port Wire, 24 Nov 2026</a>) said',
        ),
    ],
    ids=["text", "Markdown", "HTML"],
)
async def test_the_editor_puts_the_printed_words_names_the_speaker_and_cites(
    editor: Editor, name: str, typed: str, mended: str, cited: str
) -> None:
    [wrong] = await editor.open(name, typed)
    at = wrong.range.start.character + 5
    offered = await editor.offers(name, 0, at)
    assert list(offered) == ["Put the printed words", "Name the speaker: Mira Holt (suggested, not settled)"]
    assert edited(typed, [edit for edits in offered.values() for edit in edits]) == mended

    editor.type(name, 2, mended)
    assert [each.code for each in (await editor.next()).diagnostics] == ["verbatim"]
    offered = await editor.offers(name, 0, at)
    assert list(offered) == ["Cite the article"]
    assert cited in edited(mended, offered["Cite the article"])


async def test_a_draft_is_checked_once_when_typing_pauses(editor: Editor) -> None:
    await editor.open("typed.txt", "Fog.")
    typed = "“We will sail again tonight,” said Mira Holt."
    for version in range(2, len(typed) + 2):
        editor.type("typed.txt", version, typed[: version - 1])
    # A question about the newest version waits for its check.
    assert "Night ferry survives" in await editor.hover("typed.txt", 0, 5)

    told = await editor.next()
    assert (told.version, [each.code for each in told.diagnostics]) == (len(typed) + 1, ["verbatim"])
    assert editor.published.empty()


async def test_terms_and_embargoes_are_told_and_no_words_off_the_record_are_offered(editor: Editor) -> None:
    text = (
        "“Nobody counted the eels this whole year,” said Jonas Reed.\n"
        "“The ministry lost three ledgers in the flood,” said Karl Brandt.\n"
    )
    off, held = await editor.open("terms.txt", text)

    assert (off.severity, off.code, held.severity, held.code) == (WARNING, "verbatim", WARNING, "verbatim")
    assert "OFF THE RECORD: not to be printed" in off.message
    assert "UNDER EMBARGO until 2999-01-01" in held.message
    assert "OFF THE RECORD" in await editor.hover("terms.txt", 0, 5)
    assert await editor.offers("terms.txt", 0, 5) == {}


async def test_a_draft_is_checked_anew_when_the_store_has_changed_and_the_server_changes_nothing(
    editor: Editor,
) -> None:
    text = "“The lamp on the pier burns all night,” said Ada Lind."
    [missing] = await editor.open("lamp.txt", text)
    assert missing.code == "not found"

    with Archive.open(editor.store, actor="ada") as archive:
        archive.add([Article(headline="Lamp", body=text)], reader="r", reader_version="1")
        before = (archive.articles.totals(), len(archive.events().rows))
        document = types.TextDocumentIdentifier("file:///drafts/lamp.txt")
        editor.client.text_document_did_save(types.DidSaveTextDocumentParams(document))
        assert [each.code for each in (await editor.next()).diagnostics] == ["verbatim"]
        assert not archive.wait(0)
        assert (archive.articles.totals(), len(archive.events().rows)) == before


async def test_without_its_extra_the_command_says_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "tui.servers.language_server", raising=False)
    monkeypatch.setitem(sys.modules, "pygls", None)
    for name in [name for name in sys.modules if name.startswith("pygls.")]:
        monkeypatch.delitem(sys.modules, name)
    ran = command_line("--db", tmp_path / "none.db", "lsp")

    assert ran.status == 2
    assert ran.err == "pullquote lsp needs pygls. Install it (pip install 'pullquote[lsp]') and try again.\n"
