"""The kinds of hands-on edits, each with the answers that are right."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from bench.check import word_edits as w

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterable

    from bench.check.published import Printed, Published
    from bench.check.word_edits import Edit

OUTSIDERS = ("Alma Thorvik", "Bent Okafor", "Cleo Vantongeren", "Dario Estrup")
_GIVEN = {"f": ("Astrid", "Karla", "Ingrid"), "m": ("Einar", "Karl", "Otto"), "": ("Einar", "Astrid")}
_FOREIGN_ROLES = (
    "the harbour master",
    "a spokesman for the Ostrava Minor ferry company",
    "the head of the bakers’ guild",
)
_INVENTED = (
    "the harbour of our orchard will never whistle under a purple kettle before the ninth lantern",
    "every baker knows that a violin cannot be polished without two wooden spoons and some patience",
    "I have seen my neighbour carry the umbrella home, and nobody will repaint that old staircase",
    "we are going to move the glacier ourselves if the town clerk keeps lending out the ladder",
)
AS_PRINTED = frozenset({"verbatim"})
STYLE = AS_PRINTED | {"punctuation or case only", "spelling or style only"}
CHANGED = frozenset({"words changed", "spliced from two places"})
CUT = frozenset({"cut with ellipsis or brackets"})
SPLICED = frozenset({"spliced from two places", "words changed"})
OTHER = frozenset({"other speaker"})
UNQUOTED = frozenset({"not a quotation there"})
NOWHERE = frozenset({"not found"})


class Case(NamedTuple):
    """One place of a draft: what is written, the words to be checked there, and the right answers.

    ``format`` is the suffix of the draft that it belongs in; ``altered`` is None for words that make no claim.
    """

    kind: str
    altered: bool | None
    text: str
    words: str
    answers: frozenset[str]
    article: int
    speaker: str
    is_of_speaker: bool = False
    format: str = ".txt"


class Maker:
    """Makes cases out of published quotations."""

    def __init__(self, published: list[Published], rng: random.Random) -> None:
        self.published = published
        self.rng = rng
        self.quotations = [q for article in published for q in article.quotations]

    def others(self, said: Printed) -> list[Printed]:
        """Quotations of the same article by somebody else."""
        return [q for q in self.published[said.article].quotations if q.surname != said.surname]

    def own(self, said: Printed) -> list[Printed]:
        """Other quotations of the same person in the same article."""
        return [
            q for q in self.published[said.article].quotations if q.speaker == said.speaker and q.words != said.words
        ]


def quoted(words: str, marks: str = "“”", after: str = ",") -> str:
    """Set words in marks, with the stop that suits an attribution behind."""
    opening, closing = marks
    if opening in "‘'":
        words = words.replace("“", "‘")
    elif opening == "“":
        words = words.replace("“", "‘").replace("”", "’").replace('"', "'")
    end = "" if words[-1:] in "?!…" else after
    return f"{opening}{words.rstrip('.,') if end else words}{end}{closing}"


def credited(words: str, speaker: str, rng: random.Random, marks: str = "“”") -> str:
    """Return a paragraph that credits words to a speaker, in one of the usual ways."""
    return rng.choice(
        (
            f"{quoted(words, marks)} {speaker} said.",
            f"{quoted(words, marks)} said {speaker}.",
            f"{speaker} said: {quoted(words, marks, '.')}",
            f"{quoted(words, marks)} {speaker} told reporters on Monday.",
        )
    )


def _of_words(
    kind: str, edit: Edit, answers: frozenset[str], *, altered: bool
) -> tuple[str, Callable[..., Case | None]]:
    def make(said: Printed, maker: Maker) -> Case | None:
        words = edit(said.words, maker.rng)
        if words is None or words in maker.published[said.article].text:
            return None
        text = credited(words, said.speaker, maker.rng, maker.rng.choice(("“”", "“”", '""')))
        return Case(kind, altered, text, words, answers, said.article, said.speaker)

    return kind, make


def _framed(
    kind: str, frame: Callable[[str, Printed, Maker], str | None], format_: str = ".txt"
) -> Iterable[tuple[str, Callable[..., Case | None]]]:
    """Return two kinds, words set in a frame as printed, and with a word replaced."""

    def true(said: Printed, maker: Maker) -> Case | None:
        text = frame(said.words, said, maker)
        return text and Case(kind, False, text, said.words, STYLE, said.article, said.speaker, format=format_)  # type: ignore[return-value]

    def changed(said: Printed, maker: Maker) -> Case | None:
        words = w.word_replaced(said.words, maker.rng)
        text = words and frame(words, said, maker)
        return text and Case(
            f"{kind}, a word replaced", True, text, words, CHANGED, said.article, said.speaker, format=format_
        )  # type: ignore[return-value,arg-type]

    return (kind, true), (f"{kind}, a word replaced", changed)


def _by_pronoun(words: str, said: Printed, maker: Maker) -> str | None:
    if said.pronoun is None:
        return None
    return f"On Tuesday {said.speaker} met reporters outside the building. {quoted(words)} {said.pronoun} said."


def _after_question(words: str, said: Printed, maker: Maker) -> str | None:
    if said.pronoun is None or not (others := maker.others(said)):
        return None
    other = maker.rng.choice(others).speaker
    asked = f"{other} left early. Then the question was put to {said.speaker} again."
    return f"{asked} {quoted(words)} {said.pronoun} replied."


def _by_role(words: str, said: Printed, maker: Maker) -> str | None:
    return f"{quoted(words)} the {said.role} said." if said.role else None


def _split(words: str, said: Printed, maker: Maker) -> str | None:
    parts = list(re.finditer(r"(?<=[a-z]),? (?=[a-z])|(?<=[a-z])\. (?=[A-Z])", words))
    parts = [p for p in parts if len(words[: p.start()].split()) > 3 and len(words[p.end() :].split()) > 3]
    if not parts:
        return None
    at = maker.rng.choice(parts)
    stop = "." if "." in at[0] else ","
    return f"{quoted(words[: at.start()])} {said.speaker} said{stop} {quoted(words[at.end() :], after='.')}"


def _ahead_of_another(words: str, said: Printed, maker: Maker) -> str | None:
    others = maker.others(said)
    if not others:
        return None
    other = maker.rng.choice(others)
    return f"{quoted(words)} said {said.speaker}.\n\n{quoted(other.words)} said {other.speaker}."


def _behind_another(words: str, said: Printed, maker: Maker) -> str | None:
    others = maker.others(said)
    if not others:
        return None
    other = maker.rng.choice(others)
    return f"{quoted(other.words)} said {other.speaker}.\n\n{quoted(words, after='.')}"


def _to_a_station(words: str, said: Printed, maker: Maker) -> str:
    return f"{quoted(words)} {said.speaker} told Radio North."


def _in_single_marks(words: str, said: Printed, maker: Maker, marks: str) -> str | None:
    has_own = re.search(r"(?<!\w)['‘]|(?<!s)['’](?!\w)", words)
    return None if has_own else credited(words, said.speaker, maker.rng, marks)


FRAMES = (
    *_framed("full name", lambda words, s, m: credited(words, s.speaker, m.rng)),
    *_framed("straight marks", lambda words, s, m: credited(words, s.speaker, m.rng, '""')),
    *_framed("British single marks", lambda words, s, m: _in_single_marks(words, s, m, "‘’")),
    *_framed("straight single marks", lambda words, s, m: _in_single_marks(words, s, m, "''")),
    *_framed("guillemets", lambda words, s, m: credited(words, s.speaker, m.rng, "«»")),
    *_framed("<q>", lambda words, s, m: f"<p><q>{words}</q>, {s.speaker} said.</p>", ".html"),
    *_framed(
        "<blockquote>", lambda words, s, m: f"<p>{s.speaker} wrote:</p><blockquote><p>{words}</p></blockquote>", ".html"
    ),
    *_framed(
        "<blockquote> signed",
        lambda words, s, m: f"<blockquote><p>{words}</p><cite>{s.speaker}</cite></blockquote>",
        ".html",
    ),
    *_framed("Markdown >", lambda words, s, m: f"{s.speaker} wrote:\n\n> {words}", ".md"),
    *_framed("Markdown > signed", lambda words, s, m: f"> {words}\n> — {s.speaker}", ".md"),
    *_framed("credit by surname", lambda words, s, m: f"{quoted(words)} {s.surname} said."),
    *_framed("credit by pronoun", _by_pronoun),
    *_framed("credit by pronoun after a question", _after_question),
    *_framed("credit by role", _by_role),
    *_framed("no credit", lambda words, s, m: quoted(words, after=".")),
    *_framed("split by its credit", _split),
    *_framed("another quotation follows", _ahead_of_another),
    *_framed("no credit, behind another quotation", _behind_another),
    *_framed("told a station", _to_a_station),
    *_framed(
        "capital and stop of a sentence",
        lambda words, s, m: f"{s.speaker} said that “{words[0].lower()}{words[1:].rstrip('.')}”.",
    ),
)

WORDS = (
    _of_words("a word replaced", w.word_replaced, CHANGED, altered=True),
    _of_words("a word dropped", w.word_dropped, CHANGED, altered=True),
    _of_words("a word added", w.word_added, CHANGED, altered=True),
    _of_words("negation dropped", w.negation_dropped, CHANGED, altered=True),
    _of_words("negation added", w.negation_added, CHANGED, altered=True),
    _of_words("number changed", w.number_changed, CHANGED, altered=True),
    _of_words("unit changed", w.unit_changed, CHANGED, altered=True),
    _of_words("name changed", w.name_changed, CHANGED, altered=True),
    _of_words("tense changed", w.tense_changed, CHANGED, altered=True),
    _of_words("modal changed", w.modal_changed, CHANGED, altered=True),
    _of_words("two words in another order", w.order_changed, CHANGED, altered=True),
    _of_words("two clauses in another order", w.clauses_swapped, SPLICED, altered=True),
    _of_words("qualifier dropped", w.qualifier_dropped, CHANGED, altered=True),
    _of_words("middle dropped without a sign", w.middle_dropped, SPLICED, altered=True),
    _of_words("plural to singular", w.number_of_noun, CHANGED, altered=True),
    _of_words("pronoun changed", w.pronoun_changed, CHANGED, altered=True),
    _of_words("typo made", w.typo_made, CHANGED, altered=True),
    _of_words("cut with an ellipsis", w.middle_cut, CUT | CHANGED, altered=True),
    _of_words("commas added", w.commas_added, STYLE, altered=False),
    _of_words("commas dropped", w.commas_dropped, STYLE, altered=False),
    _of_words("dash for comma", w.dash_for_comma, STYLE, altered=False),
    _of_words("two sentences as one", w.sentence_joined, STYLE, altered=False),
    _of_words("spelling US/UK", w.respelt, STYLE, altered=False),
    _of_words("twelve for 12", w.figures_in_words, STYLE, altered=False),
    _of_words("12 for twelve", w.words_in_figures, STYLE, altered=False),
    _of_words("% for per cent", w.per_cent, STYLE, altered=False),
    _of_words("no-break space", w.nonbreaking_space, STYLE, altered=False),
)
