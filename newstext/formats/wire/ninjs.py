"""ninjs, the IPTC's news in JSON, versions 1 to 3. https://iptc.org/standards/ninjs/

Version 1 and 2 write names in lower case, version 3 in camel case; so names are compared without case.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from newstext.article import Article, Caption
from newstext.formats.agency_copy import (
    body_of,
    byline_in,
    captions,
    dateline_in,
    not_blank,
    refuse_other_media,
    state_of,
    text_paragraphs,
    without_headline,
)
from newstext.formats.encoding import decode, unix_lines
from newstext.formats.errors import UnreadableError
from newstext.formats.json_text import load, string
from newstext.formats.lines import without_by
from newstext.formats.times import stated_time

if TYPE_CHECKING:
    from newstext.stated import StatedTime

_Item = dict[str, Any]

# The wrappers of items in agencies' programming interfaces.
_ENVELOPES = ("data", "items", "_items", "item")
_STORY_TYPES = frozenset({"text", "composite", "component"})
# Roles of a body or description that is beside the story.
_BESIDE_THE_STORY = frozenset({"abstract", "caption", "lead", "short", "summary", "teaser"})
_PARTIAL = "Its agency says that this is only a part of it."
_ELSEWHERE = "Its text is not in the file: its agency gives it at an address of its own."
_NITF = re.compile(r"<nitf\b", re.IGNORECASE)
_XML = re.compile(r"\s*<\?xml\b", re.IGNORECASE)
_HTML = re.compile(r"<(?:p|div|br|h[1-6]|section|article)\b", re.IGNORECASE)


def read(data: bytes, name: str) -> list[Article]:
    """Read the item in ``data``, or every item of an array; a composite gives the stories associated with it.

    Raises UnreadableError when no item is a story, or none says anything.
    """
    text, guessed = decode(data)
    items = list(_items(_loaded(text)))
    kinds = [_kind(item) for item in items]
    stories = [item for item, kind in zip(items, kinds, strict=True) if kind in _STORY_TYPES]
    if not stories:
        refuse_other_media(kinds, name)
    stories = [story for item in stories for story in _stories(item)]
    if stories and all(map(_is_elsewhere, stories)):
        raise UnreadableError(
            f"{name} lists stories (AP’s media API) without their texts; fetch the NITF of each and read that."
        )
    return not_blank([_article(story, guessed) for story in stories], name, "ninjs")


def _loaded(text: str) -> Any:
    """Return one value, or a list of values with one on each line."""
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) > 1 and all(line.lstrip().startswith("{") and line.rstrip().endswith("}") for line in lines):
        return [load(line) for line in lines]
    return load(text)


def _items(value: Any) -> list[_Item]:
    """The items in a file: one, or a list, or either in an envelope."""
    if isinstance(value, list):
        return [item for member in value for item in _items(member)]
    if not isinstance(value, dict):
        return []
    item = _lower(value)
    inside = [item[name] for name in _ENVELOPES if isinstance(item.get(name), dict | list)]
    return [item] if "uri" in item or "guid" in item or not inside else _items(inside[0])


def _kind(item: _Item) -> str:
    return (_words(item, "type") or "text").casefold()


def _stories(item: _Item) -> list[_Item]:
    if _kind(item) != "composite" or _paragraphs(item):
        return [item]
    stories = [other for other in _associated(item) if _kind(other) == "text"]
    return stories or [item]


def _article(item: _Item, guessed: str | None) -> Article:
    headline = _words(item, "headline") or _of_role(item, "headlines", "main") or _words(item, "title")
    body = without_headline(_paragraphs(item), headline)
    dateline = dateline_in(body)
    published = _time(item, "firstpublished", "firstcreated", "contentcreated")
    updated = _time(item, "versioncreated")
    embargo = _time(item, "embargoeduntil", "embargoed")
    uri = _words(item, "uri")
    return Article(
        headline=headline,
        standfirst=_standfirst(item),
        byline=without_by(_words(item, "byline", "by") or "") or _authors(item) or byline_in(body),
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
            notes=[_words(item, "ednote")],
            body=body,
        ),
        embargo=embargo,
        incomplete=_incomplete(item),
        body=body_of(body),
        guessed_encoding=guessed,
    )


def _incomplete(item: _Item) -> str | None:
    if _is_elsewhere(item):
        return _ELSEWHERE
    return _PARTIAL if _words(item, "representationtype") in ("partial", "incomplete") else None


def _is_elsewhere(item: _Item) -> bool:
    """Whether the story's text is at an address of its own, as in AP's media API."""
    stated = item.get("renditions")
    forms = stated.values() if isinstance(stated, dict) else stated if isinstance(stated, list) else ()
    addressed = [_lower(form) for form in forms if isinstance(form, dict) and form.get("href")]
    return not _paragraphs(item) and any(
        _words(form, "type") == "text" or "nitf" in (_words(form, "format", "title") or "").casefold()
        for form in addressed
    )


def _paragraphs(item: _Item) -> list[str]:
    """The story as HTML, else as NITF, else as text: often the same in several forms."""
    forms: dict[str, list[str]] = {"html": [], "xml": [], "text": []}
    for form, body in _bodies(item):
        forms[form].append(body)
    if forms["html"]:
        from newstext.formats.blocks import html_paragraphs

        return html_paragraphs(forms["html"][0])
    if forms["xml"]:
        from newstext.formats.blocks import content_paragraphs
        from newstext.formats.xml import first, parse

        root = parse(forms["xml"][0].encode("utf-8", errors="replace")).root
        content = first(root, "body.content")
        return content_paragraphs(root if content is None else content)
    return text_paragraphs(unix_lines(forms["text"][0])) if forms["text"] else []


def _bodies(item: _Item) -> list[tuple[str, str]]:
    """Every form of the story, as ``html``, ``xml`` or ``text``, the likeliest first: version 1 has a field for each,
    since version 2 a list has all."""
    fields = ["body_xhtml", "body_html", "body_nitf", "body_text", *(name for name in item if name.startswith("body_"))]
    found = [(_form(name, body), body) for name in fields if (body := item.get(name)) and isinstance(body, str)]
    listed = [body for body in _list(item, "bodies") if isinstance(body.get("value"), str)]
    listed.sort(key=lambda body: (_role(body) in _BESIDE_THE_STORY, _role(body) != "main"))
    found += [
        (_form(f"{_role(body)} {_words(body, 'contenttype') or ''}", body["value"]), body["value"]) for body in listed
    ]
    return [(form, body) for form, body in found if body.strip()]


def _form(stated: str, body: str) -> str:
    """Return the form of a body: as stated, else as it looks. XML is never plain text, whatever is stated."""
    stated, opening = stated.casefold(), body[:1000]
    if "nitf" in stated or _NITF.search(opening):
        return "xml"
    if "html" in stated:
        return "html"
    if _XML.match(opening):
        return "xml"
    return "html" if "text" not in stated and _HTML.search(opening) else "text"


def _standfirst(item: _Item) -> tuple[str, ...]:
    summary = _words(item, "description_text") or _of_role(item, "descriptions", "summary")
    return (summary,) if summary else ()


def _authors(item: _Item) -> str | None:
    """Return the names of those who wrote the story; editors and others are listed with them."""
    writers = [who for who in _list(item, "authors") if _words(who, "role") in (None, "author", "writer")]
    people = [*writers, *_list(item, "bylines")]
    return ", ".join(without_by(name) for who in people if (name := _words(who, "name", "by"))) or None


def _source(item: _Item) -> str | None:
    """The agency in the item's own words; since version 2 the parties that information came from are listed."""
    parties = [*_list(item, "infosources"), *_list(item, "infosource")]
    party = next((found for found in parties if _words(found, "name")), {})
    return _words(item, "source") or _words(party, "name") or _words(item, "provider", "copyrightholder")


def _caption(picture: _Item) -> tuple[Caption, ...]:
    if _kind(picture) not in ("picture", "graphic"):
        return ()
    text = _words(picture, "description_text", "body_text") or _of_role(picture, "descriptions", "caption")
    return captions(text, _words(picture, "creditline", "byline", "by"))


def _associated(item: _Item) -> list[_Item]:
    """The items associated with this one: an object of them by name in version 1, a list since."""
    others = item.get("associations")
    values = others.values() if isinstance(others, dict) else others if isinstance(others, list) else ()
    return [_lower(other) for other in values if isinstance(other, dict)]


def _of_role(item: _Item, names: str, role: str) -> str | None:
    """Return the value of this role in a list of values, else the first."""
    values = [value for value in _list(item, names) if _words(value, "value")]
    chosen = next((value for value in values if _role(value) == role), values[0] if values else {})
    text = _words(chosen, "value")
    if text and "html" in (_words(chosen, "contenttype") or "").casefold():
        from newstext.formats.items import line_of

        return line_of(text)
    return text


def _role(value: _Item) -> str:
    return (_words(value, "role") or "").rpartition(":")[2].casefold()


def _list(item: _Item, name: str) -> list[_Item]:
    values = item.get(name)
    return [_lower(value) for value in values if isinstance(value, dict)] if isinstance(values, list) else []


def _lower(item: _Item) -> _Item:
    return {name.casefold(): value for name, value in item.items()}


def _words(item: _Item, *names: str) -> str | None:
    """Return the first of these fields that has words, on one line."""
    found = next((found for name in names if (found := string(item.get(name)))), None)
    return " ".join(found.split()) if found else None


def _time(item: _Item, *names: str) -> StatedTime | None:
    raw = _words(item, *names)
    return stated_time(raw) if raw else None
