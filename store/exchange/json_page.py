"""Reads large JSON member by member, in the memory that the largest member takes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from newstext.formats.errors import UnreadableError
from newstext.formats.json_text import load_at

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from typing import TextIO

_CHUNK = 1 << 16
_LARGEST = 1 << 27
"""Characters that one member may have."""
_SPACE = " \t\r\n"
_AFTER_A_VALUE = frozenset(f"{_SPACE},:]}}")


class Member(NamedTuple):
    """A member of what a file holds: an element of the array ``key``, or the value of ``key``.

    ``key`` is empty for the elements of a file that is one array, and for a file that is a single value.
    """

    key: str
    value: Any


def members(file: TextIO, arrays: Collection[str]) -> Iterator[Member]:
    """Yield what a file of JSON holds; the arrays named in ``arrays`` one element at a time. Reads it from the start.

    Raises UnreadableError where it is no JSON any more.
    """
    file.seek(0)
    text = _Text(file)
    text.skip("\ufeff")
    match text.next():
        case "{":
            yield from _object(text, arrays)
        case "[":
            yield from (Member("", value) for value in _array(text))
        case _:
            yield Member("", text.value())
    if text.next():
        raise UnreadableError("There is more after the end of this JSON; fetch it again.")


def _object(text: _Text, arrays: Collection[str]) -> Iterator[Member]:
    text.take("{")
    while text.next() != "}":
        key = text.value() if text.next() == '"' else text.fail()
        text.take(":")
        if key in arrays and text.next() == "[":
            yield from (Member(key, value) for value in _array(text))
        else:
            yield Member(key, text.value())
        text.separate("}")
    text.take("}")


def _array(text: _Text) -> Iterator[Any]:
    text.take("[")
    while text.next() != "]":
        yield text.value()
        text.separate("]")
    text.take("]")


class _Text:
    """The text of a file from where it is read, with as much ahead as the next value needs."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._text = ""
        self._at = 0
        self._is_whole = False

    def next(self) -> str:
        """Return the next character that is no space, without taking it; empty at the end."""
        while True:
            self.skip(_SPACE)
            if self._at < len(self._text) or not self._more(_CHUNK):
                return self._text[self._at : self._at + 1]

    def take(self, character: str) -> None:
        if self.next() != character:
            self.fail()
        self._at += 1

    def separate(self, end: str) -> None:
        """Take the comma before another member."""
        if self.next() != end:
            self.take(",")
            if self.next() == end:
                self.fail()

    def skip(self, characters: str) -> None:
        if not self._text and not self._is_whole:
            self._more(_CHUNK)
        while self._at < len(self._text) and self._text[self._at] in characters:
            self._at += 1

    def value(self) -> Any:
        """Take the next value. What is read ahead doubles until all of it is there: each character is read twice."""
        self.next()
        while True:
            try:
                value, end = load_at(self._text, self._at)
            except json.JSONDecodeError:
                end = len(self._text)
            except RecursionError:
                raise UnreadableError("This JSON is nested too deeply; it was left unread.") from None
            else:
                # Else a number may go on.
                if self._is_whole or self._text[end : end + 1] in _AFTER_A_VALUE:
                    self._at = end
                    return value
            if len(self._text) - self._at > _LARGEST:
                raise UnreadableError("One part of it is larger than 128 MB; export it in parts, with filters.")
            if not self._more(max(_CHUNK, len(self._text) - self._at)):
                self.fail()

    def fail(self) -> Any:
        raise UnreadableError(f"This is not complete JSON from {self._text[self._at :][:20]!r} on; fetch it again.")

    def _more(self, characters: int) -> bool:
        """Read on; False when there is no more. What was taken already is let go."""
        more = self._file.read(characters)
        self._is_whole = not more
        self._text = self._text[self._at :] + more
        self._at = 0
        return bool(more)
