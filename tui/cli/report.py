"""``pullquote report``: the figures of a desk as one file to look at."""

from __future__ import annotations

from datetime import UTC, datetime

import click

from tui.cli import candidates
from tui.cli.common import NO_ARTICLES, PATH, db_option, end_unless, json_option, opened_archive, tell
from tui.cli.field import check_fields
from tui.cli.filters import narrowed, narrowed_to, view_option
from tui.cli.output import print_json
from tui.cli.output_file import output_file


@click.command(short_help="Write a report on who was quoted, and what is open.")
@click.argument("filters", metavar="[FILTER]...", nargs=-1)
@click.option("-o", "--output", type=PATH, metavar="FILE", help="Write to FILE. Without it, or with -, print.")
@click.option("--force", is_flag=True, help="Replace FILE if it exists.")
@click.option(
    "--field",
    "fields",
    metavar="FIELD",
    multiple=True,
    shell_complete=candidates.speaker_fields,
    help="Count by a field of speakers from config.toml too; may be repeated.",
)
@view_option
@json_option
@db_option
def report(
    filters: tuple[str, ...],
    output: str | None,
    force: bool,
    fields: tuple[str, ...],
    view: str | None,
    as_json: bool,
) -> None:
    """Write a report: who said what when, sources without names, what changed after publication, what is open.

    The report is one HTML file for any browser and for paper. It runs nothing and fetches nothing. FILTER narrows the
    articles as in a search: after:7d source:"port wire". --json prints the numbers.
    """
    narrowing = narrowed(filters)
    if as_json and output is not None:
        raise click.UsageError("--json and --output exclude each other.")
    check_fields(fields)
    target = output_file(output, force=force)
    from tui.report.contents import contents

    with opened_archive() as archive:
        shown = contents(archive, narrowed_to(archive, view, narrowing), datetime.now(UTC), fields)
    end_unless(bool(shown.figures.totals.articles), "No article matches." if filters or view else NO_ARTICLES)
    if as_json:
        print_json(shown.figures._asdict() | {"changed_words": shown.changed})
        return
    from store.filesystem import scratch_file
    from tui.report.page import page

    with target.writing(), scratch_file(target.folder) as result:
        result.write_text(page(shown), encoding="utf-8")
        target.take(result, private=shown.figures.totals.restricted > 0)
    if target.name:
        tell(f"Report written to {target.name}.")
