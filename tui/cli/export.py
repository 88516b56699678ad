"""``pullquote export``: quotations out of the store, in the formats that others read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tui.cli.common import PATH, db_option, end_unless, opened_archive, tell
from tui.cli.filters import narrowed
from tui.cli.output_file import output_file

if TYPE_CHECKING:
    from store.exchange import Exported
    from store.model.annotations import Status

_FORMATS = ("markdown", "csv", "jsonl", "w3c", "doccano")
_STATUSES = ("suggested", "accepted", "rejected", "skipped", "verified", "stale", "removed")


@click.command("export", short_help="Hand quotations over in a format that others read.")
@click.option("--format", "format_name", type=click.Choice(_FORMATS), required=True, help="What to write.")
@click.option("-o", "--output", type=PATH, metavar="FILE", help="Where to write it; else, or with -, it is printed.")
@click.option("--force", is_flag=True, help="Replace FILE if it is there already.")
@click.option(
    "--status",
    "statuses",
    type=click.Choice((*_STATUSES, "all")),
    multiple=True,
    help="Which quotations: accepted, verified and stale unless told; may be given more than once.",
)
@click.argument("filters", metavar="[FILTER]...", nargs=-1)
@db_option
def export(
    format_name: str, output: str | None, force: bool, statuses: tuple[str, ...], filters: tuple[str, ...]
) -> None:
    """Hand quotations over: markdown, csv, jsonl, w3c (Web Annotation) or doccano.

    FILTER narrows the articles as in a search: who:holt said:offer source:"port wire" after:2026-11 is:settled.

    What is written is read back and held against the store before it is handed over. jsonl and w3c can be brought
    into another store with pullquote import, articles included.
    """
    from store import exchange as formats

    narrowing = narrowed(filters)
    target = output_file(output, force=force)
    with opened_archive() as archive:
        asked = _asked(statuses)
        with (
            target.writing(),
            archive.annotations.exported(format_name, narrowing, asked, folder=target.folder) as exported,
        ):
            end_unless(exported.annotations > 0, "No quotations like that. Others may be found with --status all.")
            target.take(exported.path, private=exported.is_private)
        tell(_sum(exported, target.name))
    tell(f"{format_name} has no place for {'; '.join(formats.cannot_carry(format_name))}.")


def _asked(statuses: tuple[str, ...]) -> frozenset[Status]:
    from store.model.annotations import SETTLED, Status

    if "all" in statuses:
        return frozenset(Status)
    return frozenset(map(Status, statuses)) or SETTLED


def _sum(exported: Exported, output: str | None) -> str:
    from tui.wording import describe

    quotations = describe.count(exported.annotations, "quotation")
    return f"{quotations} from {describe.count(exported.articles, 'article')}{f' to {output}' if output else ''}."
