"""Checks while a draft is written: the first check, and the check after a change, as ``pullquote lsp`` makes them.

    python -m bench.writing [--articles 100000] [--quotations 40]

The store has invented articles with one quotation each; the draft has 2,000 words, and every second quotation has a
changed word. CPU time of this process in milliseconds.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from newstext.article import Article
from store import Archive
from tui.servers.open_draft import DraftChecker

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORDS = 2_000
_BATCH = 2_000
_LEXICON = 20_000
_NAMES = ("Mira Holt", "Karl Brandt", "Jonas Reed", "Ada Lind", "Petra Vance", "Einar Moss")


def _copy(number: int, chance: random.Random) -> tuple[str, str, str]:
    """Return an article's quotation, its speaker, and the body: words of a skewed frequency, as in print."""
    lexicon = [f"w{int(_LEXICON ** chance.random())}x" for _ in range(80)]
    return " ".join(lexicon[:14]), _NAMES[number % len(_NAMES)], " ".join(lexicon[14:])


def _articles(number: int, chance: random.Random, kept: list[tuple[str, str]]) -> Iterator[Article]:
    for n in range(number):
        words, speaker, rest = _copy(n, chance)
        kept.append((words, speaker))
        body = f"{rest.capitalize()}.\n\n“{words.capitalize()},” said {speaker}.\n"
        yield Article(headline=f"Report {n}", source="Port Wire", body=body)


def _draft(quoted: list[tuple[str, str]]) -> str:
    parts = []
    for n, (words, speaker) in enumerate(quoted):
        said = words.capitalize() if n % 2 else f"not {words}"
        parts.append(f"“{said},” said {speaker}.")
    missing = max(0, _WORDS - sum(len(part.split()) for part in parts))
    filler = "Fog lay on the quay and the boats stayed in. " * (missing // (10 * len(parts)))
    return "\n\n".join(f"{part} {filler}" for part in parts)


def main() -> None:
    """Build the store and print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--quotations", type=int, default=40)
    options = parser.parse_args()
    chance, kept = random.Random(7), list[tuple[str, str]]()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "stack.db"
        with Archive.open(path, actor="bench") as archive:
            articles = list(_articles(options.articles, chance, kept))
            for at in range(0, len(articles), _BATCH):
                archive.add(articles[at : at + _BATCH], reader="bench", reader_version="1")
        with Archive.open(path, actor="bench", read_only=True) as archive:
            checker, text = DraftChecker(archive), _draft(chance.sample(kept, options.quotations))
            print(f"{len(text.split()):,} words, {options.quotations} quotations, {options.articles:,} articles")
            changes = {
                "first check": text,
                "a word outside quotations": f"Fog. {text}",
                "a quotation changed": text.replace("“not ", "“never ", 1),
                "nothing": text.replace("“not ", "“never ", 1),
            }
            for name, typed in changes.items():
                begun = time.process_time()
                found = checker.check("file:///draft.txt", typed, "draft.txt")
                spent = (time.process_time() - begun) * 1_000
                findings = sum(one.result.is_finding for one in found.quotations)
                print(f"{name}: {spent:.0f} ms, {findings} findings")


if __name__ == "__main__":
    main()
