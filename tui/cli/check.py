"""``pullquote check``: compare a draft's quotations with the store."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tui.cli import sources
from tui.cli.common import PATH, CommandError, db_option, json_option, opened_archive
from tui.cli.exits import EXIT_NOTHING_FOUND, EXIT_UNREADABLE
from tui.cli.output import print_json, say, say_wrapped
from tui.kernel import files

if TYPE_CHECKING:
    from newstext.drafts import Draft
    from store.drafts.model import CheckedQuotation


class UnreadableDraftError(CommandError):
    """The draft cannot be read."""

    exit_code = EXIT_UNREADABLE


@click.command(short_help="Check a draft's quotations against published articles.")
@click.argument("draft", type=PATH, metavar="DRAFT")
@json_option
@db_option
@click.pass_context
def check(context: click.Context, draft: str, as_json: bool) -> None:
    """Check every quotation of DRAFT against the articles in the store, settled or not.

    DRAFT is plain text, Markdown, HTML or .docx; - is standard input. The exit status is 1 when there are findings.
    A match says that the words were published, not that they were said.
    """
    from tui.checks import wording as describing

    read = _read(draft)
    with opened_archive() as archive:
        found = archive.check(read.text)
    for one in found:
        print_json(_as_json(one)) if as_json else _print(describing.lines(one, read.place(one.line)))
    findings = sum(one.is_finding for one in found)
    if not as_json:
        say(describing.total(found))
    if findings:
        context.exit(EXIT_NOTHING_FOUND)


def _as_json(one: CheckedQuotation) -> dict[str, object]:
    return {**one._asdict(), "finding": one.is_finding, "grave": one.is_grave}


def _print(lines: list[str]) -> None:
    for number, line in enumerate(lines):
        say_wrapped(line, indent="  " if number else "")
    say()


def _read(draft: str) -> Draft:
    from newstext.formats.errors import BrokenReaderError, UnreadableError

    try:
        return sources.draft(draft)
    except (UnreadableError, BrokenReaderError) as error:
        raise UnreadableDraftError(f"{draft}: {files.why(error)}") from error
