"""The printing of results: fitted to the terminal for people, as JSON for programs."""

from __future__ import annotations

import shutil
import sys
from dataclasses import fields, is_dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click
from rich.cells import cell_len, set_cell_size

from newstext.spans import Span
from tui.terminal.safe_text import for_json, visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.model.lists import ArticleRow

MEASURE = 84
"""The longest line that reads well, in cells."""


def print_json(value: object) -> None:
    """Print one line of JSON, in UTF-8 whatever the locale."""
    sys.stdout.buffer.write(for_json(plain(value)).encode() + b"\n")


def print_file(text: str) -> None:
    """Print the text of a file in UTF-8 whatever the locale, with control characters made visible."""
    lines = (visible(line) for line in text.split("\n"))
    sys.stdout.buffer.write("\n".join([*lines, ""]).encode(errors="replace"))


def say(line: str = "") -> None:
    """Print one line, with control characters made visible."""
    click.echo(visible(line))


def say_wrapped(text: str, *, indent: str = "") -> None:
    """Print running text, wrapped at words on a terminal."""
    columns = _columns()
    for line in wrapped(visible(text), min(columns, MEASURE) - len(indent)) if columns else [text]:
        say(indent + line)


def say_article(row: ArticleRow, me: str) -> None:
    """Print an article as two lines, for a person: headline and quotations, then id and byline."""
    from tui.wording import describe

    say(beside(describe.title(row.headline, row.opening), describe.quotations(row)))
    say(fitted(f"  {row.id}  {describe.byline(row, datetime.now().astimezone(), me)}".rstrip()))


def beside(left: str, right: str) -> str:
    """Set ``left`` and ``right`` at the two ends of a line; cut ``left`` where it is too long."""
    left, right = visible(left), visible(right)
    columns = min(_columns() or 0, MEASURE + 16)
    if not columns:
        return f"{left}  {right}".rstrip()
    room = max(columns - cell_len(right) - 2, 1)
    return f"{set_cell_size(_cut(left, room), room)}  {right}".rstrip()


def fitted(line: str) -> str:
    """Cut ``line`` to the terminal's width. Without a terminal it stays whole."""
    columns = _columns()
    return _cut(visible(line), columns) if columns else line


def wrapped(text: str, width: int) -> Iterator[str]:
    """Yield ``text`` in lines of at most ``width`` cells, broken at spaces; a longer word has a line of its own."""
    line = ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if not line or cell_len(longer) <= width:
            line = longer
        else:
            yield line
            line = word
    yield line


def plain(value: Any) -> Any:
    """Turn records into dictionaries by field name, and times into ISO 8601."""
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple) and hasattr(value, "_asdict") and not isinstance(value, Span):
        by_name = value._asdict()
        # Fields that only a row has are listed like the others.
        return plain(dict(by_name.pop("more", {})) | by_name)
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value.isoformat() if isinstance(value, datetime) else value


def _columns() -> int | None:
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def _cut(text: str, width: int) -> str:
    return text if cell_len(text) <= width else set_cell_size(text, max(width - 1, 0)).rstrip() + "…"
