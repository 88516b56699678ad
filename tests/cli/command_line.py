"""The command line as a person or a program uses it: run a command, look at what it says and how it ends."""

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
    """How a command ended, and what it printed where."""

    status: int
    out: str
    err: str

    @property
    def objects(self) -> list[dict[str, Any]]:
        """What it printed for a program."""
        return [json.loads(line) for line in self.out.splitlines()]


class CommandLine:
    """Runs ``pullquote`` on one store."""

    def __init__(self, store: Path) -> None:
        self.store = store

    def __call__(self, *arguments: str | Path, stdin: bytes = b"") -> Ran:
        return command_line("--db", self.store, *arguments, stdin=stdin)


def command_line(*arguments: str | Path, stdin: bytes = b"") -> Ran:
    """Run ``pullquote`` on the store that the environment says."""
    result = CliRunner().invoke(
        pullquote, [*map(str, arguments)], input=stdin, catch_exceptions=False, prog_name="pullquote"
    )
    return Ran(result.exit_code, result.stdout, result.stderr)


def story(headline: str, body: str) -> str:
    """A story as plain text."""
    return f"{headline}\n\nPORT VERRIN: {body}\n\nIt was the last thing that anybody there expected to hear.\n"
