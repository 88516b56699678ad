"""E-mail: a story or a release in a message, its text as plain text or HTML, in whatever character set."""

from __future__ import annotations

import re
from dataclasses import replace
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from newstext.article import Article
from newstext.formats.agency_copy import body_of, byline_in, dateline_in, state_of, text_paragraphs
from newstext.formats.catalogue import recognise
from newstext.formats.encoding import decode, unix_lines
from newstext.formats.errors import UnreadableError
from newstext.formats.lines import embargo_line
from newstext.formats.other_kinds import TNEF, WINMAIL
from newstext.formats.story_check import stories
from newstext.formats.times import stated_time
from newstext.in_marks import in_marks

if TYPE_CHECKING:
    from email.message import Message

    from newstext.stated import StatedTime

_LONGEST_FIELD = 4000
_SIGNATURE = re.compile(r"^-- ?$", re.MULTILINE)
_NO_COPY = re.compile(
    r"signature|pkcs7|pgp|vcard|calendar|delivery-status|disposition|\.(?:asc|p7s|vcf|ics)$", re.IGNORECASE
)
_EMBARGOED = re.compile(r"\W*(?:strictly\s+)?embargo(?:ed)?\b", re.IGNORECASE)


class _Text(NamedTuple):
    """The paragraphs of a part, its encoding when that had to be guessed, and the attachments beside it."""

    paragraphs: list[str]
    guessed_encoding: str | None = None
    attachments: tuple[Message, ...] = ()


class _LeftOut(NamedTuple):
    """An attachment that cannot be read: its name, and what to do where only its sender can help."""

    name: str
    advice: str | None = None

    def __str__(self) -> str:
        return f"{self.name} ({self.advice})" if self.advice else self.name


class _Attachments(NamedTuple):
    """The articles in a message's attachments, and those that could not be read."""

    articles: list[Article]
    left_out: list[_LeftOut]


def read(data: bytes, name: str) -> list[Article]:
    """Read the message in ``data``, each message attached to it, and each attachment that holds copy.

    Raises UnreadableError when none has any text. A message that only sends others on ("See attached.") is an article
    too: it may say what they are.
    """
    try:
        # The old policy leaves fields as they came: the new one takes long over long ones.
        return articles_in(message_from_bytes(data.lstrip(b" \t\r\n")), name)
    except RecursionError:
        raise UnreadableError(
            f"{name} holds messages within messages, too deeply; save the one that is meant."
        ) from None


def articles_in(message: Message, name: str) -> list[Article]:
    """Read the articles in a parsed message as ``read`` does."""
    texts = [(each, _text(each)) for each in (message, *_attached(message))]
    read = [(each, text, _attachments(each, text)) for each, text in texts]
    is_told = any(text.paragraphs for _, text, _ in read)
    held = [article for *_, found in read for article in found.articles]
    left_out = [words for *_, found in read for words in found.left_out]
    # Some write all there is to say into the subject; but beside an attachment it is only its title.
    is_subject = not (is_told or held or left_out) and message.get_content_type() == "text/plain"
    if not is_told and not held and not (is_subject and _field(message, "Subject")):
        why = "it has no text"
        if left_out:
            packed, advice = left_out[0]
            why = f"its text is in {packed}, which cannot be read; {advice or 'save that as text'}"
        raise UnreadableError(f"{name} is an e-mail, and {why}.")
    articles: list[Article] = []
    for each, text, found in read:
        if text.paragraphs or is_subject:
            articles.append(_article(each, text, found.left_out))
        articles += found.articles
    return articles


def _attachments(message: Message, text: _Text) -> _Attachments:
    """Read the attachments of a message, each as articles of its own that name it."""
    found = _Attachments([], [])
    subject, sender = _field(message, "Subject"), _field(message, "From")
    for part in text.attachments:
        name = " ".join((part.get_filename() or "").split())[:80] or f"an attachment ({part.get_content_type()})"
        payload = part.get_payload(decode=True)
        data = payload if isinstance(payload, bytes) else b""
        try:
            format_ = recognise(data, name)
            reader = import_module(f"newstext.formats.{format_.module}")
            read = stories(reader.read(data, name), name, may_be_other=format_.holds_anything)
        except UnreadableError:
            is_packed = data.startswith(TNEF) or part.get_content_type() == "application/ms-tnef"
            found.left_out.append(_LeftOut(name, WINMAIL.advice if is_packed else None))
            continue
        origin = in_marks(subject) if subject else "without a subject"
        note = f"{name}, attached to the e-mail {origin} from {sender or 'nobody named'}."
        found.articles.extend(
            replace(
                article,
                source=article.source or sender,
                published=article.published or _date(message),
                external_id=article.external_id or _attachment_id(message, name, number, len(read)),
                reader_notes=(note, *article.reader_notes),
            )
            for number, article in enumerate(read, 1)
            if article.headline or article.body.strip()
        )
    return found


def _attachment_id(message: Message, name: str, number: int, count: int) -> str | None:
    """Return what names an attachment for good: its message's id with its name; None when that has no id."""
    of_message = (_field(message, "Message-ID") or "").strip("<>")
    return f"{of_message}#{name}{f'#{number}' if count > 1 else ''}" if of_message else None


def _date(message: Message) -> StatedTime | None:
    date = _field(message, "Date")
    return stated_time(date, us_zones=True) if date else None


def _article(message: Message, text: _Text, left_out: list[_LeftOut]) -> Article:
    subject = _field(message, "Subject")
    dateline = dateline_in(text.paragraphs)
    embargo = next((t for line in [subject or "", *text.paragraphs[:3]] if (t := embargo_line(line))), None)
    return Article(
        headline=subject,
        byline=byline_in(text.paragraphs),
        dateline=dateline.words if dateline else None,
        source=_field(message, "From"),
        published=_date(message),
        language=_field(message, "Content-Language"),
        external_id=(_field(message, "Message-ID") or "").strip("<>") or None,
        state=state_of(
            "embargoed" if _EMBARGOED.match(subject or "") else None, embargo, labels=(subject,), body=text.paragraphs
        ),
        embargo=embargo,
        body=body_of(text.paragraphs),
        guessed_encoding=text.guessed_encoding,
        incomplete=f"Left out, as it cannot be read: {', '.join(map(str, left_out))}." if left_out else None,
    )


def _attached(message: Message) -> list[Message]:
    """Return the messages attached to this one, in their order, and those attached to them."""
    if not message.is_multipart():
        return []
    found: list[Message] = []
    for part in message.get_payload():
        if isinstance(part, str):
            continue
        if part.get_content_type() == "message/rfc822" and part.is_multipart():
            found += [inner for inner in part.get_payload() if not isinstance(inner, str)]
        found += _attached(part)
    return found


def _text(part: Message) -> _Text:
    """Return the text of a part and of the parts within, and the attachments among these that may be copy."""
    kind = part.get_content_type()
    if kind == "message/rfc822":
        return _Text([])  # read for itself
    if part.is_multipart():
        texts = [_text(inner) for inner in part.get_payload() if not isinstance(inner, str)]
        if kind == "multipart/alternative":
            return _best(texts)
        guesses = [text.guessed_encoding for text in texts if text.guessed_encoding]
        return _Text(
            [words for text in texts for words in text.paragraphs],
            guesses[0] if guesses else None,
            tuple(part for text in texts for part in text.attachments),
        )
    if part.get_content_disposition() == "attachment" or kind not in ("text/plain", "text/html"):
        return _Text([], attachments=(part,) if _may_be_copy(part) else ())
    payload = part.get_payload(decode=True)
    text, guessed = decode(payload if isinstance(payload, bytes) else b"", part.get_content_charset())
    if kind == "text/html":
        from newstext.formats.blocks import html_paragraphs

        return _Text(html_paragraphs(text), guessed)
    text = unix_lines(text)
    if _parameter(part, "format") == "flowed":
        text = _unflowed(text, delete_space=_parameter(part, "delsp") == "yes")
    return _Text(_plain_paragraphs(text), guessed)


def _may_be_copy(part: Message) -> bool:
    """Whether an attachment may hold copy, a letter or a document; pictures and signatures hold none."""
    kind, name = part.get_content_type(), part.get_filename() or ""
    return kind.partition("/")[0] not in ("image", "audio", "video") and not _NO_COPY.search(f"{kind} {name}")


def _unflowed(text: str, *, delete_space: bool) -> str:
    """Join the lines that a mail program has broken (RFC 3676): one that ends in a space goes on in the next.

    The space was in the text, unless ``delsp`` says that it was added. A signature's mark ends nothing.
    """
    lines: list[list[str]] = []
    goes_on, depth = False, 0
    for raw in text.split("\n"):
        quoted = len(raw) - len(raw.lstrip(">"))
        line = raw[quoted:].removeprefix(" ")
        flows = line.endswith(" ") and line != "-- "
        words = line[:-1] if flows and delete_space else line
        if goes_on and quoted == depth and line != "-- ":
            lines[-1].append(words)
        else:
            lines.append([">" * quoted + (" " if quoted else ""), words])
        goes_on, depth = flows, quoted
    return "\n".join(map("".join, lines))


def _parameter(part: Message, name: str) -> str:
    found = part.get_param(name)
    return found.lower() if isinstance(found, str) else ""


def _best(texts: list[_Text]) -> _Text:
    """Of the same text in several forms the first, plain one; unless it only says that there is another."""
    lengths = [sum(map(len, text.paragraphs)) for text in texts]
    attachments = tuple(part for text in texts for part in text.attachments)
    best = next((t for t, n in zip(texts, lengths, strict=True) if n and n * 2 >= max(lengths)), _Text([]))
    return best._replace(attachments=attachments)


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
