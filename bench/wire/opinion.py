"""Compare an article as read with what another reader says of the same file."""

from __future__ import annotations

import re
from datetime import datetime
from enum import StrEnum
from html import unescape
from typing import TYPE_CHECKING, NamedTuple

from newstext.stated import State

if TYPE_CHECKING:
    from newstext.article import Article

# Their name of a field to ours; the others (priority, word count, slug, subjects) have no field in an article.
_OURS = {
    "abstract": "standfirst",
    "anpa_take_key": "external_version",
    "body_html": "body",
    "byline": "byline",
    "dateline": "dateline",
    "description_text": "standfirst",
    "embargoed": "embargo",
    "firstcreated": "published",
    "guid": "external_id",
    "headline": "headline",
    "language": "language",
    "original_source": "source",
    "pubstatus": "state",
    "version": "external_version",
    "versioncreated": "updated",
}
_STATES = {"usable": {State.LIVE, State.CORRECTED}, "canceled": {State.WITHDRAWN}, "withheld": {State.EMBARGOED}}
# Their house rules, by the form of the file's name and the field.
_REASONS = (
    (r".*", "guid", r".*:\d+", "they put the version into the id; ours is one for all versions of a story"),
    (r"wenn", "guid", r".*", "they take the id from a vendor's extension; the entry's own id is ours"),
    (r"wenn", "abstract", r".*", "they read a vendor's extension of Atom; ours is what Atom itself says"),
    (r"pa", "pubstatus", r".*", "they hold embargoes apart and call the story usable; ours is embargoed, as it says"),
    (r".*7901", "dateline", r".*", "they part the place from the agency; ours is the dateline as printed"),
    (r".*7901", "headline", r".* =", "of their two readers one keeps the mark that ends the head"),
    (r"odd_charset", "headline", r"=\?.*", "they left the subject undecoded; ours is its words"),
)


class Kind(StrEnum):
    """Whether the two agree on one value."""

    AGREES = "agrees"
    EXPLAINED = "a house rule"
    DIFFERS = "differs"
    NOT_OURS = "another field"


class Verdict(NamedTuple):
    """The result of one comparison."""

    kind: Kind
    what: str
    why: str = ""


def compare(opinion: dict[str, object], articles: list[Article]) -> Verdict:
    """Compare one value of theirs with every article of its file: files with several say not which."""
    file, field, theirs = str(opinion["file"]), str(opinion["field"]), str(opinion["expected"])
    ours = _OURS.get(field)
    what = f"{file} {field}"
    if ours is None:
        return Verdict(Kind.NOT_OURS, what)
    values = [getattr(article, ours) for article in articles]
    if any(_agrees(ours, value, theirs) for value in values):
        return Verdict(Kind.AGREES, what)
    for form, which, value, why in _REASONS:
        if field == which and re.match(form, file) and re.fullmatch(value, theirs, re.DOTALL):
            return Verdict(Kind.EXPLAINED, what, why)
    return Verdict(Kind.DIFFERS, what, f"theirs {theirs[:80]!r}, ours {[str(value)[:80] for value in values]}")


def _agrees(field: str, ours: object, theirs: str) -> bool:
    if field == "state":
        return ours in _STATES[theirs]
    if field in ("published", "updated", "embargo"):
        return getattr(ours, "instant", None) == datetime.fromisoformat(theirs)
    if field == "standfirst":
        return isinstance(ours, tuple) and theirs in ours
    if field == "byline":
        return (ours or "") == theirs.removeprefix("By ")
    if field == "body":
        return " ".join(str(ours).split()) == _text(theirs)
    return (ours or "") == theirs


def _text(markup: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", markup)).split())
