"""Signed words belong to their signatory, and to nobody else, however the signature is set."""

from __future__ import annotations

import pytest

from newstext.quotations import find_quotations

WORDS = ["“We had no lamp at all.”", "“The gate is always shut on a Sunday.”", "“Nobody told us about the bell.”"]
NAMES = ["Edda Sand", "Udo Brink", "Ada van der Moll"]
DETAILS = ["harbour master, Torrin", "31, Lyle", "nurse"]


def said(text: str) -> list[tuple[str | None, list[str]]]:
    return [(q.speaker, [piece.of(text) for piece in q.content]) for q in find_quotations(text)]


@pytest.mark.parametrize(
    "voice",
    [
        "{words}\n\n— {name}, {what}",
        "{words}\n– {name} ({what})",
        "{words}\n-- {name}",
        "{words}\n({name}, {what})",
        "{words} — {name}, {what}",
        "{words}\n{name}, {what}",
        "{words}\n\n{name} | {what}",
        "{name}, {what}\n{words}",
    ],
)
def test_each_of_several_voices_signs_its_own_words(voice: str) -> None:
    signed = zip(WORDS, NAMES, DETAILS, strict=True)
    text = "Voices from the pier\n\n" + "\n\n".join(voice.format(words=w, name=n, what=d) for w, n, d in signed)
    assert said(text) == [(name, [words]) for words, name in zip(WORDS, NAMES, strict=True)]


def test_a_name_alone_on_its_line_signs_where_several_do() -> None:
    text = f"{WORDS[0]}\n\nEmma Sand\nHarbour master\n\n{WORDS[1]}\n\nPeter Brink\nNurse"
    assert said(text) == [("Emma Sand", [WORDS[0]]), ("Peter Brink", [WORDS[1]])]


def test_a_signature_signs_all_the_words_above_it() -> None:
    text = f"Voices from the pier\n\n{WORDS[0]}\n\n{WORDS[1]}\n\n— Edda Sand, harbour master\n\nThe boat sails again."
    assert said(text) == [("Edda Sand", [WORDS[0]]), ("Edda Sand", [WORDS[1]])]


def test_words_between_a_speaker_and_a_signature_are_not_given_to_who_signs() -> None:
    text = f"“We rang,” said mate Udo Brink.\n\n{WORDS[0]}\n\n{WORDS[1]}\n\n— Edda Sand, harbour master"
    found = said(text)
    assert ("Edda Sand", [WORDS[1]]) in found
    assert ("Edda Sand", [WORDS[0]]) not in found


def test_nobody_goes_on_below_a_signature() -> None:
    text = f"{WORDS[0]}\n\n— Edda Sand, harbour master\n\n{WORDS[1]}\n\nThe boat sails again."
    assert [who for who, _ in said(text)] == ["Edda Sand", None]


@pytest.mark.parametrize(
    "line", ["Lyle, in the north", "— Nobody knew why the boat had stopped.", "Sand left, said Brink"]
)
def test_a_line_of_the_story_is_no_signature(line: str) -> None:
    assert said(f"{WORDS[0]}\n\n{line}\n\nThe boat sails again.")[0] == (None, [WORDS[0]])
