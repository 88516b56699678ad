"""ninjs, the IPTC's news in JSON, versions 1 to 3. https://iptc.org/standards/ninjs/"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from newstext.article import Article, Caption
from newstext.formats.agency_copy import (
    body_of,
    byline_in,
    captions,
    dateline_in,
    not_blank,
    state_of,
    text_paragraphs,
    without_headline,
)
from newstext.formats.encoding import decode, unix_lines
from newstext.formats.json_text import load, string
from newstext.formats.lines import without_by
from newstext.formats.times import stated_time

if TYPE_CHECKING:
    from newstext.stated import StatedTime


def read(data: bytes, name: str) -> list[Article]:
    """Read the item in ``data``, or every item of an array; a composite gives the stories associated with it.

    Raises UnreadableError when no item says anything.
    """
    text, guessed = decode(data)
    value = load(text)
    items = value if isinstance(value, list) else [value]
    stories = [story for item in items if isinstance(item, dict) for story in _stories(item)]
    return not_blank([_article(story, guessed) for story in stories], name, "ninjs")


def _stories(item: dict[str, Any]) -> list[dict[str, Any]]:
    if item.get("type") != "composite" or _paragraphs(item):
        return [item]
    stories = [other for other in _associated(item) if other.get("type") in ("text", None)]
    return stories or [item]


def _article(item: dict[str, Any], guessed: str | None) -> Article:
    headline = _words(item, "headline") or _of_role(item, "headlines", "main")
    body = without_headline(_paragraphs(item), headline)
    dateline = dateline_in(body)
    published = _time(item, "firstpublished", "firstcreated", "firstCreated", "contentcreated")
    updated = _time(item, "versioncreated", "versionCreated")
    embargo = _time(item, "embargoed")
    uri = _words(item, "uri")
    return Article(
        headline=headline,
        standfirst=_standfirst(item),
        byline=without_by(_words(item, "byline") or "") or _authors(item) or byline_in(body),
        dateline=_words(item, "located") or (dateline.words if dateline else None),
        source=_source(item),
        credit=_words(item, "creditline"),
        captions=tuple(found for other in [item, *_associated(item)] for found in _caption(other)),
        published=published or updated,
        updated=updated if published and updated and updated.raw != published.raw else None,
        language=_words(item, "language"),
        url=_words(item, "url") or (uri if uri and uri.startswith(("http://", "https://")) else None),
        external_id=_words(item, "guid") or uri,
        external_version=_words(item, "version"),
        state=state_of(
            _words(item, "pubstatus"),
            embargo,
            labels=(headline, _words(item, "slugline")),
            note=_words(item, "ednote"),
            body=body,
        ),
        embargo=embargo,
        body=body_of(body),
        guessed_encoding=guessed,
    )


def _paragraphs(item: dict[str, Any]) -> list[str]:
    """The body as XHTML or HTML, else as text; version 2 keeps all of them in one list."""
    bodies = [body for body in _list(item, "bodies") if isinstance(body.get("value"), str)]
    markup = _first_string(item, "body_xhtml", "body_html") or _body(bodies, "html")
    if markup:
        from newstext.formats.blocks import html_paragraphs

        return html_paragraphs(markup)
    text = _first_string(item, "body_text") or _body(bodies, "")
    return text_paragraphs(unix_lines(text or ""))


def _body(bodies: list[dict[str, Any]], kind: str) -> str | None:
    return next((str(b["value"]) for b in bodies if kind in (_words(b, "contenttype", "contentType") or "")), None)


def _standfirst(item: dict[str, Any]) -> tuple[str, ...]:
    summary = _words(item, "description_text") or _of_role(item, "descriptions", "summary")
    return (summary,) if summary else ()


def _authors(item: dict[str, Any]) -> str | None:
    """Return the names of those who wrote the story; editors and others are listed with them."""
    writers = [who for who in _list(item, "authors") if _words(who, "role") in (None, "author", "writer")]
    return ", ".join(name for who in writers if (name := _words(who, "name"))) or None


def _source(item: dict[str, Any]) -> str | None:
    """The agency in the item's own words; version 2 lists the parties that information came from."""
    party = next((found for found in _list(item, "infosources") if _words(found, "name")), {})
    return _words(item, "source") or _words(party, "name") or _words(item, "provider", "copyrightholder")


def _caption(picture: dict[str, Any]) -> tuple[Caption, ...]:
    if picture.get("type") not in ("picture", "graphic"):
        return ()
    text = _words(picture, "description_text", "body_text") or _of_role(picture, "descriptions", "caption")
    return captions(text, _words(picture, "creditline", "byline"))


def _associated(item: dict[str, Any]) -> list[dict[str, Any]]:
    """The items associated with this one: an object of them by name in version 1, a list since."""
    others = item.get("associations")
    values = others.values() if isinstance(others, dict) else others if isinstance(others, list) else ()
    return [other for other in values if isinstance(other, dict)]


def _of_role(item: dict[str, Any], names: str, role: str) -> str | None:
    """Return the value of this role in a list of values, else the first."""
    values = [value for value in _list(item, names) if _words(value, "value")]
    chosen = next((value for value in values if value.get("role") == role), values[0] if values else {})
    return _words(chosen, "value")


def _list(item: dict[str, Any], name: str) -> list[dict[str, Any]]:
    values = item.get(name)
    return [value for value in values if isinstance(value, dict)] if isinstance(values, list) else []


def _first_string(item: dict[str, Any], *names: str) -> str | None:
    return next((found for name in names if isinstance(found := item.get(name), str) and found.strip()), None)


def _words(item: dict[str, Any], *names: str) -> str | None:
    """Return the first of these fields that has words, on one line."""
    found = next((found for name in names if (found := string(item.get(name)))), None)
    return " ".join(found.split()) if found else None


def _time(item: dict[str, Any], *names: str) -> StatedTime | None:
    raw = _words(item, *names)
    return stated_time(raw) if raw else None
