"""E-mail: a story or a release in a message, its text as plain text or HTML, in whatever character set."""

from __future__ import annotations

import re
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header
from typing import TYPE_CHECKING, NamedTuple

from newstext.article import Article
from newstext.formats.agency_copy import body_of, byline_in, dateline_in, state_of, text_paragraphs
from newstext.formats.encoding import decode, unix_lines
from newstext.formats.errors import UnreadableError
from newstext.formats.lines import embargo_line
from newstext.formats.times import stated_time

if TYPE_CHECKING:
    from email.message import Message

_LONGEST_FIELD = 4000
_SIGNATURE = re.compile(r"^-- ?$", re.MULTILINE)
_EMBARGOED = re.compile(r"\W*(?:strictly\s+)?embargo(?:ed)?\b", re.IGNORECASE)


class _Text(NamedTuple):
    """The paragraphs of a part, and its encoding when that had to be guessed."""

    paragraphs: list[str]
    guessed_encoding: str | None = None


def read(data: bytes, name: str) -> list[Article]:
    """Read the message in ``data``; UnreadableError when it has neither subject nor text."""
    try:
        # The old policy leaves fields as they came: the new one takes long over long ones.
        message = message_from_bytes(data.lstrip(b" \t\r\n"))
        text = _text(message)
    except RecursionError:
        raise UnreadableError(f"{name} has messages within messages beyond reason; it was left unread.") from None
    subject = _field(message, "Subject")
    if not subject and not text.paragraphs:
        raise UnreadableError(f"{name} is an e-mail with neither subject nor text, perhaps only an attachment.")
    date = _field(message, "Date")
    dateline = dateline_in(text.paragraphs)
    embargo = next((t for line in [subject or "", *text.paragraphs[:3]] if (t := embargo_line(line))), None)
    article = Article(
        headline=subject,
        byline=byline_in(text.paragraphs),
        dateline=dateline.words if dateline else None,
        source=_field(message, "From"),
        published=stated_time(date, us_zones=True) if date else None,
        language=_field(message, "Content-Language"),
        external_id=(_field(message, "Message-ID") or "").strip("<>") or None,
        state=state_of(
            "embargoed" if _EMBARGOED.match(subject or "") else None, embargo, labels=(subject,), body=text.paragraphs
        ),
        embargo=embargo,
        body=body_of(text.paragraphs),
        guessed_encoding=text.guessed_encoding,
    )
    return [article]


def _text(part: Message) -> _Text:
    """Return the text of a part and of the parts within; attachments are left out."""
    if part.get_content_disposition() == "attachment":
        return _Text([])
    if part.is_multipart():
        texts = [_text(inner) for inner in part.get_payload() if not isinstance(inner, str)]
        if part.get_content_type() == "multipart/alternative":
            return _best(texts)
        guesses = [text.guessed_encoding for text in texts if text.guessed_encoding]
        return _Text([words for text in texts for words in text.paragraphs], guesses[0] if guesses else None)
    if part.get_content_type() not in ("text/plain", "text/html"):
        return _Text([])
    payload = part.get_payload(decode=True)
    text, guessed = decode(payload if isinstance(payload, bytes) else b"", part.get_content_charset())
    if part.get_content_type() == "text/html":
        from newstext.formats.blocks import html_paragraphs

        return _Text(html_paragraphs(text), guessed)
    return _Text(_plain_paragraphs(unix_lines(text)), guessed)


def _best(texts: list[_Text]) -> _Text:
    """Of the same text in several forms the first, plain one; unless it only says that there is another."""
    lengths = [sum(map(len, text.paragraphs)) for text in texts]
    return next((t for t, n in zip(texts, lengths, strict=True) if n and n * 2 >= max(lengths)), _Text([]))


def _plain_paragraphs(text: str) -> list[str]:
    """The story's paragraphs, without the sender's signature."""
    story = _SIGNATURE.split(text, maxsplit=1)[0]
    return text_paragraphs(story)


def _field(message: Message, name: str) -> str | None:
    """Return a field of the header as words, whatever was done to get them through the mail.

    Bytes come out of the parser as half characters; seen as latin-1 they survive ``decode_header``, and each
    piece is then decoded as all copy is.
    """
    value = next((value for key, value in message.raw_items() if key.lower() == name.lower()), "")
    raw = str(value)[:_LONGEST_FIELD].encode("ascii", errors="surrogateescape").decode("latin-1")
    try:
        pieces = decode_header(raw)
    except (HeaderParseError, ValueError):
        pieces = [(raw, None)]
    text = "".join(
        decode(piece.encode("latin-1") if isinstance(piece, str) else piece, charset)[0] for piece, charset in pieces
    )
    return " ".join(text.split()) or None
