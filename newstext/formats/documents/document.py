"""The common part of all documents: paragraphs with their pages and joins, notes, and the resulting article."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from newstext.article import Article, Join, Page
from newstext.formats.agency_copy import byline_in, dateline_in, state_of
from newstext.formats.blocks import sentence_ends
from newstext.formats.encoding import storable
from newstext.formats.errors import UnreadableError
from newstext.formats.lines import byline, embargo_line, is_furniture, time_line
from newstext.in_marks import in_marks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from newstext.stated import StatedTime

_LONGEST_HEADLINE = 200
_LONGEST_HEAD = 80
_HEAD = 5
"""Paragraphs in which a byline, a day or an embargo may stand."""
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f]")


@dataclass
class Paragraph:
    """One paragraph; offsets in ``pages`` and ``joins`` count code points of its text."""

    text: str
    is_heading: bool = False
    is_quotation: bool = False
    """Whether its style sets it as somebody's words, without marks."""
    pages: list[Page] = field(default_factory=list)
    joins: list[Join] = field(default_factory=list)


@dataclass
class Document:
    """A document as its file holds it, and what of it is not in the text."""

    paragraphs: list[Paragraph] = field(default_factory=list)
    footnotes: list[Paragraph] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    """The words of each comment in the margin; empty where the reader passes them over."""
    insertions: int = 0
    deletions: int = 0
    heads: list[str] = field(default_factory=list)
    """Lines above and below the pages, each once."""
    notes: list[str] = field(default_factory=list)
    """Other sentences of the reader."""
    guessed_encoding: str | None = None


def article_of(document: Document, name: str, kind: str) -> Article:
    """Return the article that a document makes; UnreadableError, naming the file and its ``kind``, without any text.

    Footnotes stand behind the text. A first paragraph that is set as a heading, or is short and no sentence, is the
    headline.
    """
    told = list(_with_text(document.paragraphs))
    notes = [paragraph for paragraph in document.footnotes if paragraph.text.strip()]
    if not told and not notes:
        raise UnreadableError(
            f"{name} is {kind} without text; if it shows pictures of pages, run text recognition on it."
        )
    start = next((n for n, paragraph in enumerate(told) if not is_furniture(paragraph.text)), 0)
    headline = _headline(told[start:])
    body = told[start + (headline is not None) :] + notes
    texts = [paragraph.text for paragraph in body]
    opening = texts[:_HEAD]
    dateline = dateline_in(opening)
    embargo = next((time for line in opening if (time := embargo_line(line))), None)
    return Article(
        headline=headline,
        byline=byline_in(opening),
        dateline=dateline.words if dateline else None,
        published=_day(opening),
        state=state_of(None, embargo, labels=(headline,), body=opening),
        embargo=embargo,
        body="\n\n".join(texts),
        guessed_encoding=document.guessed_encoding,
        reader_notes=tuple(_notes(document, len(notes))),
        pages=tuple(_pages(told[: len(told) + len(notes) - len(body)], body)),
        joins=tuple(Join(at + join.at, join.removed) for at, paragraph in _placed(body) for join in paragraph.joins),
    )


def plain(text: str) -> str:
    """Return a document's text without the controls that its program set, which no words hold."""
    return storable(_CONTROLS.sub("", text))


def _with_text(paragraphs: list[Paragraph]) -> Iterator[Paragraph]:
    """Yield the paragraphs that are not blank, with the pages that begin on blank ones before them."""
    pages: list[Page] = []
    for paragraph in paragraphs:
        if paragraph.text.strip():
            paragraph.pages[:0] = [Page(page.label, 0) for page in pages]
            pages = []
            yield paragraph
        else:
            pages += paragraph.pages


def _headline(paragraphs: list[Paragraph]) -> str | None:
    if len(paragraphs) < 2:
        return None
    first = paragraphs[0]
    words = " ".join(first.text.split())
    is_short = len(words) <= _LONGEST_HEADLINE and not sentence_ends(words) and not words.endswith((",", ":", ";"))
    is_other = byline(words) or time_line(words) or embargo_line(words) or dateline_in([words])
    return words if is_short and not is_other and (first.is_heading or "\n" not in first.text) else None


def _day(opening: Iterable[str]) -> StatedTime | None:
    stated = (time_line(words) for words in opening)
    return next((time for found in stated if found for what, time in (found,) if what == "published"), None)


def _placed(paragraphs: list[Paragraph]) -> Iterator[tuple[int, Paragraph]]:
    """Yield each paragraph with the offset in the body where it begins."""
    at = 0
    for paragraph in paragraphs:
        yield at, paragraph
        at += len(paragraph.text) + 2


def _pages(above: list[Paragraph], body: list[Paragraph]) -> Iterator[Page]:
    """Yield the pages of the body: the first is the one on which it begins."""
    before = [page for paragraph in above for page in paragraph.pages]
    inside = [Page(page.label, at + page.start) for at, paragraph in _placed(body) for page in paragraph.pages]
    if before and (not inside or inside[0].start > 0):
        yield Page(before[-1].label, 0)
    yield from inside


def _notes(document: Document, footnotes: int) -> Iterator[str]:
    """Yield sentences for a person on parts of the document that are missing from the text or differ in it."""
    if footnotes:
        yield f"Its {_counted(footnotes, 'footnote')} {'stands' if footnotes == 1 else 'stand'} after the text."
    if document.insertions or document.deletions:
        changes = [f"{_counted(document.insertions, 'insertion')} in the text"] if document.insertions else []
        changes += [f"{_counted(document.deletions, 'deletion')} left out"] if document.deletions else []
        yield f"It has tracked changes, read as accepted: {', '.join(changes)}."
    if document.comments:
        yield f"Left out: {_counted(len(document.comments), 'comment')} in the margin."
    if document.heads:
        heads = "; ".join(in_marks(" ".join(head.split())[:_LONGEST_HEAD]) for head in document.heads[:_HEAD])
        others = f" and {len(document.heads) - _HEAD} others" if len(document.heads) > _HEAD else ""
        yield f"Left out, above and below the pages: {heads}{others}."
    yield from document.notes


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
