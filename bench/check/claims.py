"""Kinds of edits that change who is said to have said it, or what is passed as a quotation."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bench.check import word_edits as w
from bench.check.kinds import (
    _FOREIGN_ROLES,
    _GIVEN,
    _INVENTED,
    AS_PRINTED,
    CUT,
    NOWHERE,
    OTHER,
    OUTSIDERS,
    SPLICED,
    STYLE,
    UNQUOTED,
    Case,
    credited,
    quoted,
)
from newstext.quotations.given_names import gender_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bench.check.kinds import Maker
    from bench.check.published import Printed


def _of_another(kind: str, said: Printed, text: str) -> Case:
    return Case(kind, True, text, said.words, OTHER, said.article, said.speaker, is_of_speaker=True)


def outsider(said: Printed, maker: Maker) -> Case | None:
    return _of_another("somebody else", said, credited(said.words, maker.rng.choice(OUTSIDERS), maker.rng))


def another_of_the_article(said: Printed, maker: Maker) -> Case | None:
    others = maker.others(said)
    if not others:
        return None
    return _of_another(
        "another speaker of the article", said, credited(said.words, maker.rng.choice(others).speaker, maker.rng)
    )


def given_name(said: Printed, maker: Maker) -> Case | None:
    given = maker.rng.choice(_GIVEN[gender_of(said.speaker)])
    return _of_another("wrong given name", said, credited(said.words, f"{given} {said.surname}", maker.rng))


def role(said: Printed, maker: Maker) -> Case | None:
    return _of_another("wrong role", said, f"{quoted(said.words)} said {maker.rng.choice(_FOREIGN_ROLES)}.")


def surname(said: Printed, maker: Maker) -> Case | None:
    others = maker.others(said)
    return (
        _of_another("another’s surname", said, f"{quoted(said.words)} {maker.rng.choice(others).surname} said.")
        if others
        else None
    )


def pronoun(said: Printed, maker: Maker) -> Case | None:
    others = [o for o in maker.others(said) if o.pronoun]
    if not others:
        return None
    other = maker.rng.choice(others)
    text = f"On Tuesday {other.speaker} met reporters outside the building. {quoted(said.words)} {other.pronoun} said."
    return _of_another("another’s pronoun", said, text)


def station(said: Printed, maker: Maker) -> Case | None:
    return _of_another(
        "somebody else told a station", said, f"{quoted(said.words)} {maker.rng.choice(OUTSIDERS)} told Radio North."
    )


def split(said: Printed, maker: Maker) -> Case | None:
    from bench.check.kinds import _split

    other = maker.rng.choice(OUTSIDERS)
    text = _split(said.words, said._replace(speaker=other), maker)
    return text and _of_another("somebody else, split", said, text)  # type: ignore[return-value]


def narration(said: Printed, maker: Maker) -> Case | None:
    sentences = maker.published[said.article].narration
    if not sentences:
        return None
    return _in_marks("the paper’s own words in marks", said, maker, sentences)


def paraphrase(said: Printed, maker: Maker) -> Case | None:
    """The paper’s paraphrase: words behind ``said that`` or before ``, X said``."""
    text = maker.published[said.article].text
    found = re.findall(
        rf"{re.escape(said.surname)} (?:said|says|argued|added|noted) (?:that )?([a-z][^“”\"\n.]{{40,200}})\.", text
    )
    if not found:
        return None
    return _in_marks("a paraphrase in marks", said, maker, found)


def _in_marks(kind: str, said: Printed, maker: Maker, passages: Sequence[str]) -> Case:
    """Return a case that quotes one of the paper's passages as the speaker's words."""
    words = maker.rng.choice(passages)
    return Case(kind, True, credited(words, said.speaker, maker.rng), words, UNQUOTED, said.article, said.speaker)


def invented(said: Printed, maker: Maker) -> Case | None:
    words = maker.rng.choice(_INVENTED)
    return Case("invented", True, credited(words, said.speaker, maker.rng), words, NOWHERE, said.article, said.speaker)


def splice(said: Printed, maker: Maker) -> Case | None:
    own = maker.own(said)
    if not own:
        return None
    first, second = said.words.split(), maker.rng.choice(own).words.split()
    words = " ".join([*first[: len(first) // 2], *second[len(second) // 2 :]])
    if words in maker.published[said.article].text:
        return None
    return Case(
        "spliced of two of one speaker",
        True,
        credited(words, said.speaker, maker.rng),
        words,
        SPLICED,
        said.article,
        said.speaker,
    )


def splice_of_two(said: Printed, maker: Maker) -> Case | None:
    others = maker.others(said)
    if not others:
        return None
    words = f"{said.words.rstrip('.')} […] {maker.rng.choice(others).words}"
    answers = OTHER | SPLICED
    return Case(
        "two speakers joined with […]",
        True,
        credited(words, said.speaker, maker.rng),
        words,
        answers,
        said.article,
        said.speaker,
    )


def joined(said: Printed, maker: Maker) -> Case | None:
    text = maker.published[said.article].text
    behind = [o for o in maker.own(said) if text.find(said.words) < text.find(o.words)]
    if not behind:
        return None
    words = f"{said.words.rstrip('.')} […] {behind[0].words}"
    answers = CUT | SPLICED
    return Case(
        "two paragraphs joined with […]",
        True,
        credited(words, said.speaker, maker.rng),
        words,
        answers,
        said.article,
        said.speaker,
    )


def partial(said: Printed, maker: Maker) -> Case | None:
    parts = said.words.split()
    at = maker.rng.randrange(len(parts) - 4)
    words = re.sub(r"^\W+|\W+$", "", " ".join(parts[at : at + maker.rng.randint(4, 5)]))
    before = maker.published[said.article].text.partition(words)[0].split()[-1:]
    if before and re.search(r"n[’']t$|^(?:not|no|never|without|nothing|hardly)$", before[0].strip('“"').lower()):
        return None  # the omitted words turn these around
    answers = STYLE | {"not looked at"}
    return Case(
        "a few words",
        False,
        f"{said.speaker} called it “{words}” on Monday.",
        words,
        answers,
        said.article,
        said.speaker,
    )


def partial_changed(said: Printed, maker: Maker) -> Case | None:
    made = partial(said, maker)
    words = made and w.word_replaced(f"{made.words} a", maker.rng)
    if not made or not words:
        return None
    words = words.removesuffix(" a")
    text = made.text.replace(made.words, words)
    return Case("a few words, one replaced", True, text, words, NOWHERE | {"words changed"}, said.article, said.speaker)


def plain(said: Printed, maker: Maker) -> Case | None:
    words = said.words.rstrip(".")
    return Case(
        "a quotation as paraphrase",
        None,
        f"{said.speaker} said {words[0].lower()}{words[1:]}.",
        words,
        frozenset({"not a quotation"}),
        said.article,
        said.speaker,
    )


def bracket_kept(said: Printed, maker: Maker) -> Case | None:
    if not re.search(r"[\[…]|\.\.\.", said.words):
        return None
    return Case(
        "printed brackets and dots kept",
        False,
        credited(said.words, said.speaker, maker.rng),
        said.words,
        AS_PRINTED,
        said.article,
        said.speaker,
    )


def title(said: Printed, maker: Maker) -> Case | None:
    if (gender := gender_of(said.speaker)) == "":
        return None
    return Case(
        "credit with a title",
        False,
        f"{quoted(said.words)} {'Mr' if gender == 'm' else 'Ms'} {said.surname} said.",
        said.words,
        STYLE,
        said.article,
        said.speaker,
    )


def role_and_name(said: Printed, maker: Maker) -> Case | None:
    if said.role is None:
        return None
    return Case(
        "credit by role and name",
        False,
        f"{quoted(said.words)} said {said.role} {said.speaker}.",
        said.words,
        STYLE,
        said.article,
        said.speaker,
    )


CLAIMS = {
    f.__name__: f
    for f in (
        *(outsider, another_of_the_article, given_name, role, surname, pronoun, station, split, narration, paraphrase),
        *(invented, splice, splice_of_two, joined, partial, partial_changed, plain, bracket_kept, title, role_and_name),
    )
}
