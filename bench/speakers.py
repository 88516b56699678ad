"""The search for a speaker while the name is typed: CPU time of each keystroke, in a register of a given size.

python -m bench.speakers [--speakers 100000]
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from datetime import UTC, datetime
from math import ceil
from pathlib import Path

from newstext.article import Article
from newstext.spans import Span
from store import Archive
from store.ids import new_id
from store.model.changes import Change
from store.model.speakers import NewSpeaker
from store.sqlite import SqliteEngine

SYLLABLES = tuple(consonant + vowel for consonant in "bdfghjklmnprstvz" for vowel in "aeo")
ENDS = ("n", "r", "s", "l", "k", "rt", "nd", "", "", "v")
QUOTED = 400


def names(count: int, chance: random.Random) -> list[str]:
    """Invent different full names; given names are few and family names many, as with people."""
    given = ["".join(chance.choices(SYLLABLES, k=2)).title() + chance.choice(ENDS) for _ in range(400)]
    found: dict[str, None] = {}
    while len(found) < count:
        family = "".join(chance.choices(SYLLABLES, k=chance.choice((2, 3, 3, 4)))).title() + chance.choice(ENDS)
        found[f"{chance.choice(given)} {family}"] = None
    return list(found)


def typed(name: str, chance: random.Random) -> list[str]:
    """The text of the field after each key of a name; half the names have a slip."""
    first, last = name.lower().split()
    words = chance.choice((f"{first} {last}", f"{last} {first}", last, f"{first[0]} {last}"))
    if chance.random() < 0.5 and len(words) > 4:
        at = chance.randrange(1, len(words) - 2)
        words = words[:at] + words[at + 1] + words[at] + words[at + 2 :]
    return [words[: n + 1] for n in range(len(words))]


def main() -> None:
    """Fill a register, type, and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--speakers", type=int, default=100_000)
    parser.add_argument("--searches", type=int, default=200)
    args = parser.parse_args()
    chance = random.Random(5)
    everyone = names(args.speakers, chance)
    with tempfile.TemporaryDirectory() as folder:
        engine = SqliteEngine(Path(folder) / "register.db")
        for start in range(0, len(everyone), 5_000):
            newcomers = tuple(NewSpeaker(new_id(), name) for name in everyone[start : start + 5_000])
            engine.apply(Change(new_id(), "bench", datetime.now(UTC), "enter", new_speakers=newcomers))
        with Archive(engine, actor="bench") as archive:
            [added] = archive.add([Article(body="“A word,” they said. " * 20)], reader="bench", reader_version="1")
            revision = archive.open_article(added.article_id).revision
            for name in everyone[:QUOTED]:
                archive.decisions.name_speaker(archive.decisions.add_quotation(revision, [Span(0, 9)]), name)
            took, found = [], 0
            for name in chance.sample(everyone, args.searches):
                for words in typed(name, chance):
                    begin = time.process_time()
                    offered = archive.register.speakers(words, limit=8)
                    took.append((time.process_time() - begin) * 1000)
                found += any(speaker.name == name for speaker in offered)
            begin = time.process_time()
            page = archive.register.everyone()
            first_page = (time.process_time() - begin) * 1000
    took.sort()
    at = {part: took[ceil(len(took) * part / 100) - 1] for part in (50, 95, 99, 100)}
    print(
        f"{args.speakers:,} speakers, {len(took)} keystrokes: CPU p50 {at[50]:.1f}, p95 {at[95]:.1f}, p99 {at[99]:.1f},"
        f" longest {at[100]:.1f} ms; {found} of {args.searches} found; first page of the register"
        f" ({len(page.rows)}) {first_page:.1f} ms"
    )


if __name__ == "__main__":
    main()
