"""A person's own command, run on words of the desk. No shell sees it, and no argument has words of an article."""

from __future__ import annotations

import asyncio
import os
import shlex
from asyncio.subprocess import PIPE
from typing import TYPE_CHECKING

from tui.terminal.safe_text import visible

if TYPE_CHECKING:
    from collections.abc import Mapping

_PATIENCE = 30.0
"""Seconds after which a command is stopped."""
_MOST_SHOWN = 160
"""Characters of its output that a message repeats."""


async def run_command(command: str, words: str, fields: Mapping[str, str]) -> str:
    """Run a command with ``words`` as its input and ``fields`` in its environment; return the message.

    Its terminal is not the desk's: what it prints is shown in the message, up to the end of the first line.
    """
    try:
        arguments = shlex.split(command)
    except ValueError:
        return "This command has an open quotation mark, or ends in a backslash."
    if not arguments:
        return "There is no command to run."
    try:
        process = await asyncio.create_subprocess_exec(
            *arguments, stdin=PIPE, stdout=PIPE, stderr=PIPE, env={**os.environ, **fields}, start_new_session=True
        )
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        return f"The command {visible(arguments[0])} cannot be run: {visible(str(why))}."
    try:
        output, errors = await asyncio.wait_for(process.communicate(words.encode()), _PATIENCE)
    except TimeoutError:
        process.kill()
        return f"The command was stopped: it ran longer than {_PATIENCE:g} seconds."
    return _message(arguments[0], process.returncode or 0, output, errors)


def _message(name: str, status: int, output: bytes, errors: bytes) -> str:
    said = _first_line(output) or _first_line(errors)
    if status:
        return f"{visible(name)} failed with status {status}{f': {said}' if said else '.'}"
    return f"{visible(name)}: {said}" if said else f"{visible(name)} is done."


def _first_line(output: bytes) -> str:
    lines = output.decode(errors="replace").strip().splitlines()
    return visible(lines[0][:_MOST_SHOWN]) if lines else ""
