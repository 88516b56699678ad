"""Folds text and splits it into words for search: more thoroughly than FTS5, also in scripts without spaces."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from newstext.excerpts import UNSPACED as _UNSPACED
from newstext.folding import LETTERS, broken_words

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

LONGEST_COUNTED = 40
"""Code points; longer words are not in the vocabulary, since nobody misspells them."""

_INVISIBLE = "\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
"""Soft hyphens, joiners, direction marks: nobody types them, and they do not end a word."""
_RESPELLED = "ıłøđħŧðþæœßŁØĐĦŦÐÞÆŒẞªºſĳĲŉŀĿĸŋŊµ²³¹¼½¾"
_EMOJI = "\u2600-\u27bf\U0001f000-\U0001f3fa\U0001f400-\U0001faff"
# Text that FTS5 may split or fold differently from us has one of these, beyond common Latin letters and punctuation.
_ODD = re.compile(
    f"[{_RESPELLED}{_INVISIBLE}\u0180-\u1dff\u1e9e\u1f00-\u1fff\u2070-\u209f\u2100-\u2115\u2118-\u211f\u2123-\u218f\u2460-\u24ff"
    "\u2600-\u27bf\u2c00-\u2dff\u3000-\U0010ffff]"
)
_SYMBOL = re.compile("[\u2116\u2117\u2120-\u2122]")
"""They do not belong to the word before them, although they decompose into letters."""
_FOLDED_WORD = re.compile(f"[{_UNSPACED}]+|[^\\W_{_UNSPACED}]+")
# Splits at common punctuation; a chunk may contain other characters between words.
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
"""Japanese marks that form another letter and are not accents."""
_COMPOSED = re.compile(f"[{_VOICING}\u1100-\u11ff]")
"""Characters that combine into one letter: these marks, and the parts of Korean syllables."""


class _Letters(dict[int, str]):
    """The folding of each small letter, accent or sign, computed on first use."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _folded(chr(code))
        return folded


def _folded(letter: str) -> str:
    if _SYMBOL.match(letter):
        return " "
    if unicodedata.category(letter) == "Cf":
        return ""
    # Lower case again: mathematical and superscript letters become capitals in the decomposition.
    plain = unicodedata.normalize("NFKD", letter).lower()
    plain = "".join(c for c in plain if c in _VOICING or unicodedata.category(c)[0] != "M")
    # Composed again, so that Korean and Japanese letters stay whole.
    plain = "".join(LETTERS.get(c, c) for c in unicodedata.normalize("NFC", plain))
    return _ANY_EMOJI.sub(lambda emoji: f" emoji{ord(emoji[0]):x} ", plain)


_letters = _Letters()


def fold(text: str) -> str:
    """Return text in the form that is compared: lower case, no accents, plain letters, a word for each emoji."""
    if text.isascii():
        return text.lower()
    plain = text.lower().translate(_letters)
    return unicodedata.normalize("NFC", plain) if _COMPOSED.search(plain) else plain


def bare(text: str) -> str:
    """Return the folded words of ``text``, separated by spaces, without capitals, accents and punctuation."""
    return " ".join(_FOLDED_WORD.findall(fold(text)))


def typed(word: str) -> str:
    """Return a folded word as people type it, with emoji restored."""
    emoji = _EMOJI_WORD.fullmatch(word)
    return chr(int(emoji[1], 16)) if emoji else word


def tokens(text: str) -> list[str]:
    """Return the words of ``text`` in order, folded, as in the index.

    A run of a script without spaces becomes all pairs of adjacent letters and its last letter, so that any part of it
    is found by its pairs. Words broken by a hyphen at a line end are repeated at the end, in one piece.
    """
    return folded(text)[0]


def folded(text: str) -> tuple[list[str], Iterable[str]]:
    """Return the tokens of ``text``, and those of words that FTS5 would split or fold differently."""
    broken = rejoined_tokens(text)
    if (flattened := flat(text)) is not None:
        return flattened.split() + broken, broken
    odd = {token for chunk in text.split() if _ODD.search(chunk) for token in _tokens(chunk)}
    return _tokens(text) + broken, odd.union(broken)


def rejoined_tokens(text: str) -> list[str]:
    """Return the words broken by a hyphen at a line end, in one piece, as in the index."""
    return [token for _, word in broken_words(text) for token in _tokens(word)]


def _tokens(text: str) -> list[str]:
    return [token for word in _FOLDED_WORD.findall(fold(text)) for token in _cut(word)]


def asked(text: str) -> list[tuple[str, tuple[str, ...]]]:
    """Return the distinct words of a query, folded, each with its tokens in the index."""
    found = {word: _cut(word) for word in _FOLDED_WORD.findall(fold(text))}
    return [(word, cut if len(cut) == 1 else cut[:-1]) for word, cut in found.items()]


def phrase_of(text: str) -> str:
    """Return the words of ``text`` in a row, as FTS5 looks them up; empty without words."""
    words = [token for _, tokens in asked(text) for token in tokens]
    return f'"{" ".join(words)}"' if words else ""


def is_unspaced(folded: str) -> bool:
    """Whether a folded word is of a script without spaces."""
    return bool(_IS_UNSPACED.match(folded))


def flat(text: str) -> str | None:
    """Return ``text`` folded letter by letter, each at its place, with spaces between words.

    None if a letter folds into more or fewer letters, or is of another script than Latin.
    """
    # By way of bytes, which is fastest: every imported text is folded here.
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
    """Return the one letter or digit that a letter folds to, or a space for neither; None if there are several."""
    folded = fold(letter).strip()
    if _ODD.search(letter):  # also invisible characters, which do not end a word
        return None
    # Punctuation folds to a space, also an ellipsis, which decomposes into three full stops.
    if not any(map(str.isalnum, folded)):
        return " "
    return folded if len(folded) == 1 else None


_CODE = "cp1252"
"""Encodes the characters of most English copy, including typographic marks, in one byte each."""
_ODD_BYTE = b"\0"
_FOLDED = b"".join((_flat_letter(bytes([i]).decode(_CODE, "replace")) or "\0").encode() for i in range(256))
_RARE = {
    i: letter
    for i in (*range(0x100, 0x180), *range(0x1E00, 0x1F00), *range(0x2000, 0x2070))
    if (letter := _flat_letter(chr(i)))
}
"""Other letters and punctuation, as in foreign names and for dashes."""


def chunks(text: str) -> set[str]:
    """Return the distinct chunks of any text between spaces and punctuation, mostly words."""
    return set(_CHUNK.findall(text))


def where(text: str, some: Container[str]) -> Iterator[tuple[int, str]]:
    """Yield the start and text of each occurrence of some chunks in a text, in order."""
    return ((found.start(), found[0]) for found in _CHUNK.finditer(text) if found[0] in some)


def pieces(text: str) -> Iterator[tuple[int, str]]:
    """Split a text between words into pieces that take little time each; yield the start and text of each."""
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
