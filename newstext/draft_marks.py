"""Rewrites every way of marking quotations in drafts as the double marks that the finder reads."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from newstext.quotations.double_marks import stretches
from newstext.quotations.paragraph_ends import paragraph_spans
from newstext.quotations.single_marks import double_marks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{2,6}|#x[\da-fA-F]{2,5});")
_ESCAPED = re.compile(r"\\(?=[\"'“”‘’«»`])")
_TWICE = re.compile(
    r"[Â-ô‚√][\u0080-\u00bf†‡ˆ‰Š‹Œ‘-•–—˜™š›œžŸŽ€ƒ„…¡-ÿÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü∫ªºΩæø¿¡¬√ƒ≈∆«»]{1,3}"
)
_TYPICAL = re.compile("â€|Â[«»\u00a0]|Ã¢|‚Ä|¬[´ª]")
"""Signs of UTF-8 quotation marks decoded as something else; they occur in no other text."""
_QUOTED_LINE = re.compile(r"[ \t]{0,3}(?:>[ \t]?)+")
_BLOCK_BEGINS = re.compile(r"<blockquote\b", re.IGNORECASE)
_TAG = re.compile(r"</?(?:blockquote|p|cite|footer|br)\b[^<>]{0,200}>", re.IGNORECASE)
_Q = re.compile(r"<(/?)q\b[^<>]{0,200}>", re.IGNORECASE)
_SIGNATURE = re.compile(r"\s*(?:—|–|--|―|-\s)")
_LEAF = ("p", "li", "div", "dd", "td", "pre", "blockquote")
_SIGNED = ("cite", "footer", "figcaption")
_MOST_WORDS_OF_A_TERM = 3
_INNER = str.maketrans('“”„"«»', "‘’‚'‹›")


def plain_marks(text: str) -> str:
    """Return the text of a draft with every quotation in double marks; its lines stay where they are."""
    text = _ESCAPED.sub("", _ENTITY.sub(_character, _decoded_once(text)))
    text = _Q.sub(lambda tag: "”" if tag[1] else "“", text)
    text = "\n".join(_without_quoted_lines(text.split("\n")))
    return double_marks(text, paragraph_spans(text), always=True)


def mark_elements(root: _Element) -> None:
    """Insert marks for the elements that stand for them: ``<q>``, and ``<blockquote>`` around unmarked words."""
    for element in root.iter("figure"):
        element.tag = "div"
    for element in root.iter(*_SIGNED):
        of_words = element.tag == "figcaption" or next(element.iterancestors("blockquote"), None) is not None
        if of_words and not _SIGNATURE.match("".join(element.itertext())):
            element.text = f"— {element.text or ''}"
        element.tag = "p" if of_words else "span"
    for quoted in root.iter("q"):
        nested = next(quoted.iterancestors("q"), None) is not None
        if not _begins_with_mark("".join(quoted.itertext())):
            _enclose(quoted, *("‘’" if nested else "“”"))
    for block in root.iter("blockquote"):
        for leaf in [e for e in block.iter(*_LEAF) if not any(True for _ in e.iterdescendants(*_LEAF))]:
            words = "".join(leaf.itertext())
            if words.strip() and not _is_marked(words) and not _SIGNATURE.match(words):
                _turn_inner(leaf)
                _enclose(leaf, "“", "”")


def marked_block(words: str) -> str:
    """Return a paragraph that is set as a quotation in marks, unless it has its own or signs the one before."""
    if not words.strip() or _is_marked(words) or _SIGNATURE.match(words):
        return words
    return f"“{words.strip().translate(_INNER)}”"


def _character(entity: re.Match[str]) -> str:
    found = html.unescape(entity[0])
    return entity[0] if found in ("\n", "\r", "<", ">", "&") else found


def _decoded_once(text: str) -> str:
    """Repair UTF-8 that was decoded as cp1252 or Mac Roman, if its quotation marks show it."""
    for _ in range(2):
        if _TYPICAL.search(text) is None:
            break
        text = _TWICE.sub(_redecoded, text).replace("â€", "”")
    return text


def _redecoded(match: re.Match[str]) -> str:
    for encoding in ("cp1252", "mac_roman"):
        for end in range(len(match[0]), 1, -1):
            part = match[0][:end]
            try:
                raw = b"".join(c.encode("latin-1") if "\x80" <= c <= "\x9f" else c.encode(encoding) for c in part)
                return raw.decode("utf-8") + match[0][end:]
            except UnicodeError:
                continue
    return match[0]


def _without_quoted_lines(lines: list[str]) -> Iterator[str]:
    """Yield lines without ``>``; a paragraph of them that has no marks gets its own."""
    block: list[str] = []
    inside = False
    for line in [*lines, ""]:
        match = _QUOTED_LINE.match(line)
        inside = inside or _BLOCK_BEGINS.search(line) is not None
        words = _TAG.sub("", line[match.end() :]) if match else _TAG.sub("", line) if inside else ""
        inside = inside and "</blockquote" not in line.lower()
        if words.strip():
            block.append(words)
            continue
        yield from _marked(block)
        block = []
        yield "" if match else _TAG.sub("", line)


def _marked(block: list[str]) -> list[str]:
    """Enclose a paragraph in marks, except a last line that signs it; keep it on its first line."""
    signed = block[-1:] if len(block) > 1 and _SIGNATURE.match(block[-1]) else []
    words = " ".join(map(str.strip, block[: len(block) - len(signed)]))
    return [" ".join([marked_block(words), *signed]), *[""] * (len(block) - 1)] if block else []


def _is_marked(words: str) -> bool:
    """Whether a block already holds speech in its own marks, and not just a term."""
    inner = [words[s.inner_start : s.inner_end] for s in stretches(words)]
    return _begins_with_mark(words) or any(len(w.split()) > _MOST_WORDS_OF_A_TERM for w in inner)


def _begins_with_mark(words: str) -> bool:
    return words.lstrip()[:1] in tuple("“”„«‹\"'‘‚「『")


def _turn_inner(leaf: _Element) -> None:
    for element in leaf.iter():
        element.text = element.text and element.text.translate(_INNER)
        if element is not leaf:
            element.tail = element.tail and element.tail.translate(_INNER)


def _enclose(element: _Element, opening: str, closing: str) -> None:
    element.text = opening + (element.text or "").lstrip()
    if len(element):
        element[-1].tail = (element[-1].tail or "").rstrip() + closing
    else:
        element.text = element.text.rstrip() + closing
