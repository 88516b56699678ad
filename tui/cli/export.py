"""``pullquote export``: quotations out of the store, in formats that other programs read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tui.cli import candidates
from tui.cli.common import PATH, db_option, end_unless, opened_archive, tell
from tui.cli.filters import narrowed
from tui.cli.output_file import output_file

if TYPE_CHECKING:
    from store.exchange import Export
    from store.model.annotations import Status

_FORMATS = ("markdown", "csv", "jsonl", "w3c", "hypothesis", "doccano", "csl", "ris", "bibtex", "schema")
_STATUSES = ("suggested", "accepted", "rejected", "skipped", "verified", "stale", "removed")


@click.command("export", short_help="Export quotations to Markdown, CSV, JSON and others.")
@click.option("--format", "format_name", type=click.Choice(_FORMATS), required=True, help="The format to write.")
@click.option("-o", "--output", type=PATH, metavar="FILE", help="Write to FILE. Without it, or with -, print.")
@click.option("--force", is_flag=True, help="Replace FILE if it exists.")
@click.option(
    "--status",
    "statuses",
    type=click.Choice((*_STATUSES, "all")),
    multiple=True,
    help="Export quotations with this status; may be repeated. Default: accepted, verified and stale.",
)
@click.argument("filters", metavar="[FILTER]...", nargs=-1, shell_complete=candidates.filters)
@db_option
def export(
    format_name: str, output: str | None, force: bool, statuses: tuple[str, ...], filters: tuple[str, ...]
) -> None:
    """Export quotations: for people (markdown, csv), programs (jsonl), annotation tools (w3c, hypothesis, doccano),
    references (csl, ris, bibtex) or web pages (schema).

    FILTER narrows the articles as in a search: who:holt said:offer source:"port wire" after:2026-11 is:settled.

    The result is read back and compared with the store before it is delivered. jsonl and w3c carry the articles too;
    pullquote import reads them into another store.
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
            end_unless(
                exported.annotations > 0, "No quotation matches. --status all includes suggested and rejected ones."
            )
            target.take(exported.path, private=exported.is_private)
        tell(_sum(exported, target.name))
    tell(f"Not in {format_name}: {'; '.join(formats.cannot_carry(format_name))}.")


def _asked(statuses: tuple[str, ...]) -> frozenset[Status]:
    from store.model.annotations import SETTLED, Status

    if "all" in statuses:
        return frozenset(Status)
    return frozenset(map(Status, statuses)) or SETTLED


def _sum(exported: Export, output: str | None) -> str:
    from tui.wording import describe

    quotations = describe.count(exported.annotations, "quotation")
    return (
        f"Exported {quotations} from {describe.count(exported.articles, 'article')}{f' to {output}' if output else ''}."
    )
