"""Drafts made from articles by seeded edits, checked against a store that holds them: is each verdict the right one?

    python -m bench.check ARTICLES.jsonl [--store DB] [--quotations 1400] [--seed 7]

ARTICLES are JSON Lines with "text" (or "body"). With --store they go into a copy of a store that exists, among what it
holds. Prints precision and recall of each verdict, and the CPU time of one draft of 50 quotations.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from newstext import find_quotations
from newstext.article import Article
from newstext.draft_check import Verdict
from newstext.loose_match import fold
from newstext.quotations.double_marks import stretches
from store import Archive

OTHERS = ("Alma Thorvik", "Bent Okafor", "Cleo Vantongeren", "Dario Estrup")
INVENTED = (
    "the {0} of our {1} will never {2} under a purple {3} before the ninth lantern",
    "every {0} knows that a {1} cannot {2} without two wooden {3} and some patience",
    "I have seen my {0} carry the {1} home, and nobody will {2} that old {3}",
)
NOUNS = (
    *(
        "harbour",
        "bicycle",
        "orchard",
        "lighthouse",
        "kitchen",
        "violin",
        "glacier",
        "turnip",
        "parliament",
        "staircase",
    ),
    *("walrus", "umbrella"),
)
VERBS = ["whistle", "borrow", "repaint", "forgive", "measure", "outrun", "untangle", "polish"]


class Line(NamedTuple):
    """One quotation of a draft, and the verdict that is true of it."""

    words: str
    speaker: str
    verdict: Verdict


class Source(NamedTuple):
    """A quotation as it was published: the words in one pair of marks, by somebody with a name, and its article."""

    words: str
    speaker: str
    article: int


def sources(texts: list[str]) -> list[Source]:
    """Return quotations of ten words and more that stand in one pair of marks and are credited to a name."""
    found = []
    for number, text in enumerate(texts):
        for q in find_quotations(text):
            marked = [s for s in stretches(q.content[0].of(text)) if s.closed] if len(q.content) == 1 else []
            if len(marked) != 1 or q.unnamed or q.via or not q.speaker or len(q.speaker.split()) < 2:
                continue
            words = q.content[0].of(text)[marked[0].inner_start : marked[0].inner_end].strip(" ,.")
            if len(fold(words).words) >= 10 and not any(mark in words for mark in ("…", "...", "[", "“", '"', "\n")):
                found.append(Source(words, q.speaker, number))
    return found


def line(kind: str, source: Source, all_of: list[Source], rng: random.Random) -> Line | None:
    """Make one line of a draft out of a published quotation; None where this edit cannot be made."""
    words = source.words.split()
    match kind:
        case "verbatim":
            return Line(source.words, source.speaker, Verdict.VERBATIM)
        case "punctuation":
            at = rng.randrange(2, len(words) - 2)
            if not words[at].isalpha():
                return None
            return Line(" ".join([*words[:at], words[at] + ";", *words[at + 1 :]]), source.speaker, Verdict.PUNCTUATION)
        case "one word":
            at = rng.randrange(1, len(words) - 1)
            if not words[at].isalpha():
                return None
            return Line(" ".join([*words[:at], rng.choice(NOUNS), *words[at + 1 :]]), source.speaker, Verdict.CHANGED)
        case "dropped not":
            at = [i for i, word in enumerate(words) if word.lower() in ("not", "never", "no")]
            if not at or at[0] in (0, len(words) - 1):
                return None
            return Line(" ".join(words[: at[0]] + words[at[0] + 1 :]), source.speaker, Verdict.CHANGED)
        case "spliced":
            other = rng.choice([s for s in all_of if s.words != source.words])
            tail = other.words.split()
            joined = [*words[: len(words) // 2], *tail[len(tail) // 2 :]]
            return Line(" ".join(joined), source.speaker, Verdict.SPLICED)
        case "wrong speaker":
            return Line(source.words, rng.choice(OTHERS), Verdict.OTHER_SPEAKER)
        case _:
            shape = rng.choice(INVENTED)
            made = shape.format(rng.choice(NOUNS), rng.choice(NOUNS), rng.choice(VERBS), rng.choice(NOUNS))
            return Line(made, source.speaker, Verdict.NOT_FOUND)


KINDS = ("verbatim", "verbatim", "punctuation", "one word", "dropped not", "spliced", "wrong speaker", "invented")


def lines(texts: list[str], number: int, rng: random.Random) -> list[tuple[str, Line]]:
    """Return ``number`` lines of drafts, of every kind."""
    published = sources(texts)
    made: list[tuple[str, Line]] = []
    while len(made) < number:
        kind = KINDS[len(made) % len(KINDS)]
        if found := line(kind, rng.choice(published), published, rng):
            made.append((kind, found))
    return made


def main() -> None:
    """Make drafts, check them, count."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--store", type=Path)
    parser.add_argument("--quotations", type=int, default=1400)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--show", type=int, default=0, help="Print so many wrong verdicts.")
    asked = parser.parse_args()
    read = [json.loads(row) for row in asked.articles.read_text(encoding="utf-8").splitlines()]
    texts = [row.get("text") or row["body"] for row in read]
    made = lines(texts, asked.quotations, random.Random(asked.seed))
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder, "check.db")
        if asked.store:
            shutil.copy(asked.store, store)
        with Archive.open(store, actor="bench") as archive:
            articles = [
                Article(headline=f"Article {n}", external_id=f"check-{n}", body=text) for n, text in enumerate(texts)
            ]
            for imported in archive.add(articles, reader="bench", reader_version="1"):
                archive.suggestions.find(imported.article_id)
            print(f"{archive.articles.count():,} articles, {len(made):,} quotations")
            _count(archive, made, asked.show)


def _count(archive: Archive, made: list[tuple[str, Line]], show: int) -> None:
    true: Counter[Verdict] = Counter()
    given: Counter[Verdict] = Counter()
    right: Counter[Verdict] = Counter()
    kinds: Counter[tuple[str, str]] = Counter()
    seconds = []
    for start in range(0, len(made), 50):
        batch = made[start : start + 50]
        draft = "\n\n".join(f"“{one.words},” {one.speaker} said." for _, one in batch)
        began = time.process_time()
        checked = archive.check(draft)
        if len(batch) == 50:
            seconds.append(time.process_time() - began)
        by_line = {one.line: one for one in checked}
        for number, (kind, one) in enumerate(batch):
            found = by_line.get(2 * number + 1)
            verdict = found.verdict if found else None
            true[one.verdict] += 1
            kinds[kind, str(verdict)] += 1
            if verdict:
                given[verdict] += 1
            if verdict is one.verdict:
                right[one.verdict] += 1
            elif show > 0:
                show -= 1
                print(f"{kind}: {verdict}, {one.speaker}: {one.words}")
                print(f"    {found and (found.speaker, found.printed, found.differences)}")
    print(f"{'verdict':32} {'true':>6} {'precision':>10} {'recall':>8}")
    for verdict in Verdict:
        if true[verdict] or given[verdict]:
            precision = right[verdict] / given[verdict] if given[verdict] else 1.0
            recall = f"{right[verdict] / true[verdict]:8.3f}" if true[verdict] else "       -"
            print(f"{verdict:32} {true[verdict]:6} {precision:10.3f} {recall}")
    for (kind, verdict), times in sorted(kinds.items()):
        print(f"    {kind:14} -> {verdict:30} {times:5}")
    seconds.sort()
    print(f"a draft of 50 quotations: median {seconds[len(seconds) // 2]:.2f} s CPU, slowest {seconds[-1]:.2f} s")


if __name__ == "__main__":
    main()
