"""``pullquote lsp`` and ``pullquote mcp``: servers for editors and assistants, which only read the store."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

import click

from tui.cli.common import CommandError, db_option, opened_archive
from tui.cli.exits import EXIT_USAGE

if TYPE_CHECKING:
    from types import ModuleType


class MissingExtraError(CommandError):
    """A library of an extra is not installed."""

    exit_code = EXIT_USAGE


@click.command(short_help="Check drafts in your editor: a language server.")
@db_option
def lsp() -> None:
    """Serve an editor over standard input and output, by the Language Server Protocol.

    Quotations of an open draft (text, Markdown, HTML) are underlined by what the check says about them. The store is
    only read. The editor starts this command; docs/writing.md says how.
    """
    server = _module("language_server", "lsp", "pygls")
    with opened_archive(read_only=True) as archive:
        server.DraftServer(archive).serve()


@click.command(short_help="Check quotations for an assistant: an MCP server.")
@db_option
def mcp() -> None:
    """Serve an assistant over standard input and output, by the Model Context Protocol.

    The assistant can search, ask who said words, check a quotation before it quotes, and read an article. The store is
    only read. docs/writing.md says how to set it up.
    """
    server = _module("context_server", "mcp", "mcp")
    with opened_archive(read_only=True) as archive:
        server.AssistantServer(archive).serve()


def _module(name: str, extra: str, library: str) -> ModuleType:
    """Import a server; MissingExtraError if the library that it needs is not installed."""
    try:
        return importlib.import_module(f"tui.servers.{name}")
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in (library, "lsprotocol"):
            raise
        raise MissingExtraError(
            f"pullquote {extra} needs {library}. Install it (pip install 'pullquote[{extra}]') and try again."
        ) from error
