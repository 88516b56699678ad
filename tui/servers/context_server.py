"""The MCP server: lets an assistant look words up before it quotes them. Every tool only reads."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import ToolAnnotations

from newstext import __version__
from store.errors import StoreError
from tui.servers import answers

if TYPE_CHECKING:
    from collections.abc import Callable

    from store import Archive

_INSTRUCTIONS = (
    "A newsroom's articles and quotations, to be read only. Before you quote anybody, call check_quotation with the"
    " exact words and the speaker, and print the words as they are in “printed”. Never print words whose"
    " “may_be_quoted” is false, never name a speaker whose “speaker_may_be_named” is false, and pass on every warning"
    " (terms, embargo, withdrawn) and everything in “not_known”."
)


class AssistantServer:
    """Serves one assistant."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._server = MCPServer("pullquote", version=__version__, instructions=_INSTRUCTIONS, log_level="ERROR")
        for tool in (self.search, self.who_said, self.check_quotation, self.article):
            reads = ToolAnnotations(read_only_hint=True, destructive_hint=False, open_world_hint=False)
            self._server.tool(annotations=reads)(_told(tool))

    def serve(self) -> None:
        """Serve standard input and output until the assistant leaves."""
        self._server.run("stdio")

    def search(self, query: str, limit: int = 5) -> dict[str, Any]:
        """Search the articles in the store, the best first (at most 10).

        Filters may stand among the words: who:holt source:"port wire" after:2026-11.
        """
        return answers.search(self._archive, query, limit)

    def who_said(self, words: str) -> dict[str, Any]:
        """Say who said words, as far as articles print it: exact words, without quotation marks."""
        return answers.who_said(self._archive, words)

    def check_quotation(self, words: str, speaker: str | None = None) -> dict[str, Any]:
        """Check whether words were printed as a speaker's. Call this before you quote anybody.

        The words are exact and without quotation marks; “ […] ” stands for words left out. The verdict is in
        capitals when it is a finding.
        """
        return answers.check_quotation(self._archive, words, speaker)

    def article(self, article_id: str, start: int = 0) -> dict[str, Any]:
        """Return an article's text from an offset (at most 8,000 characters), and the quotations in it."""
        return answers.article(self._archive, article_id, start)


def _told(tool: Callable[..., dict[str, Any]]) -> Callable[..., dict[str, Any]]:
    """Return a tool that reports what the store refuses in the store's own words."""

    @wraps(tool)
    def answered(**arguments: Any) -> dict[str, Any]:
        try:
            return tool(**arguments)
        except StoreError as error:
            raise ToolError(str(error)) from error

    return answered
