"""JSON Lines: one article a line, under the names of ``Article``'s fields. What `pullquote read --json` prints."""

from __future__ import annotations

from dataclasses import asdict, fields, replace
from typing import TYPE_CHECKING, Any

from newstext.article import TEXT_FIELDS, TIME_FIELDS, Article, Caption, Join, Page
from newstext.formats.agency_copy import state_named, state_of
from newstext.formats.encoding import decode, unix_lines
from newstext.formats.errors import UnreadableError
from newstext.formats.json_text import load, string
from newstext.formats.times import stated_time, unix_time
from newstext.identifiers import is_filled_in
from newstext.spans import Span
from newstext.stated import State, StatedTime
from newstext.turns import Moment, Turn

if TYPE_CHECKING:
    from collections.abc import Iterator

_TEXTS = tuple(field.name for field in fields(Article) if field.name in TEXT_FIELDS and field.compare)
_OTHER_NAMES = {
    "title": "headline",
    "author": "byline",
    "publisher": "source",
    "date": "published",
    "id": "external_id",
    "version": "external_version",
    "link": "url",
    "status": "state",
    "text": "body",
    "content": "body",
}


def read(data: bytes, name: str) -> list[Article]:
    """Read one article from each line, or from each member of one JSON array; blank lines are skipped.

    One broken line refuses the whole file, and the error quotes it: no story is lost silently.
    """
    text, guessed = decode(data)
    text = text.strip()
    values = load(text) if text.startswith("[") else _lines(text)
    read = (from_json(value) for value in values if isinstance(value, dict))
    articles = [article for article in read if article != Article()]
    if not articles:
        raise UnreadableError(
            f"{name} is JSON, but nothing in it has the name of an article’s field, such as headline or body; "
            "name the fields as `pullquote read --json` does."
        )
    return articles if guessed is None else [replace(article, guessed_encoding=guessed) for article in articles]


def to_json(article: Article) -> dict[str, Any]:
    """Return ``article`` as a JSON object: every field under its own name, null where nothing was stated."""
    # Fields that are not part of the article as read are not compared either.
    return {field.name: _value(getattr(article, field.name)) for field in fields(article) if field.compare}


def from_json(value: dict[str, Any]) -> Article:
    """Return the article that ``value`` describes, under ``to_json``'s names or common other ones.

    A field of the wrong type counts as absent, so that one odd field does not lose the story.
    """
    others = {_OTHER_NAMES[key]: item for key, item in value.items() if key in _OTHER_NAMES}
    if is_filled_in(string(others.get("external_id")) or ""):
        del others["external_id"]
    value = others | value
    body = unix_lines(text) if isinstance(text := value.get("body"), str) else ""
    stated: dict[str, Any] = {key: string(value[key]) for key in _TEXTS if key in value}
    stated |= {key: _time(value[key]) for key in TIME_FIELDS if key in value}
    return Article(
        **stated,
        standfirst=_strings(value.get("standfirst")),
        captions=tuple(_captions(value.get("captions"))),
        state=_state(value.get("state"), stated.get("embargo"), stated.get("headline")),
        body=body,
        reader_notes=_strings(value.get("reader_notes")),
        pages=tuple(Page(label, start) for label, start in _places(value.get("pages"), "label", "start", body)),
        joins=tuple(Join(at, removed) for removed, at in _places(value.get("joins"), "removed", "at", body)),
        turns=tuple(_turns(value.get("turns"), body)),
    )


def _lines(text: str) -> list[Any]:
    lines = [line for line in text.split("\n") if line.strip()]
    try:
        return [load(line) for line in lines]
    except UnreadableError:
        # One object printed over several lines is welcome too.
        if _is_json(lines[0]):
            broken = next(line for line in lines if not _is_json(line))
            raise UnreadableError(
                f"The line that begins {broken[:60]!r} is not complete JSON; correct it or remove it."
            ) from None
    return [load(text)]


def _is_json(line: str) -> bool:
    try:
        load(line)
    except UnreadableError:
        return False
    return True


def _value(value: Any) -> Any:
    if isinstance(value, StatedTime):
        return {"raw": value.raw, "iso": value.iso, "precision": value.precision, "zoned": value.zoned}
    if isinstance(value, Caption | Page | Join | Turn):
        return {name: _value(item) for name, item in asdict(value).items()}
    if isinstance(value, tuple):
        return [_value(item) for item in value]
    return value


def _time(value: Any) -> StatedTime | None:
    if not isinstance(value, dict):
        words = string(value)
        stated = stated_time(words) if words else None
        is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
        return unix_time(value) if is_number and stated and stated.iso is None else stated
    raw, iso = value.get("raw"), value.get("iso")
    if not isinstance(raw, str):
        return None
    if not isinstance(iso, str):
        return StatedTime(raw)
    # Read again rather than believed: no file can put a day that does not exist into the archive.
    checked = stated_time(iso)
    return StatedTime(raw, checked.iso, checked.precision, checked.zoned)


def _state(value: Any, embargo: StatedTime | None, headline: str | None) -> State:
    stated = state_named(value) if isinstance(value, str) else None
    return stated or state_of(None, embargo, labels=(headline,))


def _strings(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        value = [value]
    return tuple(item for item in value if isinstance(item, str)) if isinstance(value, list) else ()


def _captions(value: Any) -> Iterator[Caption]:
    for item in value if isinstance(value, list) else ():
        if isinstance(item, str):
            yield Caption(item)
        elif isinstance(item, dict) and isinstance(item.get("text"), str):
            yield Caption(item["text"], string(item.get("credit")))


def _places(value: Any, words: str, place: str, body: str) -> Iterator[tuple[str, int]]:
    """Yield the words and place of each item that has both, as long as the places rise within the body."""
    least = 0
    for item in value if isinstance(value, list) else ():
        at, label = (item.get(place), item.get(words)) if isinstance(item, dict) else (None, None)
        if isinstance(label, str) and isinstance(at, int) and not isinstance(at, bool) and least <= at <= len(body):
            yield label, at
            least = at


def _turns(value: Any, body: str) -> Iterator[Turn]:
    """Yield the turns whose spans follow each other within the body."""
    least = 0
    for item in value if isinstance(value, list) else ():
        pairs = _pairs([item.get("span")], least, len(body)) if isinstance(item, dict) else []
        if pairs and (span := Span(*pairs[0])).start < span.end:
            moments = (Moment(*pair) for pair in _pairs(item.get("moments"), 0, None))
            yield Turn(
                string(item.get("speaker")),
                _count(item.get("start_ms")),
                _count(item.get("end_ms")),
                span,
                tuple(moment for moment in moments if span.start <= moment.at < span.end),
            )
            least = span.end


def _pairs(value: Any, least: int, most: int | None) -> list[tuple[int, int]]:
    """Return the pairs of whole numbers in a list whose first numbers do not fall below the pair before."""
    found = []
    for item in value if isinstance(value, list) else ():
        first, second = (
            (_count(number) for number in item) if isinstance(item, list) and len(item) == 2 else (None,) * 2
        )
        if first is not None and second is not None and first >= least and (most is None or second <= most):
            found.append((first, second))
            least = first
    return found


def _count(value: Any) -> int | None:
    """Return a whole number from 0 on; None for anything else."""
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**53 else None
