"""``pullquote read`` and ``pullquote quotes``: the articles or the quotations in files, without a store."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

import click

import newstext
from tui.cli import sources
from tui.cli.common import json_option, tell
from tui.cli.exits import EXIT_UNREADABLE
from tui.cli.output import print_json, say, say_wrapped
from tui.kernel import files
from tui.kernel.files import reading
from tui.transfer.sources import articles

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from newstext.article import Article
    from newstext.quotations.model import Quotation
    from newstext.turns import Turn
    from tui.transfer.sources import Source


@click.command(short_help="Print the articles in files; store nothing.")
@sources.paths_argument
@json_option
def read(paths: tuple[str, ...], format_name: str | None, name: str, encoding: str | None, as_json: bool) -> None:
    """Print the articles in files, folders or - (standard input). The store is not touched."""

    def print_articles(source: Source) -> None:
        for place, article in _placed(articles(source, format_name)):
            _print_article(source.name, place, article, as_json)

    _each(sources.sources(paths, name, encoding), print_articles)


@click.command(short_help="Print the quotations in files; store nothing.")
@sources.paths_argument
@click.option("--as-is", is_flag=True, help="Use the whole file as the text, page furniture included.")
@json_option
def quotes(
    paths: tuple[str, ...], format_name: str | None, name: str, encoding: str | None, as_is: bool, as_json: bool
) -> None:
    """Print who said what in files, folders or - (standard input). The store is not touched.

    --json prints one line a text; positions count its Unicode code points.
    """

    def print_quotations(source: Source) -> None:
        for text, language, turns in _texts(source):
            _print_quotations(source.name, text, newstext.find_quotations(text, language, turns), as_json)

    def _texts(source: Source) -> Iterator[tuple[str, str | None, tuple[Turn, ...]]]:
        if as_is:
            yield sources.text(source), None, ()
        else:
            yield from ((a.body, a.language, a.turns) for a in articles(source, format_name))

    _each(sources.sources(paths, name, encoding), print_quotations)


def _each(found: Iterable[Source], work: Callable[[Source], None]) -> None:
    """Do ``work`` on each source. One that cannot be read is reported, and sets the exit status at the end."""
    from newstext.formats.errors import BrokenReaderError, UnreadableError
    from newstext.quotations.languages.pack import PackError

    refused = False
    with reading():
        for source in found:
            try:
                work(source)
            except (UnreadableError, BrokenReaderError) as error:
                tell(f"{source.name}: {files.why(error)}")
                refused = True
            except PackError as error:
                tell(f"{source.name}: {error}")
                refused = True
    if refused:
        click.get_current_context().exit(EXIT_UNREADABLE)


def _placed(articles: Iterator[Article]) -> Iterator[tuple[int | None, Article]]:
    """Number the articles of a file from 1; a single article has no number."""
    first = next(articles, None)
    second = next(articles, None)
    if first is None or second is None:
        yield from ((None, article) for article in (first,) if article is not None)
    else:
        yield from enumerate(chain((first, second), articles), 1)


def _print_article(name: str, place: int | None, article: Article, as_json: bool) -> None:
    if as_json:
        from newstext.formats.tables.jsonl import to_json

        print_json({"file": name} | ({} if place is None else {"place": place}) | to_json(article))
        return
    from tui.wording import describe

    when = describe.when(article.updated) or describe.when(article.published)
    paragraphs = describe.count(sum(bool(part.strip()) for part in article.body.split("\n\n")), "paragraph")
    words = describe.count(len(article.body.split()), "word")
    say_wrapped(describe.title(article.headline, article.body))
    details = (name, article.source or article.credit, article.byline, when, paragraphs, words)
    say_wrapped(" · ".join(part for part in details if part), indent="  ")
    if article.incomplete:
        say_wrapped(article.incomplete, indent="  ")
    for note in article.reader_notes:
        say_wrapped(note, indent="  ")


def _print_quotations(name: str, text: str, quotations: list[Quotation], as_json: bool) -> None:
    if as_json:
        print_json({"file": name, "text": text, "quotations": [_as_json(quotation) for quotation in quotations]})
        return
    from tui.wording import describe

    quotations = [quotation for quotation in quotations if quotation.said]
    say(f"{name}: {describe.count(len(quotations), 'quotation')}")
    for quotation in quotations:
        said = " […] ".join(span.of(text) for span in quotation.content)
        say_wrapped(" ".join(said.split("\n")), indent="  ")
        say_wrapped(f"— {quotation.speaker or 'speaker not known'} ({quotation.kind})", indent="    ")


def _as_json(quotation: Quotation) -> dict[str, object]:
    return {
        "kind": quotation.kind,
        "content": quotation.content,
        "cue": quotation.cue,
        "source": quotation.source,
        "speaker": quotation.speaker,
        "role": quotation.role,
        "via": quotation.via,
        "unnamed": quotation.unnamed,
        "said": quotation.said,
        "confidence": quotation.confidence,
        "name_confidence": quotation.name_confidence,
        "reason": quotation.reason,
    }
