"""The command line as a person or a program uses it: runs commands, keeps their output and exit status."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from click.testing import CliRunner

from tui.cli.main import pullquote

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Ran:
    """The exit status and the output of a command."""

    status: int
    out: str
    err: str

    @property
    def objects(self) -> list[dict[str, Any]]:
        """Its JSON output, one object a line."""
        return [json.loads(line) for line in self.out.splitlines()]


class CommandLine:
    """Runs ``pullquote`` on one store."""

    def __init__(self, store: Path) -> None:
        self.store = store

    def __call__(self, *arguments: str | Path, stdin: bytes = b"") -> Ran:
        return command_line("--db", self.store, *arguments, stdin=stdin)


def command_line(*arguments: str | Path, stdin: bytes = b"") -> Ran:
    """Run ``pullquote`` on the store named by the environment."""
    result = CliRunner().invoke(
        pullquote, [*map(str, arguments)], input=stdin, catch_exceptions=False, prog_name="pullquote"
    )
    return Ran(result.exit_code, result.stdout, result.stderr)


def story(headline: str, body: str) -> str:
    """Return a story as plain text."""
    return f"{headline}\n\nPORT VERRIN: {body}\n\nIt was the last thing that anybody there expected to hear.\n"
