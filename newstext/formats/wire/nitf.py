"""NITF, the IPTC's News Industry Text Format: one story a file. https://iptc.org/standards/nitf/"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newstext.article import Article
from newstext.formats.agency_copy import body_of, byline_in, dateline_in, not_blank, state_named, state_of
from newstext.formats.blocks import captions_in, paragraphs
from newstext.formats.errors import UnreadableError
from newstext.formats.lines import without_by
from newstext.formats.times import stated_time
from newstext.formats.xml import attribute, every, first, folded, language, local_name, parse, words
from newstext.stated import State

if TYPE_CHECKING:
    from lxml import etree

    from newstext.stated import StatedTime


def read(data: bytes, name: str) -> list[Article]:
    """Read the story in ``data``; UnreadableError if it is not NITF."""
    root, guessed = parse(data)
    story = first(root, "nitf")
    if story is None:
        raise UnreadableError(f"{name} is XML, but there is no NITF story in it.")
    return not_blank([_article(story, guessed), *_taken_back(story)], name, "NITF")


def byline_of(story: etree._Element) -> str | None:
    """Return the story's bylines, without the titles of those they name."""
    lines = [without_by(line) for byline in every(story, "byline") if (line := _without_titles(byline))]
    return ", ".join(lines) or None


def _article(story: etree._Element, guessed: str | None) -> Article:
    head = first(story, "docdata")
    key, publication = first(head, "du-key"), first(story, "pubdata")
    content = first(story, "body.content")
    body = [] if content is None else paragraphs(content)
    dateline = dateline_in(body)
    headline = words(first(story, "hl1")) or words(first(story, "hedline")) or words(first(story, "title"))
    published = _time(publication, "date.publication") or _time(first(head, "date.issue"))
    embargo = _embargo(head, published)
    return Article(
        headline=headline,
        standfirst=_standfirst(story, headline),
        byline=byline_of(story) or byline_in(body),
        dateline=words(first(story, "dateline")) or (dateline.words if dateline else None),
        source=_source(story, head) or attribute(publication, "name"),
        captions=captions_in(story),
        published=published,
        updated=_time(next(reversed(list(every(story, "revision-history"))), None)),
        language=language(story) or attribute(story, "baselang"),
        url=attribute(publication, "ex-ref"),
        external_id=attribute(first(head, "doc-id"), "id-string"),
        external_version=attribute(key, "version", "generation"),
        state=state_of(
            attribute(head, "management-status"),
            embargo,
            corrects=first(head, "correction") is not None,
            labels=(headline, attribute(key, "key")),
            notes=[attribute(note, "info") for note in every(story, "ed-msg")],
            body=body,
        ),
        embargo=embargo,
        body=body_of(body),
        guessed_encoding=guessed,
    )


def _taken_back(story: etree._Element) -> list[Article]:
    """The story that this one says is no longer usable, as a kill notice does: all that is known of it is its id."""
    head = first(story, "docdata")
    named = attribute(head, "management-doc-idref")
    if not named or state_named(attribute(head, "management-idref-status")) is not State.WITHDRAWN:
        return []
    return [Article(external_id=named, state=State.WITHDRAWN)]


def _standfirst(story: etree._Element, headline: str | None) -> tuple[str, ...]:
    abstract, hedline = first(story, "abstract"), first(story, "hedline")
    # The text itself has such lines too, above its parts.
    decks = [words(line) for line in every(hedline, "hl2")] if hedline is not None else []
    summary = paragraphs(abstract) if abstract is not None else []
    return tuple(line for line in [*decks, *summary] if line and line != headline)


def _source(story: etree._Element, head: etree._Element | None) -> str | None:
    return words(first(story, "distributor")) or attribute(first(head, "doc.copyright"), "holder")


def _without_titles(byline: etree._Element) -> str | None:
    """A byline is "By ADA LIND" and, in an element of its own, what she is."""
    parts = [byline.text or ""]
    for child in byline:
        parts += ["" if local_name(child) == "byttl" else "".join(child.itertext()), child.tail or ""]
    return folded("".join(parts))


def _time(element: etree._Element | None, name: str = "norm") -> StatedTime | None:
    raw = attribute(element, name)
    return stated_time(raw) if raw else None


def _embargo(head: etree._Element | None, published: StatedTime | None) -> StatedTime | None:
    """A release date is an embargo when the story says so, or when it is later than the issue."""
    release = _time(first(head, "date.release"))
    if release is None or attribute(head, "management-status") == "embargoed":
        return release
    issued = published.instant if published else None
    return release if issued and release.instant and release.instant > issued else None
