"""The register screen and the speaker picker: everyone quoted, their quotations, and merged names."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from newstext.article import Article
from newstext.spans import Span
from store import Archive
from store.model.annotations import Record, Status
from store.model.speakers import Attribution, SpeakerQuotation
from tests.screens.driver import at_the_desk
from tests.screens.invented import HARBOUR
from tui.register.answers import place
from tui.register.lines import said_line
from tui.settings.config import Config

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from store.model.annotations import Annotation
    from tests.screens.driver import Driver

WORDS = ("Nobody here wants", "We want a phone", "The offer stands", "their lights on", "played")


def quoted(archive: Archive, *names: str, words: Sequence[str] = WORDS) -> list[Annotation]:
    """Add a quotation by each name in the first article, with the next of ``words`` for each."""
    revision = archive.open_article(archive.articles.page().rows[0].id).revision
    made = []
    for name, said in zip(names, words, strict=False):
        start = revision.article.body.index(said)
        quotation = archive.decisions.add_quotation(revision, [Span(start, start + len(said))])
        made.append(archive.decisions.name_speaker(quotation, name))
    return made


def listed(desk: Driver, which: str = "speakers") -> list[tuple[str, str]]:
    """Return the listed words, each with the text at its right."""
    return [(line.words, line.right) for line in desk.items(which)]


async def test_w_lists_everyone_quoted_with_counts_and_what_each_said(archive: Archive) -> None:
    quoted(archive, "Mira Holt", "Mira Holt", "Jonas Pike")
    async with at_the_desk(archive) as desk:
        await desk.press("W")
        assert listed(desk) == [("Mira Holt", "2"), ("Jonas Pike", "1")]
        assert {words for words, _ in listed(desk, "said")} == {"Nobody here wants", "We want a phone"}
        await desk.press("j")
        assert listed(desk, "said") == [("The offer stands", "")]
        await desk.press("q")
        assert desk.where in ("stack", "reader")


async def test_the_footer_offers_what_works_in_the_pane_that_has_the_keys(archive: Archive) -> None:
    quoted(archive, "Mira Holt")
    async with at_the_desk(archive, size=(160, 24)) as desk:
        await desk.press("W")
        assert "accepted" in desk.title
        assert "tab quotations" in desk.hints
        assert "rename" in desk.hints
        assert "@ speaker" not in desk.hints
        await desk.press("tab")
        assert "@ speaker" in desk.hints
        assert "split" in desk.hints
        await desk.press("Y")
        assert desk.title.startswith("Nothing copied")


async def test_enter_goes_to_the_quotation_in_its_article(archive: Archive) -> None:
    quoted(archive, "Mira Holt", "Jonas Pike")
    async with at_the_desk(archive, size=(80, 24)) as desk:
        await desk.press("W", "j", "enter", "enter")
        assert desk.is_reading
        assert desk.current is not None
        assert desk.current.state.speaker == "Mira Holt"
        assert desk.at.startswith("Nobody here wants")


async def test_two_are_made_one_and_parted_again_by_undo(archive: Archive) -> None:
    quoted(archive, "Mira Holt", "Holt", "Mira Holt")
    async with at_the_desk(archive) as desk:
        await desk.press("W", "j", "m", *"mira", "enter")
        assert listed(desk) == [("Mira Holt", "3")]
        assert desk.says == "Merged Holt into Mira Holt: 3 quotations. u undoes it."
        await desk.press("u")
        assert listed(desk) == [("Mira Holt", "2"), ("Holt", "1")]
        assert desk.says == "Undone: merge of two speakers."
        await desk.press("ctrl+r")
        assert listed(desk) == [("Mira Holt", "3")]


async def test_nobody_is_offered_to_be_one_with_themselves_or_with_a_name_that_nobody_has(archive: Archive) -> None:
    quoted(archive, "Mira Holt", "Holt")
    async with at_the_desk(archive) as desk:
        await desk.press("W", "m")
        assert desk.offered == ["Mira Holt"]
        await desk.type("Nora")
        assert desk.offered == ["no matching name"]
        await desk.press("enter")
        assert desk.where == "speaker"


async def test_a_asks_who_is_not_named_what_is_credited_twice_and_in_which_words(archive: Archive) -> None:
    made = quoted(archive, "Mira Holt")
    archive.decisions.attribute(made[0], Attribution(descriptor="a senior official", reason="talks go on"))
    again = Article(headline="Strike goes on", source="Coast Daily", body="“The offer stands,” Ada Lind claimed.")
    archive.add([again], reader="test", reader_version="1")
    archive.suggestions.find(archive.search("strike goes on")[0].article.id)
    async with at_the_desk(archive) as desk:
        await desk.press("W", "a")
        assert len(desk.offered) == 1
        assert "a senior official · reason given: talks go on · 1 quotation" in desk.offered[0]
        await desk.press("tab")
        assert desk.says.startswith("No words are attributed to different")
        await desk.press("tab")
        assert desk.offered == ["Ada Lind: claim\n  1 time\n"]
        await desk.press("enter")
        assert desk.where in ("stack", "reader")
        assert desk.at.startswith("“The offer stands,” Ada Lind")


async def test_a_low_terminal_shows_the_pickers_keys_and_less_of_its_list(archive: Archive) -> None:
    async with at_the_desk(archive, size=(80, 18)) as desk:
        await _at(desk, "The offer")
        await desk.press("at")
        assert desk.footnote in desk.sees
        few = sum(line.strip() in desk.sees for line in desk.offered)
        await desk.resize(80, 40)
        assert sum(line.strip() in desk.sees for line in desk.offered) > few


async def test_words_that_an_update_changed_are_told_apart_in_the_register(archive: Archive) -> None:
    quoted(archive, "Mira Holt")
    newer = replace(HARBOUR, body=HARBOUR.body.replace("Nobody here wants", "Nobody wants"))
    archive.add([newer], reader="test", reader_version="1")
    async with at_the_desk(archive) as desk:
        await desk.press("W")
        [line] = desk.items("said")
        assert line.detail.startswith("changed by an update · Harbour strike")


async def test_a_name_that_was_taken_back_is_offered_no_more(archive: Archive) -> None:
    quoted(archive, "Mira Holt")
    async with at_the_desk(archive) as desk:
        await _at(desk, "The offer")
        await desk.press("at", *"Nora Pike", "enter", "u", "at", *"nora")
        assert desk.offered == ["new speaker: nora", "not known", "not named in the copy …"]


async def test_another_name_of_somebody_is_offered_as_a_name_and_not_as_a_speaker(archive: Archive) -> None:
    quoted(archive, "Holt")
    async with at_the_desk(archive) as desk:
        await desk.press("W", "plus", *"Mira")
        assert desk.offered == ["new name: Mira"]


async def test_marked_quotations_are_given_to_somebody_else(archive: Archive) -> None:
    quoted(archive, "Mira Holt", "Mira Holt", "Mira Holt")
    async with at_the_desk(archive) as desk:
        await desk.press("W", "tab", "space", "space", "s", *"Jonas Pike", "enter")
        assert listed(desk) == [("Jonas Pike", "2"), ("Mira Holt", "1")]
        await desk.press("u")
        assert listed(desk) == [("Mira Holt", "3")]


async def test_likely_doubles_are_offered_and_m_makes_them_one(archive: Archive) -> None:
    quoted(archive, "Mira Holt", "M. Holt", "Mira Holt", "Jonas Pike")
    async with at_the_desk(archive) as desk:
        await desk.press("W", "d")
        assert listed(desk) == [("Mira Holt  =  M. Holt ?", "2 and 1")]
        await desk.press("m")
        assert listed(desk) == []
        await desk.press("q")
        assert listed(desk) == [("Mira Holt", "3"), ("Jonas Pike", "1")]


async def test_each_m_in_a_row_is_about_the_next_pair(archive: Archive) -> None:
    quoted(archive, "Mira Holt", "M. Holt", "Mira Holt", "Jonas Pike", "J. Pike")
    async with at_the_desk(archive) as desk:
        await desk.press("W", "d")
        assert len(listed(desk)) == 2
        await desk.hurry("m", "m")
        await desk.idle()
        assert {(speaker.name, speaker.quotations) for speaker in archive.register.speakers()} == {
            ("Mira Holt", 3),
            ("Jonas Pike", 2),
        }


async def test_names_are_added_changed_and_taken_away(archive: Archive) -> None:
    quoted(archive, "Holt")
    async with at_the_desk(archive) as desk:
        await desk.press("W", "plus", *"Mira Holt", "enter")
        assert archive.register.speakers("mira")[0].aliases == ("Mira Holt",)
        await desk.press("r")
        assert desk.typed == "Holt"
        await desk.press(*"mira", "enter")
        assert listed(desk) == [("Mira Holt", "1")]
        await desk.press("minus", "enter")
        assert archive.register.speakers("mira")[0].aliases == ()


async def test_somebody_is_found_while_the_name_is_typed(archive: Archive) -> None:
    quoted(archive, "Mira Holt", "Jonas Pike")
    async with at_the_desk(archive) as desk:
        await desk.press("W", "slash", *"jnoas")
        assert listed(desk) == [("Jonas Pike", "1")]
        await desk.press("enter", "q")
        assert len(listed(desk)) == 2


async def test_another_desks_work_shows_in_the_register(archive: Archive) -> None:
    quoted(archive, "Mira Holt")
    async with at_the_desk(archive) as desk:
        await desk.press("W")
        quoted(archive, "Jonas Pike")
        await desk.hear()
        assert ("Jonas Pike", "1") in listed(desk)


async def test_news_that_reorder_the_register_leave_the_cursor_on_its_speaker_and_quotation(archive: Archive) -> None:
    quoted(archive, "Mira Holt", "Mira Holt", "Mira Holt", "Jonas Pike", "Jonas Pike")
    async with at_the_desk(archive) as desk:
        await desk.press("W", "j", "tab", "j")
        before = desk.item("said")
        quoted(archive, "Jonas Pike", "Jonas Pike", words=("The dispute has cost", "Ships that were due"))
        await desk.hear()
        assert listed(desk) == [("Jonas Pike", "4"), ("Mira Holt", "3")]
        assert desk.item("said").ids == before.ids
        await desk.press("tab")
        assert desk.item("speakers").words == "Jonas Pike"


async def test_news_leave_the_cursor_on_its_pair_of_likely_doubles(archive: Archive) -> None:
    quoted(archive, "Mira Holt", "Mira Holt", "M. Holt")
    async with at_the_desk(archive) as desk:
        await desk.press("W", "d")
        assert listed(desk) == [("Mira Holt  =  M. Holt ?", "2 and 1")]
        quoted(archive, "M. Holt", "M. Holt", "Jonas Pike", "Jonas Pike", "Jonas Pikes")
        await desk.hear()
        assert listed(desk)[0][0] == "Jonas Pike  =  Jonas Pikes ?"
        assert desk.item("speakers").words == "M. Holt  =  Mira Holt ?"


async def test_the_cursor_is_on_the_first_who_is_found_whoever_it_was_on(archive: Archive) -> None:
    quoted(archive, "Mira Holz", "Mira Holz", "Lena Holzer")
    async with at_the_desk(archive) as desk:
        await desk.press("W", "slash", *"holze")
        assert listed(desk) == [("Lena Holzer", "1")]
        await desk.press("backspace")
        assert listed(desk) == [("Mira Holz", "2"), ("Lena Holzer", "1")]
        assert desk.item("speakers").words == "Mira Holz"


# The picker


async def _at(desk: Driver, words: str) -> None:
    await desk.open("Harbour")
    await desk.go_to(words)


async def test_the_same_speaker_as_the_last_is_named_in_two_keys(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await _at(desk, "Nobody here")
        await desk.press("at", *"Lotte Brandt", "enter")
        await desk.go_to("The offer")
        await desk.press("at", "enter")
        assert [a.state.speaker for a in desk.stored(Status.ACCEPTED)] == ["Lotte Brandt", "Lotte Brandt"]


async def test_somebody_is_picked_by_role_or_with_a_slip(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await _at(desk, "The offer")
        quoted(archive, "Jonas Pike")
        await desk.press("at", *"secretary", "enter")
        assert desk.says == "Speaker saved: Mira Holt, union secretary. n goes to the next."
        await desk.press("l")
        assert "Mira Holt, union secretary" in desk.sees
        await desk.press("at", *"pkie", "enter")
        assert desk.says == "Speaker saved: Jonas Pike. n goes to the next."


async def test_a_source_that_is_not_named_is_described_with_its_reason(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await _at(desk, "The offer")
        await desk.press("at", *"unnamed", "enter")
        assert desk.where == "unnamed source"
        await desk.press("ctrl+u", *"a harbour pilot", "enter", *"talks go on", "enter")
        [offer] = desk.stored(Status.ACCEPTED)
        assert (offer.state.speaker, offer.state.unnamed) == (None, True)
        assert (offer.state.descriptor, offer.state.unnamed_reason) == ("a harbour pilot", "talks go on")
        assert "unnamed source, a harbour pilot" in desk.says
        await desk.press("u")
        assert desk.stored(Status.ACCEPTED) == []


async def test_what_was_typed_in_vain_describes_a_source_that_is_not_named(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await _at(desk, "The offer")
        await desk.press("at", *"a harbour pilot", "up", "enter", "enter", "enter")
        [offer] = desk.stored(Status.ACCEPTED)
        assert (offer.state.unnamed, offer.state.descriptor) == (True, "a harbour pilot")


async def test_nobody_known_is_an_answer_too(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await _at(desk, "The offer")
        await desk.press("at", *"not known", "enter")
        [offer] = desk.stored(Status.ACCEPTED)
        assert (offer.state.speaker, offer.state.unnamed) == (None, False)


NO_NAMES = [
    ("unknown", "not known"),
    ("Not known", "not known"),
    ("unnamed", "not named in the copy …"),
    ("not named", "not named in the copy …"),
    ("Anonymous", "not named in the copy …"),
    ("not n", "not named in the copy …"),
    ("not k", "not known"),
]
"""Words typed for a speaker without a name, and the line that they lead to."""


async def test_who_types_that_there_is_no_name_makes_no_speaker_of_it(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await _at(desk, "The offer")
        for typed, first in NO_NAMES:
            assert desk.stored(Status.ACCEPTED) == []
            await desk.press("at")
            await desk.type(typed)
            [other] = {"not known", "not named in the copy …"} - {first}
            assert desk.offered == [first, f"new speaker: {typed}", other]
            await desk.press("enter")
            if first.startswith("not named"):
                await desk.press("enter", "enter")
            [offer] = desk.stored(Status.ACCEPTED)
            assert offer.state.speaker is None
            assert offer.state.descriptor != typed
            assert archive.register.speakers() == []
            await desk.press("u")


async def test_a_speaker_who_goes_by_such_a_name_can_still_be_entered(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await _at(desk, "The offer")
        await desk.press("at", *"Anonymous", "down", "enter")
        assert desk.says == "Speaker saved: Anonymous. n goes to the next."


async def test_tab_sets_the_terms_the_words_were_given_on(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        await _at(desk, "The offer")
        await desk.press("at", *"Lotte", "tab", "tab", "enter")
        [offer] = desk.stored(Status.ACCEPTED)
        assert (offer.state.speaker, offer.state.record) == ("Lotte", Record.BACKGROUND)


async def test_the_same_words_printed_in_several_places_are_one_row_with_the_first_seen_first(archive: Archive) -> None:
    words = "We want a phone call"
    again = Article(headline="Strike goes on", source="Coast Daily", body=f"“{words},” she said once more.")
    [other] = archive.add([again], reader="test", reader_version="1")
    for article_id in (archive.articles.page().rows[0].id, other.article_id):
        revision = archive.open_article(article_id).revision
        start = revision.article.body.index(words)
        made = archive.decisions.add_quotation(revision, [Span(start, start + len(words))])
        archive.decisions.name_speaker(made, "Mira Holt")
    async with at_the_desk(archive) as desk:
        await desk.press("W")
        [line] = desk.items("said")
        assert line.words == words
        assert line.detail.startswith("and 1 more · ")
        await desk.press("tab", "space", "s", *"Jonas Pike", "enter")
        assert [(one.name, one.quotations) for one in archive.register.speakers()] == [("Jonas Pike", 2)]


def test_lines_of_the_register_end_with_the_page_or_the_time(archive: Archive) -> None:
    (made,) = quoted(archive, "Mira Holt")
    row = archive.articles.page().rows[0]
    assert said_line([SpeakerQuotation(made, row, "p. 7")], marked=False).detail.endswith(" · p. 7")
    assert place("The quay", "Port Wire", None, "14:02") == "The quay · Port Wire · 14:02"


async def test_all_that_a_person_said_is_listed_open_or_settled_and_enter_goes_there(archive: Archive) -> None:
    settled, waiting = quoted(archive, "Mira Holt", "Mira Holt")
    archive.decisions.settle([waiting], Status.SUGGESTED)
    quoted(archive, "Jonas Pike", words=WORDS[2:])
    async with at_the_desk(archive) as desk:
        await desk.press("slash", *"who:mira")
        assert desk.says == "In the list, gq shows all that mira said, open and settled."
        await desk.press("down", "g", "q")
        assert desk.typed == "mira"
        await desk.press("enter")
        assert desk.title == "All that mira said · 2 quotations, 1 open"
        assert {line.split("\n")[0].strip() for line in desk.offered} == {f"✓ {settled.words}", f"? {waiting.words}"}
        [number] = [n for n, line in enumerate(desk.offered) if line.startswith("?")]
        await desk.press(*["j"] * number, "enter")
        assert desk.is_reading
        assert desk.current is not None
        assert desk.current.id == waiting.id


async def test_what_one_has_done_is_listed_without_what_was_undone_or_others_did(archive: Archive, path: Path) -> None:
    [one, other] = quoted(archive, "Mira Holt", "Jonas Pike")
    archive.decisions.settle([other], Status.REJECTED)
    archive.decisions.undo()
    with Archive.open(path, actor="ben") as ben:
        ben.remarks.note(one, "seen")
    async with at_the_desk(archive) as desk:
        await desk.press("g", "d")
        first = [line.split("\n")[0].partition(" · ")[2].strip() for line in desk.offered]
        assert first == [f"{did} · {it.words}" for it in (other, one) for did in ("speaker named", "new quotation")]
        await desk.press("enter")
        assert desk.current is not None
        assert desk.current.id == other.id


async def test_a_field_of_the_newsrooms_own_is_chosen_shown_and_undone(archive: Archive) -> None:
    quoted(archive, "Mira Holt", "Mira Holt", "Jonas Pike")
    config = Config(speaker_fields={"region": ("north", "south"), "expert": ("yes",)})
    async with at_the_desk(archive, config) as desk:
        await desk.press("W", "equals_sign")
        assert "As the speaker describes themselves." in desk.sees
        await desk.type("north")
        await desk.press("enter")
        assert desk.says == "Mira Holt: region: north. u undoes it."
        assert "region: north" in desk.sees
        await desk.press("equals_sign")
        assert "Now region: north." in desk.sees
        await desk.type("cleared")
        await desk.press("enter")
        assert archive.register.speakers()[0].fields == ()
        await desk.press("u")
        assert archive.register.speakers()[0].fields == (("region", "north"),)


async def test_without_fields_in_config_the_register_says_where_to_name_them(archive: Archive) -> None:
    quoted(archive, "Mira Holt")
    async with at_the_desk(archive) as desk:
        await desk.press("W", "equals_sign")
        assert desk.where == "register"
        assert desk.says.startswith("config.toml names no fields of speakers.")
