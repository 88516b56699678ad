"""Editors' changes to a text with a quotation in it, each with the quotation's true state afterwards."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from newstext.anchors import Passage, SpanState
from newstext.segments import sentence_at, words_in
from newstext.spans import Span, hull

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Sequence


class Case(NamedTuple):
    """A text, a quotation in it, and the sources of the other quotations there."""

    text: str
    passage: Passage
    names: Sequence[str]


Edit = "Callable[[Case, random.Random], str | None]"
"""An edit returns the newer text, or None where it cannot be made."""

_NEGATED = re.compile(
    r"\b(?:will|would|is|are|was|were|has|have|had|can|could|should|must|do|does|did|may|might)\b(?! not)"
)
_MODALS = {"will": "may", "would": "could", "can": "might", "could": "would", "may": "will", "should": "must"}
_OTHER_WORDS = (
    "harbour",
    "quietly",
    "seven",
    "Larsen",
    "repeated",
    "blue",
    "earlier",
    "committee",
    "winter",
    "largely",
)
_SHAPES = (("“", '"'), ("”", '"'), ('"', "“"), ("’", "'"), ("'", "’"), ("—", "–"), ("-", "‑"), (" ", "\u00a0"))


def _replace(text: str, span: Span, words: str) -> str:
    return text[: span.start] + words + text[span.end :]


def _hull(case: Case) -> Span:
    return hull(case.passage.content + case.passage.beside)


def _sentences(case: Case) -> Span:
    """The sentences that a quotation touches."""
    whole = _hull(case)
    return Span(sentence_at(case.text, whole.start).start, sentence_at(case.text, whole.end - 1).end)


def _paragraphs(text: str) -> list[Span]:
    return [Span(*match.span()) for match in re.finditer(r"[^\n]+", text)]


def _home(case: Case) -> int | None:
    """The number of the paragraph that holds all of a quotation, if one does."""
    whole = _hull(case)
    held = (n for n, p in enumerate(_paragraphs(case.text)) if p.start <= whole.start and whole.end <= p.end)
    return next(held, None)


def _words_of_content(case: Case, rng: random.Random) -> list[Span]:
    return words_in(case.text, rng.choice(case.passage.content))


# The quotation stays as it was


def add_paragraph(case: Case, rng: random.Random) -> str | None:
    paragraphs = _paragraphs(case.text)
    place = rng.choice(paragraphs).start
    return _replace(
        case.text, Span(place, place), "The meeting was moved to a larger hall, where chairs were short.\n\n"
    )


def edit_neighbour(case: Case, rng: random.Random) -> str | None:
    """Change a word of the same paragraph, in a sentence that is not the quotation's."""
    home, own = _home(case), _sentences(case)
    if home is None:
        return None
    paragraph = _paragraphs(case.text)[home]
    words = [w for w in words_in(case.text, paragraph) if w.end < own.start or w.start > own.end]
    return _replace(case.text, rng.choice(words), rng.choice(_OTHER_WORDS).lower()) if words else None


def edit_elsewhere(case: Case, rng: random.Random) -> str | None:
    own = _sentences(case)
    text = case.text
    for _ in range(rng.randint(2, 8)):
        words = [w for w in words_in(text, Span(own.end, len(text))) if w.start > text.find("\n", own.end) >= 0]
        if not words:
            return None
        text = _replace(text, rng.choice(words), rng.choice(_OTHER_WORDS))
    return text


def merge_paragraphs(case: Case, rng: random.Random) -> str | None:
    home = _home(case)
    paragraphs = _paragraphs(case.text)
    if home is None or home + 1 >= len(paragraphs):
        return None
    return _replace(case.text, Span(paragraphs[home].end, paragraphs[home + 1].start), " ")


# The quotation stands elsewhere


def move_paragraph(case: Case, rng: random.Random) -> str | None:
    home = _home(case)
    paragraphs = [p.of(case.text) for p in _paragraphs(case.text)]
    far = [n for n in range(len(paragraphs)) if home is not None and abs(n - home) >= 3]
    if home is None or not far:
        return None
    paragraphs.insert(rng.choice(far), paragraphs.pop(home))
    return "\n\n".join(paragraphs)


def move_sentence(case: Case, rng: random.Random) -> str | None:
    """Move the quotation's sentences to the other end of their paragraph."""
    home, own = _home(case), _sentences(case)
    if home is None:
        return None
    paragraph = _paragraphs(case.text)[home]
    before = Span(paragraph.start, own.start).of(case.text).strip()
    after = Span(own.end, paragraph.end).of(case.text).strip()
    # Of two halves that change places either has moved: the longer one must be the rest.
    if len(before) + len(after) <= own.end - own.start or (before and after):
        return None
    return _replace(case.text, paragraph, f"{after} {own.of(case.text)} {before}".strip())


# The quotation's words change


def change_word(case: Case, rng: random.Random) -> str | None:
    words = _words_of_content(case, rng)
    return _replace(case.text, rng.choice(words), rng.choice(_OTHER_WORDS)) if words else None


def negate(case: Case, rng: random.Random) -> str | None:
    span = rng.choice(case.passage.content)
    places = list(_NEGATED.finditer(case.text, span.start, span.end))
    if not places:
        return None
    place = rng.choice(places).end()
    return _replace(case.text, Span(place, place), " not") if place < span.end else None


def drop_negation(case: Case, rng: random.Random) -> str | None:
    span = rng.choice(case.passage.content)
    found = re.compile(r"\b(?:not|never|no) ").search(case.text, span.start, span.end)
    return _replace(case.text, Span(*found.span()), "") if found else None


def change_number(case: Case, rng: random.Random) -> str | None:
    span = rng.choice(case.passage.content)
    found = re.compile(r"\d").search(case.text, span.start, span.end)
    return _replace(case.text, Span(*found.span()), str((int(found.group()) + 1) % 10)) if found else None


def change_modal(case: Case, rng: random.Random) -> str | None:
    words = [w for w in _words_of_content(case, rng) if w.of(case.text) in _MODALS]
    if not words:
        return None
    word = rng.choice(words)
    return _replace(case.text, word, _MODALS[word.of(case.text)])


def cut_short(case: Case, rng: random.Random) -> str | None:
    words = _words_of_content(case, rng)
    if len(words) < 6:
        return None
    cut = rng.randint(1, len(words) // 3)
    at = rng.randint(1, len(words) - cut - 1)
    return _replace(case.text, Span(words[at].start, words[at + cut].start), "")


def interrupt(case: Case, rng: random.Random) -> str | None:
    """Let somebody's name come between the words."""
    words = _words_of_content(case, rng)
    if len(words) < 4:
        return None
    place = words[len(words) // 2].start
    return _replace(case.text, Span(place, place), "” Larsen said, “")


def respell(case: Case, rng: random.Random) -> str | None:
    """Change typography only: marks, dashes, a no-break space."""
    span = rng.choice(case.passage.content)
    able = [(old, new) for old, new in _SHAPES if old in span.of(case.text)]
    if not able:
        return None
    old, new = rng.choice(able)
    place = case.text.index(old, span.start, span.end)
    return _replace(case.text, Span(place, place + len(old)), new)


def change_speaker(case: Case, rng: random.Random) -> str | None:
    if not case.passage.beside:
        return None
    source = case.passage.beside[0]
    others = [name for name in case.names if name.casefold() != source.of(case.text).casefold()]
    return _replace(case.text, source, rng.choice(others)) if others else None


def give_to_another(case: Case, rng: random.Random) -> str | None:
    """Cut the sentence, and let somebody else say the same words at the end of another paragraph."""
    source = " ".join(span.of(case.text) for span in case.passage.beside).casefold()
    others = [name for name in case.names if name.casefold() not in source]
    left = cut_sentence(case, rng)
    if left is None or not others or len(case.passage.content) > 1 or not case.passage.beside:
        return None
    words = case.passage.content[0].of(case.text)
    place = rng.choice(_paragraphs(left)).end
    return _replace(left, Span(place, place), f" {rng.choice(others)} said on Monday: {words}.")


def deny(case: Case, rng: random.Random) -> str | None:
    found = [span for span in case.passage.beside if span.of(case.text) in ("said", "says", "told", "added")]
    return _replace(case.text, found[0], "denied having said") if found else None


# The quotation goes, or comes twice


def cut_paragraph(case: Case, rng: random.Random) -> str | None:
    home = _home(case)
    if home is None:
        return None
    return "\n\n".join(p.of(case.text) for n, p in enumerate(_paragraphs(case.text)) if n != home)


def cut_sentence(case: Case, rng: random.Random) -> str | None:
    return None if _home(case) is None else _replace(case.text, _sentences(case), "")


def double_paragraph(case: Case, rng: random.Random) -> str | None:
    home = _home(case)
    if home is None:
        return None
    paragraphs = [p.of(case.text) for p in _paragraphs(case.text)]
    paragraphs.insert(rng.randrange(len(paragraphs) + 1), paragraphs[home])
    return "\n\n".join(paragraphs)


EDITS: dict[str, tuple[SpanState, Callable[[Case, random.Random], str | None]]] = {
    "a paragraph added": (SpanState.EXACT, add_paragraph),
    "neighbouring sentence edited": (SpanState.EXACT, edit_neighbour),
    "other paragraphs edited": (SpanState.EXACT, edit_elsewhere),
    "paragraphs merged": (SpanState.EXACT, merge_paragraphs),
    "paragraph moved": (SpanState.MOVED, move_paragraph),
    "moved within its paragraph": (SpanState.MOVED, move_sentence),
    "a word changed": (SpanState.CHANGED, change_word),
    "a negation added": (SpanState.CHANGED, negate),
    "a negation dropped": (SpanState.CHANGED, drop_negation),
    "a number changed": (SpanState.CHANGED, change_number),
    "a modal changed": (SpanState.CHANGED, change_modal),
    "words cut out": (SpanState.CHANGED, cut_short),
    "interrupted by another speaker": (SpanState.CHANGED, interrupt),
    "re-punctuated": (SpanState.CHANGED, respell),
    "speaker changed": (SpanState.CHANGED, change_speaker),
    "given to another speaker": (SpanState.CHANGED, give_to_another),
    "said, now denied": (SpanState.CHANGED, deny),
    "paragraph cut": (SpanState.GONE, cut_paragraph),
    "sentence cut": (SpanState.GONE, cut_sentence),
    "paragraph doubled": (SpanState.AMBIGUOUS, double_paragraph),
}
