"""A folder of mail in one file (mbox, RFC 4155): each message behind a line that begins with "From "."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from newstext.formats.errors import UnreadableError
from newstext.formats.mail import email

if TYPE_CHECKING:
    from newstext.article import Article

_FIRST_LINE = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\n\r\n))From \S[^\n]{0,200}\d{4}[^\n]{0,20}\n")
# The program that wrote the folder marked such lines of a text, so that no message begins there.
_MARKED = re.compile(rb"^>(>*From )", re.MULTILINE)


def read(data: bytes, name: str) -> list[Article]:
    """Read each message and its attachments; UnreadableError if none has any text."""
    articles: list[Article] = []
    messages = [message for message in _FIRST_LINE.split(data.lstrip()) if message.strip()]
    empty = 0
    for message in messages:
        try:
            articles += email.read(_MARKED.sub(rb"\1", message), name)
        except UnreadableError:
            empty += 1
    if not articles:
        raise UnreadableError(f"{name} is a folder of mail, and no message in it has any text.")
    if empty:
        said = "1 message has" if empty == 1 else f"{empty:,} messages have"
        note = f"{said} no text that can be read, of {len(messages):,} in this folder."
        articles[0] = replace(articles[0], reader_notes=(*articles[0].reader_notes, note))
    return articles
