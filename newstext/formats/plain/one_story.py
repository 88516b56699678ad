"""Plain text as one story, when a person has refused the split of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from newstext.formats.encoding import decode, unix_lines
from newstext.formats.lines import lines_of
from newstext.formats.plain.story import read_story

if TYPE_CHECKING:
    from newstext.article import Article


def read(data: bytes, name: str) -> list[Article]:  # noqa: ARG001 - the readers' one face
    """Read the whole of ``data`` as one story."""
    text, guessed = decode(data)
    text = unix_lines(text)
    return [replace(read_story(text, lines_of(text)), guessed_encoding=guessed)]
