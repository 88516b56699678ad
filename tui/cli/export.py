"""``pullquote export``: quotations out of the store, in the formats that others read."""

from __future__ import annotations

import os
import shutil
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui.cli.common import Trouble, db_option, end_unless, opened_archive, tell
from tui.start import EXIT_USAGE
from tui.terminal.safe_text import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.exchange import Exported
    from store.model.lists import ArticleFilter
    from store.records import Status

_FORMATS = ("markdown", "csv", "jsonl", "w3c", "doccano")
_STATUSES = ("suggested", "accepted", "rejected", "skipped", "verified", "stale", "removed")


class Unwritable(Trouble):
    """The file to write cannot be written."""

    exit_code = EXIT_USAGE


@click.command("export", short_help="Hand quotations over in a format that others read.")
@click.option("--format", "format_name", type=click.Choice(_FORMATS), required=True, help="What to write.")
@click.option("-o", "--output", metavar="FILE", help="Where to write it; else it is printed.")
@click.option(
    "--status",
    "statuses",
    type=click.Choice((*_STATUSES, "all")),
    multiple=True,
    help="Which quotations: accepted, verified and stale unless told; may be given more than once.",
)
@click.argument("filters", metavar="[FILTER]...", nargs=-1)
@db_option
def export(format_name: str, output: str | None, statuses: tuple[str, ...], filters: tuple[str, ...]) -> None:
    """Hand quotations over: markdown, csv, jsonl, w3c (Web Annotation) or doccano.

    FILTER narrows the articles as in a search: who:holt said:offer source:"port wire" after:2026-11 is:settled.

    What is written is read back and held against the store before it is handed over. jsonl and w3c can be brought
    into another store with pullquote import, articles included.
    """
    from store import exchange as formats

    narrowed = _narrowed(filters)
    with opened_archive() as archive:
        folder = Path(output).parent if output else None
        with _writing(output), archive.exported(format_name, narrowed, _asked(statuses), folder=folder) as exported:
            end_unless(exported.annotations > 0, "No quotations like that. Others may be found with --status all.")
            _hand_over(exported, output)
        tell(_sum(exported, output))
    tell(f"{format_name} has no place for {'; '.join(formats.cannot_carry(format_name))}.")


def _narrowed(filters: tuple[str, ...]) -> ArticleFilter:
    from store.articles.query import parsed

    # The shell has taken the marks from around who:"mira holt".
    query = parsed(" ".join(_marked(narrowing) for narrowing in filters))
    if query.words.strip() or query.not_understood:
        wrong = "; ".join(query.not_understood) or f"“{query.words.strip()}” is no filter"
        raise click.UsageError(f"{wrong}. Filters are who: said: source: before: after: is:")
    return query.narrowed


def _marked(narrowing: str) -> str:
    key, colon, value = narrowing.partition(":")
    return f'{key}:"{value}"' if colon and " " in value and not value.startswith(('"', "“", "”")) else narrowing


def _asked(statuses: tuple[str, ...]) -> frozenset[Status]:
    from store.records import SETTLED, Status

    if "all" in statuses:
        return frozenset(Status)
    return frozenset(map(Status, statuses)) or SETTLED


@contextmanager
def _writing(output: str | None) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        where = output or "the temporary folder"
        raise Unwritable(f"{where} cannot be written: {error.strerror or error}.") from error


def _hand_over(exported: Exported, output: str | None) -> None:
    if output:
        exported.path.chmod(0o666 & ~_umask())
        exported.path.replace(output)
    elif sys.stdout.isatty():
        with exported.path.open(encoding="utf-8", newline="") as file:
            for line in file:
                click.echo(visible(line.rstrip("\r\n")))
    else:
        with exported.path.open("rb") as data:
            shutil.copyfileobj(data, sys.stdout.buffer)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _sum(exported: Exported, output: str | None) -> str:
    from tui.wording import describe

    quotations = describe.count(exported.annotations, "quotation")
    return f"{quotations} from {describe.count(exported.articles, 'article')}{f' to {output}' if output else ''}."
