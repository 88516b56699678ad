"""The headers of an answer: the next request, the time it stays fresh, its encoding. Pure."""

from __future__ import annotations

import codecs
import re
from datetime import UTC, datetime, timedelta
from email.message import Message
from email.utils import parsedate_to_datetime

_MAX_AGE = re.compile(r"(?:^|[,\s])max-age\s*=\s*\"?(\d{1,9})", re.IGNORECASE)
_DECLARES = re.compile(rb"<\?xml[^>]{0,200}encoding|<meta[^>]{0,200}charset", re.IGNORECASE)
_HEAD = 4_096


def retry_after(value: str | None, at: datetime) -> datetime | None:
    """Return the time in ``Retry-After``, given in seconds or as a date; None without a future one."""
    words = (value or "").strip()
    if words.isascii() and words.isdigit() and len(words) < 10:
        return at + timedelta(seconds=int(words))
    try:
        named = parsedate_to_datetime(words)
    except (ValueError, IndexError, TypeError):
        return None
    named = named.replace(tzinfo=UTC) if named.tzinfo is None else named
    return named if named > at else None


def fresh_for(cache_control: str | None) -> timedelta | None:
    """Return how long an answer stays fresh by ``Cache-Control``; None if that does not say."""
    found = _MAX_AGE.search(cache_control or "")
    return timedelta(seconds=int(found[1])) if found else None


def encoding_of(content_type: str | None, data: bytes) -> str | None:
    """Return the encoding if only the server names it; None if the text names one or is UTF-8, or it is unknown."""
    message = Message()
    message["Content-Type"] = content_type or ""
    charset = message.get_content_charset()
    if charset is None or data[:2] in (b"\xff\xfe", b"\xfe\xff") or _DECLARES.search(data[:_HEAD]):
        return None
    try:
        codecs.lookup(charset)
        data.decode("utf-8")
    except LookupError:
        return None
    except UnicodeDecodeError:
        return charset
    return None
