"""An engine's promises about the register: speakers are found, merged and split, and every step can be undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from newstext.spans import Span
from store.errors import ConflictError, SpeakerConflictError, StoreError
from store.model.annotations import Status
from store.model.changes import Change, SpeakerEdit
from tests.engines.newsroom import MORNING, bring, copy, story

if TYPE_CHECKING:
    from store import Archive
    from store.model.annotations import Annotation
    from store.model.speakers import Speaker
    from tests.engines.newsroom import Newsroom


def say(desk: Archive, *names: str, story_id: str = "1") -> list[Annotation]:
    """Add a quotation by each name."""
    revision = story(desk, external_id=story_id).revision
    return [
        desk.decisions.name_speaker(desk.decisions.add_quotation(revision, [Span(number, number + 5)]), name)
        for number, name in enumerate(names)
    ]


def speaker(desk: Archive, name: str) -> Speaker:
    return next(s for s in desk.register.speakers(name) if name in (s.name, *s.aliases))


def test_the_register_lists_everyone_quoted_with_counts_the_most_quoted_first(desk: Archive) -> None:
    say(desk, "Omar Said", "Mira Holt", "Mira Holt", "Zoe Ilk")
    assert [(s.name, s.quotations) for s in desk.register.everyone().rows] == [
        ("Mira Holt", 2),
        ("Omar Said", 1),
        ("Zoe Ilk", 1),
    ]


def test_counts_follow_what_is_settled(desk: Archive) -> None:
    first, second = say(desk, "Mira Holt", "Mira Holt")
    desk.decisions.settle([first], Status.REJECTED)
    assert speaker(desk, "Mira Holt").quotations == 1
    desk.decisions.undo()
    assert speaker(desk, "Mira Holt").quotations == 2
    desk.decisions.name_speaker(second, "Omar Said")
    assert (speaker(desk, "Mira Holt").quotations, speaker(desk, "Omar Said").quotations) == (1, 1)


def test_the_register_is_read_page_by_page(desk: Archive) -> None:
    say(desk, *(f"Speaker {number}" for number in range(7)), "Speaker 3")
    first = desk.register.everyone(limit=3)
    rest = desk.register.everyone(after=first.after, limit=5)
    assert [s.name for s in first.rows] == ["Speaker 3", "Speaker 0", "Speaker 1"]
    assert [s.name for s in rest.rows] == ["Speaker 2", "Speaker 4", "Speaker 5", "Speaker 6"]
    assert rest.after is None


def test_somebody_is_found_by_name_alias_or_role_as_it_is_typed(desk: Archive) -> None:
    opened = story(desk)
    desk.suggestions.find(opened.row.id)
    strike = next(a for a in desk.open_article(opened.row.id).annotations if a.state.speaker == "Mira Holt")
    desk.decisions.settle([strike], Status.ACCEPTED)
    say(desk, "Omar Said", story_id="2")
    for typed in ("hol", "mira h", "holt mira", "secretary", "hotl", "mria", "MÍRA", "mira holt"):
        assert [s.name for s in desk.register.speakers(typed)] == ["Mira Holt"], typed
        assert desk.register.speakers(typed)[0].role == "union secretary", typed


def test_somebody_is_found_by_another_name_of_theirs(desk: Archive) -> None:
    say(desk, "Mira Holt", "Omar Said")
    desk.register.add_name(speaker(desk, "Mira Holt").id, "Miroslava Holtova")
    assert [s.name for s in desk.register.speakers("miros")] == ["Mira Holt"]
    desk.register.remove_name(speaker(desk, "Mira Holt").id, "Miroslava Holtova")
    assert desk.register.speakers("miros") == []


def test_common_beginnings_find_the_most_quoted_and_rare_pairs_are_found_among_many(desk: Archive) -> None:
    say(desk, *(f"Ann{n} Smith" for n in range(40)), "Ann7 Smith")
    assert desk.register.speakers("ann smi", limit=1)[0].name == "Ann7 Smith"
    assert [s.name for s in desk.register.speakers("ann33 s")] == ["Ann33 Smith"]


def test_merging_gives_all_quotations_and_all_names_to_one(desk: Archive) -> None:
    said = say(desk, "Mira Holt", "Holt", "Holt")
    merged = desk.register.merge(speaker(desk, "Holt").id, speaker(desk, "Mira Holt").id)
    assert (merged.name, merged.aliases, merged.quotations) == ("Mira Holt", ("Holt",), 3)
    assert {desk.annotations.get(a.id).state.speaker for a in said} == {"Mira Holt"}
    assert [s.name for s in desk.register.everyone().rows] == ["Mira Holt"]
    assert [hit.article.id for hit in desk.search("mira")] == [said[0].article_id]


def test_a_merge_is_one_step_to_take_back_and_to_make_again(desk: Archive) -> None:
    said = say(desk, "Mira Holt", "Holt", "Holt")
    desk.register.merge(speaker(desk, "Holt").id, speaker(desk, "Mira Holt").id)
    undone = desk.decisions.undo()
    assert undone is not None
    assert undone.action == "merge"
    assert [desk.annotations.get(a.id).state.speaker for a in said] == ["Mira Holt", "Holt", "Holt"]
    assert [(s.name, s.quotations, s.aliases) for s in desk.register.everyone().rows] == [
        ("Holt", 2, ()),
        ("Mira Holt", 1, ()),
    ]
    desk.decisions.redo()
    assert {desk.annotations.get(a.id).state.speaker for a in said} == {"Mira Holt"}
    assert speaker(desk, "Mira Holt").aliases == ("Holt",)


def test_who_was_merged_is_whom_they_were_merged_into_wherever_they_are_named_later(newsroom: Newsroom) -> None:
    ada, ben = newsroom.desk("Ada"), newsroom.desk("Ben")
    [first, second] = say(ada, "Mira Holt", "Holt")
    holt = speaker(ben, "Holt")
    ada.decisions.name_speaker(second, "Omar Said")
    ben.register.merge(holt.id, speaker(ben, "Mira Holt").id)
    ada.decisions.undo()  # back to “Holt”, who is Mira Holt by now
    assert ada.annotations.get(second.id).state.speaker == "Mira Holt"
    assert ada.annotations.get(second.id).state.speaker_id == ada.annotations.get(first.id).state.speaker_id
    assert ada.decisions.name_speaker(ada.annotations.get(second.id), "holt").state.speaker_id == first.state.speaker_id


def test_a_merge_leaves_nothing_with_whom_is_gone_though_something_came_in_meanwhile(newsroom: Newsroom) -> None:
    ada, engine = newsroom.desk("Ada"), newsroom.engine()
    say(ada, "Mira Holt", "Holt")
    gone, kept = speaker(ada, "Holt"), speaker(ada, "Mira Holt")
    late = SpeakerEdit(gone.id, gone.version, gone.state._replace(merged_into=kept.id))
    with pytest.raises(ConflictError, match="Try again"):
        engine.apply(Change(id="c", actor="Ada", at=MORNING, action="merge", speaker_edits=(late,)))
    assert engine.speaker(gone.id) == gone


def test_a_change_of_a_speaker_that_others_changed_first_is_refused(newsroom: Newsroom) -> None:
    ada, engine = newsroom.desk("Ada"), newsroom.engine()
    say(ada, "Mira Holt")
    seen = speaker(ada, "Mira Holt")
    ada.register.add_name(seen.id, "M. Holt")
    edit = SpeakerEdit(seen.id, seen.version, seen.state._replace(name="Somebody"))
    with pytest.raises(SpeakerConflictError, match="not saved"):
        engine.apply(Change(id="c", actor="Ada", at=MORNING, action="rename", speaker_edits=(edit,)))


def test_a_step_in_the_register_is_not_taken_back_over_a_colleagues(newsroom: Newsroom) -> None:
    ada, ben = newsroom.desk("Ada"), newsroom.desk("Ben")
    say(ada, "Mira Holt")
    known = speaker(ada, "Mira Holt")
    ada.register.add_name(known.id, "M. Holt")
    ben.register.add_name(known.id, "Holt")
    with pytest.raises(SpeakerConflictError, match="not undone"):
        ada.decisions.undo()


def test_splitting_gives_chosen_quotations_to_another(desk: Archive) -> None:
    said = say(desk, "Mira Holt", "Mira Holt", "Mira Holt")
    other = desk.register.split(said[1:], "Mirna Holt")
    assert (other.name, other.quotations) == ("Mirna Holt", 2)
    assert [desk.annotations.get(a.id).state.speaker for a in said] == ["Mira Holt", "Mirna Holt", "Mirna Holt"]
    desk.decisions.undo()
    assert {desk.annotations.get(a.id).state.speaker for a in said} == {"Mira Holt"}


def test_a_merge_of_long_ago_is_parted_again_by_the_name_it_brought(desk: Archive) -> None:
    said = say(desk, "Mira Holt", "Holt")
    desk.register.merge(speaker(desk, "Holt").id, speaker(desk, "Mira Holt").id)
    parted = desk.register.split([desk.annotations.get(said[1].id)], "Holt")
    assert (parted.name, parted.quotations) == ("Holt", 1)
    assert speaker(desk, "Mira Holt").aliases == ()


def test_renaming_keeps_the_old_name_as_another_and_renames_what_was_said(desk: Archive) -> None:
    [said] = say(desk, "Holt")
    renamed = desk.register.rename(speaker(desk, "Holt").id, "Mira Holt")
    assert (renamed.name, renamed.aliases) == ("Mira Holt", ("Holt",))
    assert desk.annotations.get(said.id).state.speaker == "Mira Holt"
    desk.decisions.undo()
    assert desk.annotations.get(said.id).state.speaker == "Holt"


def test_what_cannot_be_merged_or_named_is_said(desk: Archive) -> None:
    say(desk, "Mira Holt", "Holt")
    mira, holt = speaker(desk, "Mira Holt"), speaker(desk, "Holt")
    with pytest.raises(StoreError, match="themselves"):
        desk.register.merge(mira.id, mira.id)
    with pytest.raises(StoreError, match="merge the two"):
        desk.register.add_name(mira.id, "holt")
    with pytest.raises(StoreError, match="needs a name"):
        desk.register.add_name(mira.id, "  ")
    desk.register.merge(holt.id, mira.id)
    with pytest.raises(StoreError, match="already"):
        desk.register.merge(holt.id, mira.id)


def test_what_somebody_said_is_listed_newest_first(desk: Archive) -> None:
    bring(desk, copy(external_id="x"))
    say(desk, "Mira Holt", "Mira Holt")
    rejected, *_ = say(desk, "Mira Holt", story_id="2")
    desk.decisions.settle([rejected], Status.REJECTED)
    said = desk.register.said(speaker(desk, "Mira Holt").id)
    assert [(s.annotation.state.speaker, s.article.headline) for s in said] == [
        ("Mira Holt", "Harbour strike enters third week")
    ] * 2


def test_likely_doubles_are_told_and_left_alone(desk: Archive) -> None:
    say(desk, "Mira Holt", "Mira Holt", "M. Holt", "Mira Hollt", "Omar Said", "Jonas Pike", "Pike")
    pairs = {(d.speaker.name, d.other.name) for d in desk.register.likely_duplicates()}
    assert {("Mira Holt", "M. Holt"), ("Mira Holt", "Mira Hollt"), ("Jonas Pike", "Pike")} <= pairs
    assert not any("Omar Said" in pair for pair in pairs)
    assert len(desk.register.everyone().rows) == 6


def test_the_register_has_its_own_lines_in_the_log_in_one_order_with_the_others(desk: Archive) -> None:
    say(desk, "Mira Holt", "Holt")
    desk.register.merge(speaker(desk, "Holt").id, speaker(desk, "Mira Holt").id)
    lines = desk.register.events().rows
    assert [(e.actor, e.action, e.after.name, e.after.merged_into is not None) for e in lines] == [
        ("Ada", "name", "Mira Holt", False),
        ("Ada", "name", "Holt", False),
        ("Ada", "merge", "Holt", True),
        ("Ada", "merge", "Mira Holt", False),
    ]
    seqs = [*(e.seq for e in lines), *(e.seq for e in desk.events().rows)]
    assert len(set(seqs)) == len(seqs)
    assert desk.register.events(since=desk.register.events(limit=3).after).rows == lines[3:]


def test_a_change_of_the_register_sent_twice_is_made_once(newsroom: Newsroom) -> None:
    ada, engine = newsroom.desk("Ada"), newsroom.engine()
    say(ada, "Mira Holt")
    seen = speaker(ada, "Mira Holt")
    edit = SpeakerEdit(seen.id, seen.version, seen.state._replace(aliases=("Holt",)))
    change = Change(id="once", actor="Ada", at=MORNING, action="add name", speaker_edits=(edit,))
    assert engine.apply(change) == engine.apply(change) == ()
    assert engine.speaker(seen.id).version == seen.version + 1


def test_a_field_of_the_newsrooms_own_is_empty_until_it_is_set_and_each_change_is_logged_and_undone(
    desk: Archive,
) -> None:
    say(desk, "Mira Holt", "Holt")
    mira = speaker(desk, "Mira Holt")
    assert mira.fields == ()
    desk.register.set_field(mira.id, "region", "north")
    desk.register.set_field(mira.id, "expert", "yes")
    assert speaker(desk, "Mira Holt").fields == (("expert", "yes"), ("region", "north"))
    desk.register.set_field(mira.id, "expert", None)
    desk.register.set_field(mira.id, "expert", None)
    assert [(e.action, e.after.fields) for e in desk.register.events().rows if e.speaker_id == mira.id][1:] == [
        ("field", (("region", "north"),)),
        ("field", (("expert", "yes"), ("region", "north"))),
        ("field", (("region", "north"),)),
    ]
    desk.decisions.undo()
    desk.decisions.undo()
    assert speaker(desk, "Mira Holt").fields == (("region", "north"),)
    assert [check for check in desk.integrity.checks() if check.trouble] == []


def test_a_merge_keeps_the_fields_of_both_and_undo_parts_them(desk: Archive) -> None:
    say(desk, "Mira Holt", "Holt")
    mira, holt = speaker(desk, "Mira Holt"), speaker(desk, "Holt")
    desk.register.set_field(mira.id, "region", "north")
    for field, value in (("region", "south"), ("expert", "yes")):
        desk.register.set_field(holt.id, field, value)
    assert desk.register.merge(holt.id, mira.id).fields == (("expert", "yes"), ("region", "north"))
    desk.decisions.undo()
    assert desk.register.speaker(mira.id).fields == (("region", "north"),)
