"""``pullquote check``: compare drafts' quotations with the store, or with files."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui.cli import sources
from tui.cli.annotated_draft import annotate, refuse_other_kinds
from tui.cli.common import PATH, CommandError, db_option, json_option, opened_archive, tell
from tui.cli.exits import EXIT_NOTHING_FOUND, EXIT_UNREADABLE
from tui.cli.output import print_file, print_json, say, say_wrapped
from tui.kernel import files
from tui.transfer.sources import articles

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newstext.article import Article
    from store import Archive
    from tui.checks.checked_draft import CheckedDraft
    from tui.transfer.sources import Source

_FORMATS = ("text", "markdown", "html", "json", "sarif", "junit", "claimreview")


class UnreadableFileError(CommandError):
    """A file to check against cannot be read."""

    exit_code = EXIT_UNREADABLE


class _WithFiles(click.Command):
    """A command whose ``--against`` takes all names up to the next option."""

    def parse_args(self, context: click.Context, args: list[str]) -> list[str]:
        spread: list[str] = []
        against = False
        for arg, following in zip(args, [*args[1:], "--"], strict=False):
            if _is_option(arg):
                against = arg == "--against"
                if against and _is_option(following) and not context.resilient_parsing:
                    raise click.UsageError("--against needs a file to check against.", context)
                spread += [] if against else [arg]
            else:
                spread += ["--against", arg] if against else [arg]
        return super().parse_args(context, spread)


def _is_option(arg: str) -> bool:
    """Whether an argument is an option, or ends them; ``-`` is standard input."""
    return arg.startswith("-") and arg != "-"


@click.command(cls=_WithFiles, short_help="Check drafts against published articles or files.")
@click.argument("drafts", type=PATH, metavar="DRAFT...", nargs=-1, required=True)
@click.option(
    "--against",
    type=PATH,
    metavar="FILE...",
    multiple=True,
    help="Check against these files, not the store.",
)
@click.option("--format", "form", type=click.Choice(_FORMATS), default="text", help="The format of the results.")
@click.option("--annotate", "out", type=PATH, metavar="OUT", help="Write the draft with notes: .docx, .md or .html.")
@click.option("--force", is_flag=True, help="Replace OUT without asking.")
@json_option
@db_option
@click.pass_context
def check(
    context: click.Context,
    drafts: tuple[str, ...],
    against: tuple[str, ...],
    form: str,
    out: str | None,
    force: bool,
    as_json: bool,
) -> None:
    """Check every quotation of each DRAFT against the articles in the store, settled or not.

    A DRAFT is plain text, Markdown, HTML, .docx, .odt, .rtf or PDF; - is standard input. With --against no store is
    needed: FILE is anything that import reads. The exit status is 1 when there are findings. A match says that the
    words were published, not that they were said.
    """
    if out is not None:
        refuse_other_kinds(drafts, out)
    with _archive(against) as archive:
        checked = list(_checked(archive, drafts))
    _print(checked, "json" if as_json else form)
    if out is not None:
        for each in checked:
            annotate(each, out, force=force)
    if len(checked) < len(drafts):
        context.exit(EXIT_UNREADABLE)
    if any(one.is_finding for each in checked for one in each.quotations):
        context.exit(EXIT_NOTHING_FOUND)


def _checked(archive: Archive, drafts: Sequence[str]) -> Iterator[CheckedDraft]:
    """Yield each draft with its results; one that cannot be read is reported and left out."""
    from newstext.formats.errors import BrokenReaderError, UnreadableError
    from tui.checks.checked_draft import CheckedDraft

    with files.reading():
        for name in drafts:
            try:
                data = sources.draft_data(name)
                shown = "standard input" if name == "-" else name
                draft = files.read_draft(data, shown)
            except (UnreadableError, BrokenReaderError) as error:
                tell(f"{name}: {files.why(error)}")
                continue
            yield CheckedDraft(shown, data, draft, archive.check(draft.text))


def _print(checked: Sequence[CheckedDraft], form: str) -> None:
    from tui.checks.formats import FORMATS
    from tui.checks.formats.objects import objects

    if form == "json":
        for each in objects(checked):
            print_json(each)
    if form == "json" or not checked:
        return
    written = FORMATS[form](checked)
    if form == "text":
        for line in written.split("\n"):
            say_wrapped(line.strip(), indent="  " if line.startswith("  ") else "") if line else say()
    else:
        print_file(written)


@contextmanager
def _archive(against: Sequence[str]) -> Iterator[Archive]:
    """Open the store, or a scratch store of the files to check against."""
    if not against:
        with opened_archive() as archive:
            yield archive
        return
    from newstext.reader_version import reader_version
    from store.filesystem import scratch_folder

    with (
        scratch_folder("pullquote-check") as folder,
        opened_archive(str(folder / "check.db"), make=True) as archive,
        files.reading(),
    ):
        for source in sources.sources(against, "standard input"):
            archive.add(_articles(source), reader="pullquote", reader_version=reader_version())
        yield archive


def _articles(source: Source) -> list[Article]:
    """Read one file to check against; where nothing else names an article, its file does."""
    from newstext.formats.errors import BrokenReaderError, UnreadableError

    try:
        found = list(articles(source, None))
    except (UnreadableError, BrokenReaderError) as error:
        raise UnreadableFileError(f"{source.name}: {files.why(error)}") from error
    name = Path(source.name).name
    return [each if each.headline else replace(each, headline=name) for each in found]
