"""Words set in Markdown read as the same words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from newstext.markdown import escaped

_READER = MarkdownIt("gfm-like", {"linkify": False})
_SIGNS = st.text("\\`*_{}[]()<>#+-.!|~&=:^$@\"'/ 12a.w")


def read(markdown: str) -> str:
    """Return the words of a block quotation as Markdown shows them; fails if it has other elements."""
    tokens = _READER.parse(f"> {markdown}")
    assert [token.type for token in tokens] == [
        "blockquote_open",
        "paragraph_open",
        "inline",
        "paragraph_close",
        "blockquote_close",
    ]
    parts = tokens[2].children or []
    assert {part.type for part in parts} <= {"text", "text_special"}
    return "".join(part.content for part in parts)


@given(_SIGNS.filter(lambda words: words.strip()))
def test_no_words_are_taken_for_more_than_words(words: str) -> None:
    line = " ".join(words.split())
    assert read(escaped(line)) == line


@pytest.mark.parametrize("line", ["We want a phone call. We do.", "“No,” she said — twice (in May): 10:30, no-one’s."])
def test_plain_copy_stays_as_it_reads(line: str) -> None:
    assert escaped(line) == line


@pytest.mark.parametrize("line", ["http://evil.example", "ftp://evil.example", "www.evil.example", "me@evil.example"])
def test_an_address_becomes_no_link(line: str) -> None:
    reader = MarkdownIt("gfm-like", {"linkify": True})
    assert "<a" not in reader.render(escaped(line))
