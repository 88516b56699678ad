"""Drafts grown by hands-on edits from annotated articles, checked against a store that holds the articles.

    python -m bench.check ARTICLES.jsonl... [--each 34] [--seed 7] [--show KIND] [--peers]

ARTICLES are JSON Lines: {text, attributions: [{source, content, reference?}]}, spans in code points. Every kind of edit
is tried up to --each times. An altered quotation is found when the check reports a finding; a true one is disturbed
when it does, or when it gets no answer. With --peers the simple method (substring, else difflib >= .92) is run too.
"""

from __future__ import annotations

import argparse
import random
import re
import tempfile
import time
from bisect import bisect
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from bench.check import peers
from bench.check.claims import CLAIMS
from bench.check.kinds import FRAMES, WORDS, Case, Maker
from bench.check.published import planted, read
from newstext.article import Article
from newstext.drafts import read_draft
from newstext.loose_match import fold
from store import Archive

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bench.check.published import Published
    from store.drafts.model import CheckedQuotation

_A_DRAFT = 16
"""Cases in one draft."""


class Answer(NamedTuple):
    """A case, and what the check said about it."""

    case: Case
    results: list[CheckedQuotation]

    @property
    def is_finding(self) -> bool:
        return any(each.is_finding for each in self.results)

    @property
    def is_right(self) -> bool:
        """Whether one of the answers is of a right kind."""
        return not self.case.answers.isdisjoint(_said(self.results))


def _said(results: Sequence[CheckedQuotation]) -> set[str]:
    said = {str(each.verdict) for each in results}
    if any(each.printed and not each.printed.quoted and each.is_finding for each in results):
        said.add("not a quotation there")
    return said


def cases(published: list[Published], each: int, rng: random.Random) -> list[Case]:
    """Return up to ``each`` cases of every kind."""
    maker = Maker(published, rng)
    makers = dict([*FRAMES, *WORDS]) | CLAIMS
    found: list[Case] = []
    for make in makers.values():
        made: dict[str, Case] = {}
        for said in rng.sample(maker.quotations, len(maker.quotations)):
            if len(made) < each and (case := make(said, maker)):
                made.setdefault(case.text, case)
        found += made.values()
    return found


def drafts(made: list[Case], rng: random.Random) -> Iterator[tuple[str, list[Case]]]:
    """Yield drafts of one format each: the suffix and the cases, in a random order."""
    by_format = defaultdict(list)
    for case in rng.sample(made, len(made)):
        by_format[case.format].append(case)
    for suffix, some in by_format.items():
        for at in range(0, len(some), _A_DRAFT):
            yield suffix, some[at : at + _A_DRAFT]


def answers(archive: Archive, suffix: str, some: list[Case]) -> Iterator[Answer]:
    """Check one draft, and yield its cases with what was said about each."""
    parts = [f"The meeting went on until the evening. This was item {n}.\n\n{case.text}" for n, case in enumerate(some)]
    if suffix == ".html":
        parts = [re.sub(r"^(.*)\n\n", r"<p>\1</p>", part) for part in parts]
    text = read_draft("\n\n".join(parts).encode(), f"draft{suffix}").text
    starts = [text.count("\n", 0, text.index(f"This was item {n}.")) + 1 for n in range(len(some))]
    by_case = defaultdict(list)
    for one in archive.check(text):
        by_case[bisect(starts, one.line) - 1].append(one)
    for number, case in enumerate(some):
        yield Answer(case, [one for one in by_case[number] if _shares(one.words, case.words)])


def _shares(words: str, others: str) -> bool:
    one, other = set(fold(words).words), set(fold(others).words)
    return len(one & other) * 2 >= min(len(one), len(other))


def main() -> None:
    """Make drafts, check them, count."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path, nargs="+")
    parser.add_argument("--each", type=int, default=34)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--show", help="Print the wrong answers of the kinds that begin like this.")
    parser.add_argument("--peers", action="store_true")
    asked = parser.parse_args()
    rng = random.Random(asked.seed)
    published = planted(read(asked.articles), rng)
    made = cases(published, asked.each, rng)
    with tempfile.TemporaryDirectory() as folder, Archive.open(Path(folder, "check.db"), actor="bench") as archive:
        articles = [Article(headline=f"Article {n}", external_id=f"{n}", body=p.text) for n, p in enumerate(published)]
        for imported in archive.add(articles, reader="bench", reader_version="1"):
            archive.suggestions.find(imported.article_id)
        began = time.process_time()
        answered = [each for suffix, some in drafts(made, rng) for each in answers(archive, suffix, some)]
        seconds = time.process_time() - began
    texts = {n: [p.text] for n, p in enumerate(published)}
    passed = {case: peers.passes(case.words, texts[case.article]) for case in made} if asked.peers else {}
    _table(answered, passed)
    print(f"{len(published)} articles, {len(made):,} cases, {seconds:.0f} s CPU")
    if asked.show is not None:
        _show(answered, asked.show)


def _table(answered: list[Answer], passed: dict[Case, bool]) -> None:
    print(f"{'kind':52} {'cases':>5} {'finding':>8} {'kind right':>10} {'no answer':>9} {'peers':>6}")
    by_kind: defaultdict[tuple[bool | None, str], list[Answer]] = defaultdict(list)
    for each in answered:
        by_kind[each.case.altered, each.case.kind].append(each)
    for (altered, kind), some in sorted(by_kind.items(), key=lambda item: (str(item[0][0]), item[0][1])):
        sign = {True: "x", False: " ", None: "-"}[altered]
        _row(f"{sign} {kind}", some, passed)
    _row("ALTERED FOUND", [a for a in answered if a.case.altered], passed)
    _row("TRUE DISTURBED", [a for a in answered if a.case.altered is False], passed)
    _row("SPEAKER", [a for a in answered if a.case.is_of_speaker], passed)
    _row("ALL", answered, passed)


def _row(label: str, some: list[Answer], passed: dict[Case, bool]) -> None:
    if not some:
        return
    findings = sum(a.is_finding or (a.case.altered is False and not a.results) for a in some) / len(some)
    right = sum(a.is_right for a in some) / len(some)
    peer = f"{sum(not passed[a.case] for a in some) / len(some):6.1%}" if passed else ""
    print(f"{label:52} {len(some):5} {findings:8.1%} {right:10.1%} {sum(not a.results for a in some):9} {peer}")


def _show(answered: list[Answer], kind: str) -> None:
    for case, results in answered:
        answer = Answer(case, results)
        if case.kind.startswith(kind) and (answer.is_finding is not bool(case.altered) or not answer.is_right):
            print(f"\n== {case.kind} ({case.speaker}): {case.text}")
            print(Counter(_said(results)))
            for one in results:
                printed = one.printed
                print(f"   {one.verdict} | {one.speaker} | {one.reason} | {one.differences} | {one.words[:60]}")
                print(f"   {printed and (printed.speaker, printed.quoted, printed.status, printed.words)}")


if __name__ == "__main__":
    main()
