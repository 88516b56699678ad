"""Copies in every format: from the store, with the necessary warnings, and safe wherever they are pasted."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from newstext.article import Page
from newstext.quotations.model import QuotationKind
from newstext.spans import Span
from newstext.stated import State
from newstext.turns import Moment, Turn
from store.model.annotations import Record, Status
from tests.screens.driver import at_the_desk
from tests.screens.invented import HARBOUR
from tui import copy_formats

if TYPE_CHECKING:
    from store import Archive
    from store.quotations.citations import Citation

NASTY = "<b onclick='x'>“Pay [me](http://evil.example) **now** `rm` | \\ & go,”</b>"


WITH_PLACES = [name for name in copy_formats.FORMATS if name != "words"]
"""The formats that say where the words stand."""


def _without(words: str, *citations: Citation) -> list[str]:
    """Return the formats whose copy does not hold these words."""
    return [name for name, form in copy_formats.FORMATS.items() if words not in form(citations)]


def _taken(archive: Archive, **fields: object) -> Citation:
    article = replace(HARBOUR, **({"url": "https://portwire.example/other"} | fields))  # type: ignore[arg-type]
    [made] = archive.add([article], reader="test", reader_version="1")
    revision = archive.open_article(made.article_id).revision
    start = article.body.index("“")
    quotation = archive.decisions.add_quotation(revision, [Span(start, article.body.index("”", start) + 1)])
    [citation] = archive.annotations.cite([archive.decisions.name_speaker(quotation, "Mira Holt").id])
    return citation


@pytest.mark.parametrize("name", ["provenance", "credit"])
def test_what_an_article_states_passes_for_no_line_of_the_copy(name: str, archive: Archive) -> None:
    lines = "Harbour\nMatches as published by Jane.", "Port Wire\u2028settled: verified by Jane"
    citation = _taken(archive, headline=lines[0], source=lines[1])
    copied = copy_formats.FORMATS[name](
        [archive.annotations.cite([archive.remarks.note(citation.annotation, "a\nb").id])[0]]
    )
    assert not [line for line in copied.splitlines() if line.startswith(("Matches as published by Jane", "settled: v"))]
    assert "Harbour Matches as published by Jane." in copied


def test_words_that_were_not_on_the_record_say_so_wherever_they_are_pasted(archive: Archive) -> None:
    citation = _taken(archive)
    off = archive.remarks.set_record(citation.annotation, Record.OFF)
    assert _without("OFF THE RECORD", citation) == list(copy_formats.FORMATS)
    assert _without("OFF THE RECORD", *archive.annotations.cite([off.id])) == []


def test_words_of_a_document_carry_their_page(archive: Archive) -> None:
    inside, behind = HARBOUR.body.index("“") + 5, HARBOUR.body.index("”") + 5
    on_two = _taken(archive, pages=(Page("iv", 0), Page("v\n[b]", inside)))
    on_one = _taken(archive, url="https://portwire.example/one", pages=(Page("7", 0), Page("8", behind)))
    for name in WITH_PLACES:
        assert re.search(r"pp\. iv–v \\?\[b\\?\]", copy_formats.FORMATS[name]([on_two])), name
        assert re.search(r"\bp\. 7\b", copy_formats.FORMATS[name]([on_one])), name


def test_words_of_a_transcript_carry_the_recordings_time(archive: Archive) -> None:
    start = HARBOUR.body.index("“")
    heard = (Moment(start - 5, 842_900), Moment(start + 5, 860_000))
    turn = Turn("Mira Holt", 800_000, None, Span(start - 9, start + 90), heard)
    early = _taken(archive, turns=(turn,))
    later = _taken(archive, url="https://portwire.example/one", turns=(replace(turn, start_ms=4_442_000, moments=()),))
    for name in WITH_PLACES:
        assert re.search(r"\b14:02\b", copy_formats.FORMATS[name]([early])), name
        assert re.search(r"\b1\\?:14:02\b", copy_formats.FORMATS[name]([later])), name


def test_the_provenance_card_says_where_the_words_are_and_never_that_they_are_true(archive: Archive) -> None:
    citation = _taken(archive)
    card = copy_formats.FORMATS["provenance"]([citation])
    for told in (
        "“Nobody here wants a fourth week,”",
        "said by: Mira Holt",
        "headline: Harbour strike enters third week",
        "source: Port Wire",
        "address: https://portwire.example/other",
        "published: 24 Nov 2026 09:14",
        f"revision: 1 of 1, SHA-256 {citation.revision.sha256}",
        "settled: accepted by ada,",
        "Matches as published by Port Wire.",
    ):
        assert told in card
    start = HARBOUR.body.index("“")
    assert f"place: characters {start} to {start + 34} of the text" in card
    assert "true" not in card


@pytest.mark.parametrize(
    ("state", "warning"),
    [(State.WITHDRAWN, "WITHDRAWN"), (State.EMBARGOED, "UNDER EMBARGO"), (State.CORRECTED, "corrected")],
)
def test_every_format_carries_the_warning(archive: Archive, state: State, warning: str) -> None:
    assert _without(warning, _taken(archive, state=state)) == []


def test_a_stale_quotation_says_so_in_every_format(archive: Archive) -> None:
    citation = _taken(archive)
    archive.decisions.settle([citation.annotation], Status.STALE)
    assert _without("WORDS CHANGED", *archive.annotations.cite([citation.annotation.id])) == []


@pytest.mark.parametrize("status", [Status.REJECTED, Status.REMOVED])
def test_a_quotation_that_does_not_stand_says_so_in_every_format(archive: Archive, status: Status) -> None:
    citation = _taken(archive)
    archive.decisions.settle([citation.annotation], status)
    assert _without(f"{status.upper()} at the desk", *archive.annotations.cite([citation.annotation.id])) == []


def test_what_an_article_says_is_no_markup_of_ours(archive: Archive) -> None:
    citation = _taken(archive, body=f"{NASTY} he said.", headline=NASTY, url='https://x.example/"><script>(a)')
    html = copy_formats.FORMATS["HTML"]([citation])
    assert "<b" not in html.replace("<blockquote", "").replace("<br", "")
    assert "<script" not in html
    markdown = copy_formats.FORMATS["Markdown"]([citation])
    assert "](http://evil" not in markdown
    assert "**now**" not in markdown
    assert r"\*\*now\*\*" in markdown


def test_a_paraphrase_is_never_copied_as_if_it_were_words(archive: Archive) -> None:
    revision = _taken(archive).revision
    said = Span(20, revision.article.body.index(", the port said"))
    made = archive.decisions.add_quotation(revision, [said], kind=QuotationKind.INDIRECT)
    cited = archive.annotations.cite([archive.decisions.name_speaker(made, "Mira Holt").id])
    for name, form in copy_formats.FORMATS.items():
        copied = form(cited)
        assert made.words in copied, name
        assert ("indirect" if name == "JSON" else "paraphrased") in copied, name
        assert not copied.startswith("> "), name
        assert "<blockquote" not in copied, name


def test_json_leaves_no_control_character_as_it_is(archive: Archive) -> None:
    citation = _taken(archive, body="“Berth two\x9b31m is\x7f closed\x1b[201~,” he said.")
    copied = copy_formats.FORMATS["JSON"]([citation])
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f]", copied)
    assert json.loads(copied)["words"] == citation.annotation.words


COPIES = {
    "y": "the words",
    "a": "with credit",
    "m": "as Markdown",
    "h": "as HTML",
    "j": "as JSON",
    "p": "with provenance",
}
"""The formats, by the keys that follow “y”."""


async def test_no_copy_holds_anything_that_a_terminal_obeys(archive: Archive) -> None:
    _taken(archive, headline="Berth\x1b]0;x\x07 two", body="“Closed\x1b[201~rm -rf ~\r\x9b,” said Orla Fenn.")
    async with at_the_desk(archive) as desk:
        await desk.open("Berth")
        await desk.press("g", "g", "n")
        for number, (key, form) in enumerate(COPIES.items(), 1):
            await desk.press("y", key)
            assert len(desk.clipboard.copies) == number
            copied = desk.clipboard.copies[-1]
            assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f]", copied), form
            assert desk.copied[0] == copied
            with_signs = "" if key == "j" else " Control characters were replaced by signs."
            assert desk.says == f"Copied {form}.{with_signs}"


def test_json_reads_back_and_its_places_are_the_words(archive: Archive) -> None:
    citation = _taken(archive)
    told = json.loads(copy_formats.FORMATS["JSON"]([citation]))
    [piece] = told["pieces"]
    assert citation.revision.article.body[piece["start"] : piece["end"]] == piece["exact"] == told["words"]
    assert told["settled_by"] == "ada"
    assert len(json.loads(copy_formats.FORMATS["JSON"]([citation, citation]))) == 2


async def test_several_marked_quotations_are_copied_at_once_and_copied_again(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.open("Harbour")
        await desk.press("g", "g", "n", "m", "n", "m", "y", "y")
        [copied] = desk.clipboard.copies
        assert copied.count("\n\n") == 1
        assert desk.marked == []
        await desk.press("Y", "enter")
        assert desk.clipboard.copies == [copied, copied]


async def test_a_copy_with_credit_is_two_keys_and_settling_and_undo_are_one_each(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.open("Bridge")
        await desk.press("y", "a")
        assert "Northern Post" in desk.clipboard.copies[0]
        await desk.press("a")
        assert len(desk.stored(Status.ACCEPTED)) == 1
        await desk.press("u")
        assert desk.stored(Status.ACCEPTED) == []


@pytest.mark.parametrize("state", [State.WITHDRAWN, State.EMBARGOED])
async def test_selected_words_carry_the_warning_of_their_article(archive: Archive, state: State) -> None:
    archive.add([replace(HARBOUR, state=state)], reader="test", reader_version="1")
    async with at_the_desk(archive) as desk:
        await desk.open("Harbour")
        await desk.press("g", "g", "V", "y")
        words, warning = desk.clipboard.copies[0].split("\n")
        assert words == HARBOUR.body.split("\n")[0]
        assert warning == {State.WITHDRAWN: "[WITHDRAWN by its publisher]", State.EMBARGOED: "[UNDER EMBARGO]"}[state]


async def test_words_selected_before_their_article_was_withdrawn_carry_the_warning(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await desk.open("Harbour")
        await desk.press("g", "g", "V")
        archive.add([replace(HARBOUR, state=State.WITHDRAWN)], reader="test", reader_version="1")
        await desk.press("y")
        assert "[WITHDRAWN by its publisher]" in desk.clipboard.copies[0]


@pytest.mark.parametrize("key", ["x", "D"])
async def test_a_marked_quotation_that_stands_no_more_is_left_out_and_told(archive: Archive, key: str) -> None:
    async with at_the_desk(archive) as desk:
        await desk.open("Harbour")
        await desk.press("g", "g", "n", "m", "n", "m", key, "y", "y")
        assert desk.says == "Copied the words. Left out: 1 marked quotation, rejected or removed since."
        [copied] = desk.clipboard.copies
        assert "\n\n" not in copied
        await desk.press("g", "g", "n", "m", key, "y", "a")
        assert desk.says == "Left out: 1 marked quotation, rejected or removed since. Nothing copied."
        assert (desk.clipboard.copies, desk.marked) == ([copied], [])


@pytest.mark.parametrize("name", ["credit", "Markdown", "HTML", copy_formats.RICH])
def test_a_headline_in_marks_has_single_marks_inside(name: str, archive: Archive) -> None:
    citation = _taken(archive, headline="Foreman “told them” twice")
    titled = archive.annotations.cite([archive.remarks.set_role(citation.annotation, "Dame").id])
    copied = copy_formats.FORMATS[name](titled)
    assert "“Foreman ‘told them’ twice”" in copied
    assert "— Dame Mira Holt (" in copied
    assert titled[0].annotation.words in copied.replace("> ", "")
    assert json.loads(copy_formats.FORMATS["JSON"](titled))["headline"] == "Foreman “told them” twice"
