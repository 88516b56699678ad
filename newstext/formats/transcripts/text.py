"""A transcript as text: what Otter, Rev, Trint and Descript export, and labelled lines. The text stays as received."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from newstext.article import Article
from newstext.formats.encoding import decode, unix_lines
from newstext.formats.errors import UnreadableError
from newstext.formats.lines import lines_of
from newstext.formats.plain.story import read_story
from newstext.formats.times import stated_time
from newstext.formats.transcripts.labelled import first_label, with_turns

_LENGTH = re.compile(r"\s*•.*")
"""Otter's length of the recording, behind the day."""


def read(data: bytes, name: str) -> list[Article]:
    """Read a transcript; the lines above the first label are the head of a story, as in other text."""
    decoded, guessed = decode(data)
    text = unix_lines(decoded)
    start = first_label(text)
    if start is None:
        raise UnreadableError(
            f"{name} is no transcript: too few of its lines begin with a speaker or a time; read it as --format text."
        )
    said = text[start:].rstrip()
    head = read_story(text, lines_of(text)) if text[:start].strip() else Article()
    above, label, _ = head.body.partition(said.split("\n", 1)[0])
    head = _titled(head, above if label else "", said)
    return [with_turns(replace(head, body=head.body + said, guessed_encoding=guessed))]


def _titled(head: Article, above: str, said: str) -> Article:
    """Return the head with the text above the turns as its body, except a title and its day."""
    fields: dict[str, Any] = {"body": above}
    if head.dateline and said.startswith(head.dateline):
        fields["dateline"] = None  # “THE CHAIR: …” is none
    lines = above.split("\n\n")
    if head.headline is None and len(lines) > 1 and not lines_of(lines[0])[0].ends_sentence:
        fields["headline"] = lines.pop(0)
        day = stated_time(_LENGTH.sub("", lines[0]))
        if head.published is None and day.day:
            fields["published"] = replace(day, raw=lines.pop(0))
        fields["body"] = "\n\n".join(lines)
    return replace(head, **fields)
