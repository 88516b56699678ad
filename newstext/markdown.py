"""Escapes words for Markdown."""

from __future__ import annotations

import re
from urllib.parse import quote

_MEANS_MORE = re.compile(r"[\\`*_{}\[\]<>#|~&$@^]|(?<=:)/|(?<=www)\.|:(?=[\w+-]+:)|(?<==)=|^[-+=:]", re.IGNORECASE)
"""The signs of Markdown, HTML and its dialects, what makes a link, and what makes a list or a rule at a start."""
_NUMBERED = re.compile(r"^(\d{1,9})([.)])")


def link(address: str) -> str | None:
    """Return a web address so that nothing in it ends a link or angle brackets; None for any other address."""
    return quote(address, safe="/:?#[]@!$&()*+,;=%~-._") if address.startswith(("https://", "http://")) else None


def escaped(line: str) -> str:
    """Return one line of words escaped for every dialect of Markdown.

    Dialects that set quotation marks and dashes more finely still do.
    """
    return _NUMBERED.sub(r"\1\\\2", _MEANS_MORE.sub(r"\\\g<0>", line))
