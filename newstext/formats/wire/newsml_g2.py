"""NewsML-G2: news messages, items and packages of the IPTC. https://iptc.org/standards/newsml-g2/"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from newstext.article import Article, Caption
from newstext.formats.agency_copy import (
    body_of,
    byline_in,
    captions,
    dateline_in,
    not_blank,
    refuse_other_media,
    state_of,
    without_headline,
)
from newstext.formats.blocks import captions_in, content_paragraphs
from newstext.formats.lines import without_by
from newstext.formats.times import stated_time
from newstext.formats.wire.nitf import byline_of
from newstext.formats.xml import attribute, every, first, language, local_name, parse, words

if TYPE_CHECKING:
    from lxml import etree

    from newstext.stated import StatedTime

_PICTURES = frozenset({"picture", "graphic", "photo"})
_OTHER_MEDIA = frozenset({"video", "audio", "animation"})
_TAKEN_BACK = frozenset({"kill", "retraction", "withdrawal", "withdrawn"})


class _Message(NamedTuple):
    """The items that arrived together: the stories, the pictures by guid, and each story's own items by its guid."""

    stories: list[etree._Element]
    pictures: dict[str, etree._Element]
    companions: dict[str, list[str]]


def read(data: bytes, name: str) -> list[Article]:
    """Read every text item in ``data``; the pictures sent with a story give it its captions.

    A package that was sent without a story, and only points elsewhere, is read for itself. Raises UnreadableError
    when there is neither, as in a message of pictures or plans.
    """
    root, guessed = parse(data)
    message = _message(root)
    items = message.stories or list(every(root, "packageItem"))
    if not items:
        refuse_other_media([_kind(item) for item in every(root, "newsItem", "conceptItem", "planningItem")], name)
    return not_blank([_article(item, message, guessed) for item in items], name, "NewsML-G2")


def _message(root: etree._Element) -> _Message:
    stories, pictures = [], {}
    for item in every(root, "newsItem"):
        kind = _code(item, "itemClass")
        if kind in _PICTURES:
            pictures[attribute(item, "guid") or ""] = item
        elif kind not in _OTHER_MEDIA:
            stories.append(item)
    told = {attribute(item, "guid") or "" for item in stories}
    packages = [
        [attribute(r, "residref", "href") or "" for r in every(p, "itemRef")] for p in every(root, "packageItem")
    ]
    companions: dict[str, list[str]] = {}
    for package in packages or [[*told, *pictures]]:
        in_it = told.intersection(package)
        if len(in_it) == 1:
            companions.setdefault(in_it.pop(), []).extend(package)
    return _Message(stories, pictures, companions)


def _kind(item: etree._Element) -> str:
    """The kind of news in an item, ``picture`` or ``event``."""
    stated = _code(item, "itemClass") or _code(item, "type")
    return stated or local_name(item).removesuffix("Item")


def _article(item: etree._Element, message: _Message, guessed: str | None) -> Article:
    meta = first(item, "contentMeta")
    headline = words(first(meta, "headline"))
    content, body = _content(item)
    body = without_headline(body, headline)
    dateline = dateline_in(body)
    version, updated = attribute(item, "version"), _time(item, "versionCreated")
    published = _time(item, "firstCreated") or _time(meta, "contentCreated") or (updated if version == "1" else None)
    embargo = _time(item, "embargoed")
    return Article(
        headline=headline,
        standfirst=_standfirst(meta),
        byline=without_by(_byline(meta) or "") or byline_of(item) or byline_in(body),
        dateline=words(first(meta, "dateline")) or (dateline.words if dateline else None),
        source=_party(meta, "infoSource") or _party(item, "provider"),
        credit=words(first(meta, "creditline")),
        captions=(captions_in(content) if content is not None else ()) + _sent_along(item, message),
        published=published,
        updated=updated if updated and (published is None or updated.raw != published.raw) else None,
        language=attribute(first(meta, "language"), "tag") or language(item),
        external_id=attribute(item, "guid"),
        external_version=version,
        state=state_of(
            _status(item),
            embargo,
            corrects=_corrects(item),
            labels=(headline, words(first(meta, "slugline"))),
            notes=[words(note) for note in every(item, "edNote")],
            body=body,
        ),
        embargo=embargo,
        body=body_of(body),
        guessed_encoding=guessed,
    )


def _content(item: etree._Element) -> tuple[etree._Element | None, list[str]]:
    """Return the element that holds the story, and its paragraphs: NITF, XHTML or plain text."""
    for rendition in every(item, "inlineXML", "inlineData"):
        content = first(rendition, "body.content")
        content = first(rendition, "body") if content is None else content
        content = rendition if content is None else content
        # The other renditions are the same story in another form.
        if body := content_paragraphs(content):
            return content, body
    return None, []


def _standfirst(meta: etree._Element | None) -> tuple[str, ...]:
    """A story's descriptions are its summary, but for those that say they are captions."""
    if meta is None:
        return ()
    summaries = [d for d in every(meta, "description") if "caption" not in (attribute(d, "role") or "")]
    return tuple(line for summary in summaries if (line := words(summary)))


def _byline(meta: etree._Element | None) -> str | None:
    """The byline as set, else the people among the creators: an agency does not count."""
    if meta is None:
        return None
    people = [c for c in every(meta, "creator") if (attribute(c, "type") or "").endswith(":person")]
    return words(first(meta, "by")) or ", ".join(name for p in people if (name := _named(p))) or None


def _sent_along(item: etree._Element, message: _Message) -> tuple[Caption, ...]:
    """Return the captions of the pictures that the story links to, or shares a package with as its only text."""
    guid = attribute(item, "guid") or ""
    links = [attribute(link, "residref") or "" for link in every(item, "link")]
    refs = dict.fromkeys([guid, *links, *message.companions.get(guid, ())])
    return tuple(found for ref in refs if ref in message.pictures for found in _picture(message.pictures[ref]))


def _picture(item: etree._Element) -> tuple[Caption, ...]:
    descriptions = list(every(item, "description"))
    best = [d for d in descriptions if "caption" in (attribute(d, "role") or "")] or descriptions
    return captions(words(next(iter(best), None)), words(first(item, "creditline")))


def _status(item: etree._Element) -> str:
    """The publishing status; a signal may withdraw or correct an item still called usable.

    Signals are IPTC's ``sig:correction``, and the editorial status C that agencies send.
    """
    signals = [_last_part(attribute(signal, "qcode", "uri") or "").casefold() for signal in every(item, "signal")]
    return next((signal for signal in signals if signal in _TAKEN_BACK), _code(item, "pubStatus"))


def _corrects(item: etree._Element) -> bool:
    signals = [(attribute(signal, "qcode", "uri") or "").casefold() for signal in every(item, "signal")]
    return any(_last_part(signal) == "correction" or signal == "edstat:c" for signal in signals)


def _party(root: etree._Element | None, element: str) -> str | None:
    party = first(root, element)
    return None if party is None else _named(party)


def _named(party: etree._Element) -> str | None:
    return words(first(party, "name")) or attribute(party, "literal", "qcode", "uri")


def _code(item: etree._Element, element: str) -> str:
    """Return the last part of a code, ``canceled`` of ``stat:canceled`` and of its address."""
    return _last_part(attribute(first(item, element), "qcode", "uri") or "")


def _last_part(code: str) -> str:
    return code.replace("/", ":").rpartition(":")[2]


def _time(root: etree._Element | None, element: str) -> StatedTime | None:
    raw = words(first(root, element))
    return stated_time(raw) if raw else None
