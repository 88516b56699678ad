"""Plain and pasted text; several stories in one paste are split (``one_story`` reads them as one)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from newstext.formats.encoding import decode, unix_lines
from newstext.formats.lines import lines_of
from newstext.formats.plain.paste import split
from newstext.formats.plain.story import read_story

if TYPE_CHECKING:
    from newstext.article import Article


def read(data: bytes, name: str) -> list[Article]:  # noqa: ARG001 - the readers' one face
    """Read each story of a paste."""
    text, guessed = decode(data)
    text = unix_lines(text)
    return [replace(read_story(text, story), guessed_encoding=guessed) for story in split(lines_of(text))]
