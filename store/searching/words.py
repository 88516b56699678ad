"""Folds and cuts text into words for search: further than FTS5 folds, also in scripts without spaces."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from newstext.excerpts import UNSPACED as _UNSPACED
from newstext.folding import LETTERS, broken_words

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

LONGEST_COUNTED = 40
"""Code points; what is longer is no word that anybody misspells, and is not in the vocabulary."""

_INVISIBLE = "\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
"""Soft hyphens, joiners, marks of direction: nobody types them, and a word goes on behind them."""
_RESPELLED = "ıłøđħŧðþæœßŁØĐĦŦÐÞÆŒẞªºſĳĲŉŀĿĸŋŊµ²³¹¼½¾"
_EMOJI = "\u2600-\u27bf\U0001f000-\U0001f3fa\U0001f400-\U0001faff"
# What FTS5 may cut or spell otherwise than we do has one of these: neither Latin as most write it nor punctuation.
_ODD = re.compile(
    f"[{_RESPELLED}{_INVISIBLE}\u0180-\u1dff\u1e9e\u1f00-\u1fff\u2070-\u209f\u2100-\u2115\u2118-\u211f\u2123-\u218f\u2460-\u24ff"
    "\u2600-\u27bf\u2c00-\u2dff\u3000-\U0010ffff]"
)
_SYMBOL = re.compile("[\u2116\u2117\u2120-\u2122]")
"""Not part of the word before them, though they decompose into letters."""
_FOLDED_WORD = re.compile(f"[{_UNSPACED}]+|[^\\W_{_UNSPACED}]+")
# Punctuation as most texts have it: what else stands between words may be in a chunk.
_CHUNK = re.compile(
    f"[{_UNSPACED}][{_UNSPACED}{_INVISIBLE}\u0300-\u036f\ufe00-\ufe0f]*"
    f"|[^\\s!-/:-@\\[-`{{-~«»\u2010-\u205e\u3000-\u303f\uff01-\uff0f\uff1a-\uff20{_UNSPACED}]+"
)
_PAUSE = re.compile("(?<![-‐\xad])[\\s、。，．]")
_PIECE = 1000
_IS_UNSPACED = re.compile(f"[{_UNSPACED}]")
_ANY_EMOJI = re.compile(f"[{_EMOJI}]")
_EMOJI_WORD = re.compile("emoji([0-9a-f]{4,5})")
_VOICING = "\u3099\u309a"
"""Japanese marks that make another letter and not an accent."""
_COMPOSED = re.compile(f"[{_VOICING}\u1100-\u11ff]")
"""What makes one letter with those beside it: these marks, and the parts of Korean syllables."""


class _Letters(dict[int, str]):
    """What each small letter, accent or sign is folded to, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _folded(chr(code))
        return folded


def _folded(letter: str) -> str:
    if _SYMBOL.match(letter):
        return " "
    if unicodedata.category(letter) == "Cf":
        return ""
    # Small letters once more: what is a letter of mathematics, or raised, becomes a capital only by this.
    plain = unicodedata.normalize("NFKD", letter).lower()
    plain = "".join(c for c in plain if c in _VOICING or unicodedata.category(c)[0] != "M")
    # Composed again, so that Korean and Japanese stay letters that a person knows.
    plain = "".join(LETTERS.get(c, c) for c in unicodedata.normalize("NFC", plain))
    return _ANY_EMOJI.sub(lambda emoji: f" emoji{ord(emoji[0]):x} ", plain)


_letters = _Letters()


def fold(text: str) -> str:
    """Return text as it is compared: no capitals, no accents, plain letters, and a word for each emoji."""
    if text.isascii():
        return text.lower()
    plain = text.lower().translate(_letters)
    return unicodedata.normalize("NFC", plain) if _COMPOSED.search(plain) else plain


def bare(text: str) -> str:
    """Return the folded words of ``text`` with a space between them: capitals, accents and punctuation do not count."""
    return " ".join(_FOLDED_WORD.findall(fold(text)))


def typed(word: str) -> str:
    """Return a folded word as people type it: an emoji as such."""
    emoji = _EMOJI_WORD.fullmatch(word)
    return chr(int(emoji[1], 16)) if emoji else word


def tokens(text: str) -> list[str]:
    """Return the words of ``text`` in order, folded, as the index holds them.

    A run of a script without spaces becomes each two of its letters, and its last one, so that any part of the run is
    found by its own pairs. Words that a line's end breaks behind a hyphen come once more at the end, in one piece.
    """
    return folded(text)[0]


def folded(text: str) -> tuple[list[str], Iterable[str]]:
    """Return the tokens of ``text``, and of them those of words that FTS5 would cut or spell otherwise than we do."""
    broken = rejoined_tokens(text)
    if (flattened := flat(text)) is not None:
        return flattened.split() + broken, broken
    odd = {token for chunk in text.split() if _ODD.search(chunk) for token in _tokens(chunk)}
    return _tokens(text) + broken, odd.union(broken)


def rejoined_tokens(text: str) -> list[str]:
    """Return the words that a line's end breaks behind a hyphen, in one piece, as the index holds them."""
    return [token for _, word in broken_words(text) for token in _tokens(word)]


def _tokens(text: str) -> list[str]:
    return [token for word in _FOLDED_WORD.findall(fold(text)) for token in _cut(word)]


def asked(text: str) -> list[tuple[str, tuple[str, ...]]]:
    """Return the words somebody asks for, folded, each once, with the tokens that stand for it in the index."""
    found = {word: _cut(word) for word in _FOLDED_WORD.findall(fold(text))}
    return [(word, cut if len(cut) == 1 else cut[:-1]) for word, cut in found.items()]


def is_unspaced(folded: str) -> bool:
    """Whether a folded word is of a script without spaces."""
    return bool(_IS_UNSPACED.match(folded))


def flat(text: str) -> str | None:
    """Return the words of ``text`` folded letter by letter, each where it was and spaces between them, if that can be.

    None for what folds into more or fewer letters, and for a script of other letters than ours.
    """
    # Through bytes: nothing is as fast, and every text that comes in goes this way.
    try:
        coded = text.encode(_CODE)
    except UnicodeEncodeError as error:
        if ord(text[error.start]) not in _RARE:
            return None
        try:
            coded = text.translate(_RARE).encode(_CODE)
        except UnicodeEncodeError:
            return None
    folded = coded.translate(_FOLDED)
    return None if _ODD_BYTE in folded else folded.decode("ascii")


def _flat_letter(letter: str) -> str | None:
    """Fold what takes one place before and after: a letter or digit; a space for what is neither; else None."""
    folded = fold(letter).strip()
    if _ODD.search(letter):  # invisible ones too: the word goes on behind them
        return None
    # An ellipsis is three full stops: no letter of them stands in its place either.
    if not any(map(str.isalnum, folded)):
        return " "
    return folded if len(folded) == 1 else None


_CODE = "cp1252"
"""Has all that most English copy is written with, the marks of typesetters too, in one byte each."""
_ODD_BYTE = b"\0"
_FOLDED = b"".join((_flat_letter(bytes([i]).decode(_CODE, "replace")) or "\0").encode() for i in range(256))
_RARE = {
    i: letter
    for i in (*range(0x100, 0x180), *range(0x1E00, 0x1F00), *range(0x2000, 0x2070))
    if (letter := _flat_letter(chr(i)))
}
"""Letters and punctuation beyond that, which a name or a dash brings into a text."""


def chunks(text: str) -> set[str]:
    """Return the different stretches between spaces and punctuation of any text, mostly words."""
    return set(_CHUNK.findall(text))


def where(text: str, some: Container[str]) -> Iterator[tuple[int, str]]:
    """Yield each of some chunks of a text wherever it stands there, in order, and where it starts."""
    return ((found.start(), found[0]) for found in _CHUNK.finditer(text) if found[0] in some)


def pieces(text: str) -> Iterator[tuple[int, str]]:
    """Cut a text between words into pieces that take little time each, and yield each with where it starts."""
    start = 0
    while start < len(text):
        pause = _PAUSE.search(text, start + _PIECE, start + 2 * _PIECE)
        end = pause.end() if pause else start + 2 * _PIECE
        yield start, text[start:end]
        start = end


def places(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and folded form of each word of any text where it stands; runs without spaces are not cut."""
    for found in _printed_word().finditer(text):
        yield found.start(), found.end(), fold(found[0]).strip()


def _cut(word: str) -> tuple[str, ...]:
    if len(word) == 1 or not is_unspaced(word):
        return (word,)
    return (*(word[i : i + 2] for i in range(len(word) - 1)), word[-1])


_printed: re.Pattern[str] | None = None


def _printed_word() -> re.Pattern[str]:
    """A word with its accents, as printed. Made when first needed: it asks Unicode about every mark."""
    global _printed
    if _printed is None:
        marks = "".join(chr(c) for c in range(0x300, 0xFFFF) if unicodedata.category(chr(c))[0] == "M")
        letter = f"(?:(?![{_UNSPACED}])[^\\W_]|[{marks}])"
        run = f"[{_UNSPACED}{marks}{_INVISIBLE}]*"
        _printed = re.compile(
            f"[{_EMOJI}]|[{_UNSPACED}{marks}]*[{_UNSPACED}]{run}|{letter}(?:[{_INVISIBLE}]*{letter})*"
        )
    return _printed
