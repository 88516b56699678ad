"""``pullquote import``: files into the store, with a report on each."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import click

from tui.cli import sources
from tui.cli.common import db_option, json_option, opened_archive, tell, web_client
from tui.cli.exits import EXIT_UNREADABLE
from tui.cli.output import print_json, say
from tui.cli.progress import Progress
from tui.kernel.files import reading
from tui.transfer import annotation_files
from tui.transfer.batches import BatchImport, FileTally
from tui.wording.transfers import listed, plural

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newstext.article import Article
    from store.exchange.import_ import ImportedAnnotation
    from store.model.articles import ImportResult

_REFUSED = "refused"


@click.command("import", short_help="Import files, folders, web addresses or standard input.")
@sources.paths_argument
@click.option("--again", is_flag=True, help="Add articles again that were removed from the store.")
@json_option
@db_option
@click.pass_context
def import_(
    context: click.Context,
    paths: tuple[str, ...],
    format_name: str | None,
    name: str,
    encoding: str | None,
    again: bool,
    as_json: bool,
) -> None:
    """Import files, folders, web addresses or - (standard input) into the store.

    An article that the store has is left alone; one that changed becomes a new revision. A file that cannot be read
    is reported with the reason, and the others are imported. ctrl-C keeps what has been read.

    Annotation files (Pullquote exports, W3C Web Annotation, Hypothesis, doccano) are recognised by their content. Their
    annotations are added; where people decided differently here, the decision here stays and the report says so.

    Pasted text with several stories is split, and the report says so; --format one-story keeps it in one piece.
    """
    found = sources.sources(paths, name, encoding, web_client)
    progress = Progress("Reading", len(found))
    report = _Report(as_json, progress)
    with opened_archive(make=True) as archive, reading():
        importing = BatchImport(archive, report.article, report.file, again=again)
        try:
            for done, source in enumerate(found):
                progress.show(done)
                if annotations := annotation_files.recognised(source, format_name):
                    importing.flush()
                    report.annotations(source.name, annotation_files.import_file(archive, source, annotations))
                else:
                    importing.take(source, format_name)
        finally:
            # After ctrl-C too: what was read is kept.
            progress.clear()
            importing.stop()
            report.sum()
    if report.refused or report.broken or report.kept_out:
        context.exit(EXIT_UNREADABLE)


class _Report:
    """Prints a line on each file, or as JSON on each article, and counts."""

    def __init__(self, as_json: bool, progress: Progress) -> None:
        self._as_json = as_json
        self._progress = progress
        self.counts: Counter[str] = Counter()
        self.refused = 0
        self.broken = 0
        self.kept_out = 0

    def article(self, name: str, article: Article, imported: ImportResult) -> None:
        if self._as_json:
            print_json(
                {
                    "file": name,
                    "outcome": imported.outcome,
                    "article_id": imported.article_id or None,
                    "revision_id": imported.revision_id or None,
                    "changed_quotations": imported.changed_quotations,
                    "headline": article.headline,
                    "guessed_encoding": article.guessed_encoding,
                }
                | ({"incomplete": article.incomplete} if article.incomplete else {})
                | ({"reader_notes": article.reader_notes} if article.reader_notes else {})
                | ({"reason": imported.reason} if imported.reason else {})
            )

    def file(self, tally: FileTally) -> None:
        kept_out = tally.counts.get(_REFUSED, 0)
        is_refused = tally.refused is not None or 0 < kept_out == tally.counts.total()
        self.refused += is_refused
        self.broken += tally.broken is not None
        self.counts += Counter({what: n for what, n in tally.counts.items() if what != _REFUSED})
        self.kept_out += 0 if is_refused else kept_out
        if not self._as_json:
            self._progress.clear()
            say(f"{tally.name}: {_words(tally)}")
        elif tally.refused is not None:
            print_json({"file": tally.name, "outcome": "refused", "reason": tally.refused})
        elif tally.broken is not None:
            print_json({"file": tally.name, "outcome": "broken", "reason": tally.broken})

    def annotations(self, name: str, arrivals: Iterable[ImportedAnnotation]) -> None:
        """Report on an annotation file."""
        from newstext.formats.errors import UnreadableError

        counts: Counter[str] = Counter()
        told: list[ImportedAnnotation] = []
        try:
            for arrival in arrivals:
                counts[f"annotation {arrival.outcome}"] += 1
                if self._as_json:
                    outcome = {"annotation": arrival.what, "outcome": arrival.outcome, "reason": arrival.why}
                    print_json({"file": name, **outcome, "annotation_id": arrival.annotation_id})
                elif arrival.why:
                    told.append(arrival)
        except UnreadableError as error:
            self.file(FileTally(name, refused=str(error), is_read=True))
            return
        self.counts += counts
        if not self._as_json:
            say(f"{name}: {listed(counts) or 'no annotations'}.")
            for arrival in told:
                say(f"  {arrival.what}: {arrival.why}")

    def sum(self) -> None:
        outcomes = [listed(self.counts)] if self.counts.total() else []
        if self.refused:
            outcomes.append(f"{self.refused:,} {'file' if self.refused == 1 else 'files'} refused")
        if self.broken:
            outcomes.append(f"{self.broken:,} {'file' if self.broken == 1 else 'files'} not read: the reader failed")
        if self.kept_out:
            outcomes.append(f"{self.kept_out:,} {'article' if self.kept_out == 1 else 'articles'} refused")
        (tell if self._as_json else say)(f"Total: {', '.join(outcomes) or 'nothing'}.")


def _words(tally: FileTally) -> str:
    total = tally.counts.total()
    outcomes = [
        f"{count:,} {plural(outcome, count)}" if total > 1 else outcome for outcome, count in tally.counts.items()
    ]
    if changed := tally.changed_quotations:
        outcomes.append(f"{changed:,} settled {'quotation' if changed == 1 else 'quotations'} changed")
    if not tally.is_read:
        outcomes.append("stopped early")
    if tally.refused is not None:
        outcomes.append(f"refused. {tally.refused}")
    if tally.broken is not None:
        outcomes.append(f"not read. {tally.broken}")
    words = ", ".join(outcomes)
    if total > 1:
        words = f"{total:,} stories in this file, {words}"
    said = [words.removesuffix("."), *sorted(tally.kept_out | tally.incomplete | tally.notes)]
    if tally.guessed:
        said.append(f"The encoding is a guess: {tally.guessed}.")
    return words if len(said) == 1 else ". ".join(part.removesuffix(".") for part in said) + "."
