"""Does a desk teach the finder? ``python -m bench.quotations.learning GOLD.jsonl[:N] [--others GOLD.jsonl…]``.

An editor who knows the right answers settles every suggestion for the articles of GOLD: right ones are accepted, right
words of somebody else get their speaker, the others are rejected, and what stands in quotation marks and was missed is
marked by hand. From these decisions is learned what ``pullquote learn`` learns. With ``--others`` the result is
measured on other sets, which the desk has never seen. ``--first`` takes only so many articles.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.quotations.gold import documents, words_of
from bench.quotations.judgement import judge
from newstext.learning.decisions import DecidedText, Decision
from newstext.learning.lesson import TooFew, learn
from newstext.quotations.finder import find_with_evidence
from newstext.quotations.learned import NOTHING, Learned
from newstext.spans import Span
from store.rules.finder_runs import INDIRECT_FROM, is_held_back

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newstext.quotations import Quotation

_MARKED = 4


def settled(document: dict[str, Any]) -> DecidedText:
    """Return an article as an editor leaves it who marks what people marked."""
    text, gold = document["text"], document["attributions"]
    shown = [q for q, _ in find_with_evidence(text) if q.said and not is_held_back(q, INDIRECT_FROM)]
    decisions = [_decision(text, q, gold) for q in shown]
    seen = set[int]().union(*(words_of(text, q.content) for q in shown))
    decisions += [_by_hand(text, a) for a in gold if _is_missed(text, a, seen)]
    return DecidedText(document["id"], text, tuple(decisions))


def _decision(text: str, q: Quotation, gold: list[dict[str, Any]]) -> Decision:
    judged = judge(text, q, gold)
    speaker = None if q.unnamed else q.speaker
    if judged.words and not judged.right:
        mine = words_of(text, q.content)
        speaker = _speaker(text, max(gold, key=lambda a: len(mine & words_of(text, a["content"]))))
    return Decision(q.content, judged.words, speaker, q.cue, q.source if judged.right else ())


def _speaker(text: str, attribution: dict[str, Any]) -> str:
    return attribution.get("reference") or " ".join(text[start:end] for start, end in attribution["source"])


def _is_missed(text: str, attribution: dict[str, Any], seen: set[int]) -> bool:
    words = words_of(text, attribution["content"])
    is_marked = any(text[start] in "“\"'‘`" for start, _ in attribution["content"][:1])
    return is_marked and len(words) >= _MARKED and not words & seen


def _by_hand(text: str, attribution: dict[str, Any]) -> Decision:
    content, cue, source = (tuple(Span(*s) for s in attribution[key]) for key in ("content", "cue", "source"))
    return Decision(content, kept=True, speaker=_speaker(text, attribution), cue=cue, source=source)


def _read(name: str) -> Iterator[dict[str, Any]]:
    path, _, every = name.partition(":")
    return iter(documents(Path(path))[:: int(every or 1)])


def _shown(documents_: Iterator[dict[str, Any]], learned: Learned) -> str:
    """Return how many suggestions are shown for articles, and how many of them are right."""
    judged = []
    for document in documents_:
        for q, _ in find_with_evidence(document["text"], learned):
            if q.said and not is_held_back(q, INDIRECT_FROM):
                judged.append(judge(document["text"], q, document["attributions"]).right)
    return f"{sum(judged):5,} of {len(judged):5,} shown are right ({sum(judged) / len(judged):.1%})"


def main() -> int:
    """Settle, learn, and print what it is worth."""
    parser = argparse.ArgumentParser(prog="bench.quotations.learning", description=__doc__)
    parser.add_argument("gold", help="JSON Lines; with :N every N-th article")
    parser.add_argument("--first", type=int, help="the number of articles")
    parser.add_argument("--others", nargs="*", default=[])
    options = parser.parse_args()
    lesson = learn(map(settled, list(_read(options.gold))[: options.first]), INDIRECT_FROM)
    if isinstance(lesson, TooFew):
        print(f"Too few: {lesson}")
        return 1
    print(f"{lesson.decisions:,} decisions in {lesson.articles} articles")
    for what, figures in (("shipped", lesson.before), ("learned, held out", lesson.after)):
        print(f"  {what:18} found+speaker {figures.found_and_speaker:.2%}  {figures}")
    print(f"  yardstick {lesson.yardstick_before:.2%} -> {lesson.yardstick_after:.2%}")
    for other in options.others:
        for what, learned in (("shipped", NOTHING), ("learned", Learned(lesson.weights))):
            print(f"  {other[-24:]:24} {what:8} {_shown(_read(other), learned)}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
