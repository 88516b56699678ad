"""Marked words after an update: the same, moved, changed, in several places, gone."""

from __future__ import annotations

import pytest

from newstext.anchors import Followed, Passage, Reason, SpanState, difference, follow
from newstext.spans import Span

HOLT = "“Nobody here wants a fourth week,” union secretary Mira Holt said on Tuesday. “We want a phone call.”"
PORT = "The port said about 40 sailings were cancelled."
OFFER = "“The offer stands,” a senior official said, asking not to be named because talks are under way."
OLD = f"{HOLT}\n\n{PORT}\n\n{OFFER}"


def words_of(text: str, *wanted: str) -> tuple[Span, ...]:
    return tuple(Span(text.index(w), text.index(w) + len(w)) for w in wanted)


MARKED = {
    "Holt": Passage(
        words_of(OLD, "“Nobody here wants a fourth week,”", "“We want a phone call.”"),
        words_of(OLD, "union secretary Mira Holt", "said"),
    ),
    "port": Passage(words_of(OLD, "about 40 sailings were cancelled"), words_of(OLD, "The port")),
    "official": Passage(words_of(OLD, "“The offer stands,”"), words_of(OLD, "a senior official")),
}


def followed(new: str, who: str) -> Followed:
    return follow(OLD, new, [MARKED[who]])[0]


def found(new: str, who: str) -> list[tuple[str, str | None]]:
    return [(place.state.value, place.span and place.span.of(new)) for place in followed(new, who).content]


def test_an_unchanged_text_keeps_every_mark_where_it_is() -> None:
    for who, passage in MARKED.items():
        assert [p.span for p in followed(OLD, who).content] == list(passage.content)
        assert followed(OLD, who).reason is None


def test_words_stay_exact_whatever_is_added_before_or_cut_behind_them() -> None:
    new = f"A new first paragraph.\n\n{HOLT}\n\n{PORT}"
    assert found(new, "port") == [("exact", "about 40 sailings were cancelled")]
    assert followed(new, "Holt").reason is None


def test_a_paragraph_that_moved_takes_its_quotation_along() -> None:
    new = f"{OFFER}\n\n{HOLT}\n\n{PORT}"
    assert found(new, "official") == [("moved", "“The offer stands,”")]
    assert followed(new, "official").reason is None


def test_a_sentence_that_moved_within_its_paragraph_is_found_by_what_stands_beside_it() -> None:
    first = "The port says it cannot pay more. Ships lie idle at the mole."
    second = "“Nobody here wants a fourth week,” Mira Holt said."
    old, new = f"{first} {second}", f"{second} {first}"
    passage = Passage(words_of(old, "“Nobody here wants a fourth week,”"), words_of(old, "Mira Holt"))
    result = follow(old, new, [passage])[0]
    assert [p.state for p in result.content] == [SpanState.MOVED]
    assert result.reason is None


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        ("We want a phone", "We do not want a phone", Reason.NEGATION),
        ("We want a phone", "We want no phone", Reason.NEGATION),
        ("a fourth week", "a 4th week", Reason.NUMBER),
        ("a phone call", "a Verrin call", Reason.NAME),
        ("We want", "Forty-three want", Reason.NUMBER),
        ("We want a phone", "We would want a phone", Reason.MODAL),
        ("a phone call", "a telephone call", Reason.WORDS),
        ("We want a phone", "We want, a phone", Reason.PUNCTUATION),
        ("fourth week", "fourth\u00a0week", Reason.TYPOGRAPHY),
        ("“We want a phone call.”", '"We want a phone call."', Reason.TYPOGRAPHY),
        ("Mira Holt", "Ada Lind", Reason.ATTRIBUTION),
        ("Mira Holt said", "Mira Holt denied having said", Reason.ATTRIBUTION),
        ("Mira Holt said", "Mira Holt’s office said", Reason.ATTRIBUTION),
        ("Mira Holt said", "Mira Holt and her aides said", Reason.ATTRIBUTION),
        ("union secretary Mira", "an aide to union secretary Mira", Reason.ATTRIBUTION),
    ],
)
def test_every_change_of_words_goes_to_a_person_with_the_gravest_reason(
    before: str, after: str, reason: Reason
) -> None:
    assert followed(OLD.replace(before, after), "Holt").reason is reason


def test_a_number_written_as_a_compound_is_a_number() -> None:
    old = HOLT.replace("a fourth week", "it; forty-three ships lie idle at the mole")
    passage = Passage(words_of(old, "“Nobody here wants it; forty-three ships lie idle at the mole,”"))
    [counted] = follow(old, old.replace("three", "four"), [passage])
    assert counted.reason is Reason.NUMBER


def test_changed_words_are_shown_where_they_stand() -> None:
    new = OLD.replace("We want a phone call", "All we want now is a phone call")
    assert found(new, "Holt")[1] == ("changed", "“All we want now is a phone call.”")


def test_a_paragraph_that_came_twice_is_ambiguous() -> None:
    assert [state for state, _ in found(f"{HOLT}\n\n{PORT}\n\n{HOLT}\n\n{OFFER}", "Holt")] == ["ambiguous", "ambiguous"]


def test_the_same_words_beside_another_speaker_leave_the_first_where_it_was() -> None:
    new = f"{OLD}\n\n“The offer stands,” port director Jonas Pike repeated."
    assert found(new, "official") == [("exact", "“The offer stands,”")]


def test_words_that_were_cut_are_gone_though_another_paragraph_has_the_same() -> None:
    old = f"{OLD}\n\n“The offer stands,” Jonas Pike repeated."
    new = old.replace(f"\n\n{OFFER}", "")
    passage = Passage(words_of(old, "“The offer stands,”"), words_of(old, "a senior official"))
    result = follow(old, new, [passage])[0]
    assert [p.state for p in result.content] == [SpanState.GONE]
    assert result.reason is Reason.GONE


def test_a_place_never_crosses_a_quotation_mark() -> None:
    new = OLD.replace("“The offer stands,”", "“The offer,” Ada Lind insisted, “stands,”")
    assert all("Lind" not in (words or "") for _, words in found(new, "official"))
    assert followed(new, "official").reason is not None


def test_words_that_lost_their_marks_go_to_a_person() -> None:
    passage = Passage(words_of(OLD, "The offer stands"), words_of(OLD, "a senior official"))
    new = OLD.replace("“The offer stands,”", "The offer stands,")
    assert follow(OLD, new, [passage])[0].reason is Reason.ATTRIBUTION


def test_words_that_went_under_another_speakers_name_go_to_a_person() -> None:
    new = OLD.replace("union secretary Mira Holt said", "said Ada Lind, contradicting union secretary Mira Holt,")
    assert followed(new, "Holt").reason is Reason.ATTRIBUTION


def test_another_day_beside_the_words_is_no_alarm() -> None:
    assert followed(OLD.replace("Tuesday", "Wednesday"), "Holt").reason is None


def test_an_accent_added_behind_the_last_letter_is_a_change() -> None:
    passage = Passage(words_of("He ate at the cafe today.", "cafe"))
    assert (
        not follow("He ate at the cafe today.", "He ate at the cafe\u0301 today.", [passage])[0]
        .content[0]
        .state.is_same
    )


def test_a_text_that_holds_all_its_lines_twice_is_followed_line_by_line() -> None:
    lines = [f"“Line {number} of the agreement stands,” Mira Holt said." for number in range(1_500)] * 2
    old, new = "\n\n".join(lines), "\n\n".join(["A new line.", *lines[:-1], "The end."])
    place = old.index("“Line 700 ")
    passage = Passage((Span(place, old.index("”", place) + 1),))
    result = follow(old, new, [passage])[0]
    assert (result.content[0].state, result.reason) == (SpanState.EXACT, None)


def test_an_emptied_text_leaves_nothing() -> None:
    assert found("", "port") == [("gone", None)]


def test_a_span_outside_the_text_is_refused() -> None:
    with pytest.raises(ValueError, match="are not in the older text"):
        follow("short", "short", [Passage((Span(2, 9),))])


def test_a_difference_names_the_words_on_both_sides() -> None:
    new = OLD.replace("40", "50").replace("on Tuesday", "").replace("fourth week", "fourth\u00a0week")
    told = [(c.old.of(OLD), c.new.of(new)) for c in difference(OLD, new)]
    assert told == [(" ", "\u00a0"), ("on Tuesday", ""), ("40", "50")]
