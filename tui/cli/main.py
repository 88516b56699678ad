"""The command line and its table of commands. A command's module is loaded when the command runs.

``--help`` and ``--version`` import nothing heavy: commands import the store and the readers inside
their functions.
"""

from __future__ import annotations

import importlib
from typing import Any, cast

import click

import newstext
from tui.cli.common import db_option, named_store, shortened
from tui.cli.exits import EXIT_INTERRUPTED
from tui.cli.open_desk import open_desk
from tui.terminal.safe_text import visible

_COMMANDS = {
    # In the order of --help, which follows an article through the program.
    "import": "import_articles:import_",
    "watch": "watch:watch",
    "find": "find:find",
    "learn": "learn:learn",
    "list": "list_and_search:list_",
    "views": "views:views",
    "search": "list_and_search:search",
    "show": "show:show",
    "speakers": "speakers:speakers",
    "log": "log:log",
    "progress": "work:progress",
    "audit": "audit:audit",
    "report": "report:report",
    "review": "review:review",
    "settle": "settle:settle",
    "name": "settle:name",
    "field": "field:field",
    "remove": "settle:remove",
    "remove-article": "remove_article:remove_article",
    "assign": "assign:assign",
    "undo": "settle:undo",
    "pending": "pending:pending",
    "check": "check:check",
    "lsp": "servers:lsp",
    "mcp": "servers:mcp",
    "export": "export:export",
    "read": "read_and_quotes:read",
    "quotes": "read_and_quotes:quotes",
    "serve": "serve:serve",
    "demo": "demo:demo",
    "where": "where:where",
    "store": "store:store",
    "move": "move:move",
    "doctor": "doctor:doctor",
    "completion": "completion:completion",
}


_NEAR = 0.6
"""The least likeness, from 0 to 1, of a mistyped command to the one that is suggested."""


class LazyGroup(click.Group):
    """Loads a command's module on demand, and ends quietly on ctrl-C."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  click's own signature
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _COMMANDS:
            return None
        module, _, attribute = _COMMANDS[cmd_name].partition(":")
        return cast("click.Command", getattr(importlib.import_module(f"tui.cli.{module}"), attribute))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            from newstext.near_words import nearest

            if near := nearest(args[0].lower(), _COMMANDS, _NEAR):
                raise click.UsageError(f"{error.message.rstrip('.')}. Did you mean “{near}”?", ctx) from error
            raise

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except click.UsageError as error:
            error.message = shortened(visible(error.message))  # type: ignore[misc]  # only to be printed
            raise
        except KeyboardInterrupt:
            ctx.exit(EXIT_INTERRUPTED)


@click.group(
    cls=LazyGroup,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(newstext.__version__, "-V", "--version", message="pullquote %(version)s")
@db_option
@click.pass_context
def pullquote(context: click.Context) -> None:
    """Read articles, settle who said what, and copy quotations with their credit.

    Without a command, pullquote opens the desk. The store is --db, else PULLQUOTE_DB, else a file in your data folder.
    """
    if context.invoked_subcommand is None:
        context.exit(open_desk(named_store()))
