"""The layout of an article in rows: nothing is lost, repeated or pushed out of its column, whatever the text."""

from __future__ import annotations

import unicodedata

from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.content import Content

from newstext.segments import graphemes
from newstext.spans import Span
from tui.terminal.safe_text import visible
from tui.text.cells import cut_at_part, cut_at_word, cut_in_the_middle, fitted
from tui.text.hanging import hanging
from tui.text.wrapping import Layout, wrap

_CLUSTERS = [
    "e\u0308",
    "👨‍👩‍👧",
    "❤\ufe0f",
    "🇳🇴",
    "각",
    "क्षि",
    "👋🏽",
    "日",
    "\u200b",
    "\u00a0",
    "a\u0301\u0302",
    "\ufe0f",
]
_SPACES = [" ", "  ", "\t", "\n", "\n\n"]
_words = st.one_of(
    st.text(max_size=12), st.text("abcdefgh’-", max_size=30), st.sampled_from(_CLUSTERS), st.sampled_from(_SPACES)
)
_texts = st.lists(_words, max_size=40).map("".join)
_widths = st.integers(1, 200)


@given(_texts, _widths)
@example("日本語" * 40, 9)
@example("🇳🇴" * 50, 8)
@example("a" * 300 + "\u0301" * 300, 20)
@example("   indented words that go on", 12)
def test_every_character_is_shown_once_in_its_order_and_only_spaces_hang_over(text: str, width: int) -> None:
    layout = Layout([], text, width)
    place = 0
    for number in range(len(layout)):
        span = layout.row(number).span
        assert text[place : span.start].strip(" \t\u200b\n") == ""
        assert layout.row(number).shown == visible(text)[span.start : span.end]
        place = span.end
    assert text[place:].strip(" \t\u200b\n") == ""


@given(_texts, _widths)
@example("❤\ufe0f" * 30, 8)
@example("👨‍👩‍👧" * 30, 8)
def test_no_row_is_wider_than_the_pane(text: str, width: int) -> None:
    layout = Layout([], text, width)
    for number in range(len(layout)):
        shown = layout.row(number).shown
        single = next(graphemes(shown, Span(0, len(shown))), None) == Span(0, len(shown))
        assert cell_len(shown) <= layout.width or single


@given(_texts, _widths)
@example("00000000\u200b\ufe00", 1)
def test_no_row_begins_in_the_middle_of_a_character(text: str, width: int) -> None:
    shown = visible(text)
    layout = Layout([], text, width)
    starts = {grapheme.start for grapheme in graphemes(shown, Span(0, len(shown)))}
    wide = {g.start for g in graphemes(shown, Span(0, len(shown))) if cell_len(g.of(shown)) > layout.width}
    for number in range(len(layout)):
        span = layout.row(number).span
        after_a_space = text[span.start - 1 : span.start] in tuple(" \t\u200b\n")
        assert span.start in starts or span.start == len(text) or after_a_space or wide


@given(_texts, _widths, st.data())
def test_a_place_and_its_cell_lead_to_each_other(text: str, width: int, data: st.DataObject) -> None:
    layout = Layout([], text, width)
    if not text:
        assert layout.offset_at(0, 0) == 0
        return
    number = layout.row_of(data.draw(st.integers(0, len(text) - 1)))
    row = layout.row(number)
    for grapheme in graphemes(row.shown, Span(0, len(row.shown))):
        offset = row.span.start + grapheme.start
        cells = cell_len(grapheme.of(row.shown))
        if cells:
            assert layout.row_of(offset) == number
            assert layout.offset_at(number, layout.cell_of(offset)) == offset
            assert layout.offset_at(number, layout.cell_of(offset) + cells - 1) == offset


def _wrapped_word_by_word(line: str, width: int) -> list[str]:
    rows = [""]
    for word in line.split():
        joined = f"{rows[-1]} {word}" if rows[-1] else word
        if len(joined) <= width:
            rows[-1] = joined
            continue
        if rows[-1]:
            rows.append("")
        while len(word) > width:
            rows[-1], word = word[:width], word[width:]
            rows.append("")
        rows[-1] = word
    return rows


@given(st.lists(st.text("abcé“”’.,—", min_size=1, max_size=40), min_size=1, max_size=60), st.integers(8, 200))
def test_plain_words_wrap_as_by_hand(words: list[str], width: int) -> None:
    line = " ".join(words)
    assert [span.of(line) for span in wrap(line, width)] == _wrapped_word_by_word(line, width)


@given(st.lists(st.text("abcé“”’.,—", min_size=1, max_size=12), min_size=1, max_size=60), st.integers(8, 60))
def test_one_odd_character_does_not_change_how_the_others_wrap(words: list[str], width: int) -> None:
    plain, measured = " ".join([*words, "x"]), " ".join([*words, "\u1e8b"])
    assert list(wrap(plain, width)) == list(wrap(measured, width))


def test_no_row_of_any_wide_character_is_wider_than_its_pane_or_narrower_than_it_must_be() -> None:
    for code in range(0x3001, 0xFF61):
        character = chr(code)
        if unicodedata.east_asian_width(character) in "WF" and unicodedata.category(character)[0] in "LP":
            rows = [cell_len(visible(character * (span.end - span.start))) for span in wrap(character * 9, 8)]
            assert max(rows) <= 8, hex(code)
            assert rows[0] + cell_len(visible(character)) > 8, hex(code)


def test_rows_after_the_first_of_a_listed_line_hang_under_it_and_keep_its_colours() -> None:
    shown = hanging(Content.assemble("! one two three\n", ("  four five six seven", "bold"), "\n"), 12)
    assert shown.plain == "! one two\n  three\n  four\n    five six\n    seven\n"
    assert "".join(shown.plain[span.start : span.end].strip() for span in shown.spans) == "fourfive sixseven"


def test_a_title_is_cut_between_words_and_never_at_a_number() -> None:
    title = "Changed by updates · 1 of 2 · Harbour strike enters third week, says union"
    assert cut_in_the_middle(title, 80) == title
    assert cut_in_the_middle(title, 60) == "Changed by updates · 1 of 2 · Harbour strike … says union"
    assert (
        cut_at_word(" Port Wire · updated, 1 quotation changed · 24 Nov 2026", 46)
        == " Port Wire · updated, 1 quotation changed …"
    )
    assert cut_at_word("日本語" * 20, 21) == "日本語日本語日本語日" + "…"
    assert cut_at_word("Kestmoor tells time again after 31 years", 38) == "Kestmoor tells time again after …"
    assert fitted("that tunnel was taking water, inquiry hears", 32) == "that tunnel was taking water …  "


def test_a_byline_is_cut_after_a_part_and_never_within_a_date() -> None:
    byline = "Port Wire · 24 Nov 2026 11:40 · corrected · revision 2"
    assert cut_at_part(byline, len(byline)) == byline
    assert cut_at_part(byline, 45) == "Port Wire · 24 Nov 2026 11:40 · corrected …"
    assert cut_at_part(byline, 28) == "Port Wire …"
    assert cut_at_part(byline, 6) == "Port …"
