"""The servers of the command line open the store only to be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from newstext.article import Article

if TYPE_CHECKING:
    from store import Archive
    from tests.cli.command_line import CommandLine

SERVERS = {"lsp": "tui.servers.language_server.DraftServer", "mcp": "tui.servers.context_server.AssistantServer"}


class Writer:
    """A server with a fault: it writes."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    def serve(self) -> None:
        """Write to the store."""
        self._archive.add([Article(body="“No,” said nobody.")], reader="r", reader_version="1")


@pytest.mark.parametrize("command", SERVERS)
def test_a_server_that_tried_to_write_would_be_refused(
    command: str, run: CommandLine, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SERVERS[command], Writer)
    ran = run(command)

    assert ran.status == 4
    assert "open only to be read here" in ran.err
    assert archive.articles.totals().articles == 0
