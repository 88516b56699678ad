"""Reads large JSON member by member, in memory proportional to the largest member."""

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
"""The largest number of characters of a member."""
_SPACE = " \t\r\n"
_AFTER_A_VALUE = frozenset(f"{_SPACE},:]}}")


class Member(NamedTuple):
    """A member of a file's JSON: an element of the array ``key``, or the value of ``key``.

    ``key`` is empty for the elements of a file that is one array, and for a file that is a single value.
    """

    key: str
    value: Any


def members(file: TextIO, arrays: Collection[str]) -> Iterator[Member]:
    """Yield the members of a file's JSON, from its start; those of the arrays in ``arrays`` one element at a time.

    Raises UnreadableError at the first place that is not JSON.
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
        raise UnreadableError("This JSON has more text after its end; fetch it again.")


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
    """The text of a file from the present position, read ahead as far as the next value needs."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._text = ""
        self._at = 0
        self._is_whole = False

    def next(self) -> str:
        """Return the next character that is not a space, without taking it; empty at the end."""
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
        """Take the next value.

        The read-ahead grows by its own size until it is complete, so each character is read twice.
        """
        self.next()
        while True:
            try:
                value, end = load_at(self._text, self._at)
            except json.JSONDecodeError:
                end = len(self._text)
            except RecursionError:
                raise UnreadableError("This JSON is nested too deeply; it was left unread.") from None
            else:
                # At the end of the text read so far, a number may be incomplete.
                if self._is_whole or self._text[end : end + 1] in _AFTER_A_VALUE:
                    self._at = end
                    return value
            if len(self._text) - self._at > _LARGEST:
                raise UnreadableError("One value of it is larger than 128 MB; export it in parts, with filters.")
            if not self._more(max(_CHUNK, len(self._text) - self._at)):
                self.fail()

    def fail(self) -> Any:
        raise UnreadableError(f"This is not complete JSON from {self._text[self._at :][:20]!r} on; fetch it again.")

    def _more(self, characters: int) -> bool:
        """Read more text and drop the text already taken; False at the end of the file."""
        more = self._file.read(characters)
        self._is_whole = not more
        self._text = self._text[self._at :] + more
        self._at = 0
        return bool(more)
