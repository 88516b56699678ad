"""Measure full names: ``python -m bench.quotations.full_names GOLD.jsonl [--errors]``.

GOLD is JSON Lines of ``{id, text, attributions: [{source, cue, content, reference}]}``: ``reference`` is the speaker's
full name as people resolved it. A quotation counts as found when one suggestion covers half of its words. Names are
compared folded, so that capitals, accents, punctuation and a leading article do not count.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.quotations.gold import documents, words_of
from newstext.name_match import name_words
from newstext.quotations import find_quotations
from newstext.quotations.names import is_organisation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from newstext.quotations import Quotation

_SURE, _LIKELY = 0.85, 0.6
"""From these on the desk calls a suggestion sure, or likely."""
_ARTICLES = frozenset(["the", "a", "an"])


@dataclass(frozen=True)
class Outcome:
    """One annotated quotation: the name wanted, whether it is a person's, and the suggestion or None."""

    wanted: str
    is_person: bool
    words: str
    quotation: Quotation | None

    @property
    def right(self) -> bool:
        """Whether the suggestion has the name wanted."""
        return self.quotation is not None and _folded(self.quotation.speaker or "") == _folded(self.wanted)


def outcomes(document: dict[str, Any]) -> Iterator[Outcome]:
    """Compare the quotations of one article with its references."""
    text = document["text"]
    quotations = find_quotations(text)
    people = {name for key in ("sourcesFemale", "sourcesMale") for name in document.get(key, [])}
    for attribution in document["attributions"]:
        wanted = attribution.get("reference")
        if not wanted:
            continue
        is_person = wanted in people if people else _looks_like_a_person(wanted)
        start, end = attribution["content"][0]
        yield Outcome(wanted, is_person, text[start:end], _covering(quotations, text, attribution["content"]))


def _covering(quotations: Iterable[Quotation], text: str, content: Any) -> Quotation | None:
    theirs = words_of(text, content)
    best = max(quotations, key=lambda q: len(theirs & words_of(text, q.content)), default=None)
    found = best is not None and 2 * len(theirs & words_of(text, best.content)) >= len(theirs)
    return best if found else None


def _looks_like_a_person(name: str) -> bool:
    words = name.split()
    return len(words) > 1 and all(w[0].isupper() for w in (words[0], words[-1])) and not is_organisation(name)


def _folded(name: str) -> list[str]:
    words = name_words(name)
    return words[1:] if words[:1] and words[0] in _ARTICLES else words


def _tell(what: str, done: list[Outcome]) -> None:
    found = [o for o in done if o.quotation is not None]
    right = sum(o.right for o in done)
    if found:
        print(
            f"{what:8} n={len(done):4d} found {len(found) / len(done):6.1%}"
            f" right name {right / len(done):6.1%} of all, {right / len(found):6.1%} of those found"
        )


def _tell_sure(done: list[Outcome]) -> None:
    """Print the share of right names by how sure the desk says a suggestion is."""
    for low, high, words in ((_SURE, 1.01, "sure"), (_LIKELY, _SURE, "likely"), (0.0, _LIKELY, "unsure")):
        band = [o for o in done if o.quotation is not None and low <= _least(o.quotation) < high]
        if band:
            print(f"{words:8} n={len(band):4d} right name {sum(o.right for o in band) / len(band):6.1%}")


def _least(q: Quotation) -> float:
    return min(q.confidence, q.name_confidence)


def main() -> int:
    """Print the share of right names for persons and for all others, and the errors when asked."""
    parser = argparse.ArgumentParser(prog="bench.quotations.full_names", description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    done = [(d["id"], outcome) for d in documents(options.gold) for outcome in outcomes(d)]
    for key, o in done:
        if options.errors and not o.right:
            got = f"{o.quotation.speaker!r} {o.quotation.confidence}" if o.quotation else "not found"
            print(
                f"{key[-4:]} {'person' if o.is_person else 'other '} wanted {o.wanted!r}, got {got}: {o.words[:70]!r}"
            )
    _tell("persons", [o for _, o in done if o.is_person])
    _tell("others", [o for _, o in done if not o.is_person])
    _tell_sure([o for _, o in done if o.is_person])
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
