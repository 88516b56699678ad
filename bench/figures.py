"""The report and the pictures over many quotations: CPU time, memory, the size of the file.

    python -m bench.figures [--articles 20000] [--each 5] [--store FILE]

Makes a store in which half of the quotations are accepted (kept with --store, and not made again). ``pullquote report``
and ``pullquote progress`` run as programs of their own. The first read of each picture, and its first screen of rows,
are compared with a page of the stack.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from bench.speakers import names
from newstext.article import Article
from newstext.quotations.model import QuotationKind
from newstext.spans import Span
from newstext.stated import Precision, StatedTime
from store import Archive
from store.ids import new_id
from store.model.annotations import AnnotationState, Origin, SpanRole, Status
from store.model.changes import Change, Edit
from store.model.lists import EVERYTHING, ArticleOrder
from store.rules.pieces import pieces_of
from store.sqlite import SqliteEngine
from tui.pictures.drawings import CHANGED, IN_CONTEXT, IN_PRINT, PICTURES, Picture
from tui.pictures.gathered import Gathered
from tui.pictures.screen import PAGE, REVISED, SPOKEN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_SPEAKERS, _OUTLETS, _DAYS, _BATCH = 2_000, 40, 30, 500
_SYLLABLES = [f"{start}{vowel}{end}" for start in "bdfgklmnprst" for vowel in "aeiou" for end in "lnr"]
_UNNAMED = ("a source", "two officials", "a senior official at the port", "a person familiar with the talks")
_ROWS = 50
_VOCABULARY = [f"{first}{second}" for first in _SYLLABLES for second in _SYLLABLES]
"""Invented words, a few common and most rare, as in any copy: the rare ones find where words are printed."""


def main() -> None:
    """Fill a store, measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--each", type=int, default=5, help="quotations of an article")
    parser.add_argument("--store", type=Path, help="keep the store here")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = args.store or Path(folder) / "figures.db"
        if not path.exists():
            _fill(path, args.articles, args.each)
        out = Path(folder) / "report.html"
        for command in (["report", "--force", "-o", str(out)], ["report", "--json"], ["progress"], ["audit"]):
            seconds, megabytes = _run(path, command)
            name = " ".join(command[:2]) if command[0] == "report" else command[0]
            print(f"pullquote {name:16} {seconds:5.2f} s CPU, {megabytes:4.0f} MB")
        print(f"size of the report {out.stat().st_size / 1000:.0f} kB")
        _pictures(path)


def _run(path: Path, command: list[str]) -> tuple[float, float]:
    """Run a command; return its CPU time in seconds, and its largest resident memory in MB."""
    program = [sys.executable, "-m", "tui", "--db", str(path), *command]
    process = subprocess.Popen(program, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    assert status == 0
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def _pictures(path: Path) -> None:
    with Archive.open(path, actor="bench") as archive:
        listed = _median(lambda: archive.articles.page(EVERYTHING, ArticleOrder.NEWEST, limit=200))
        print(f"a page of the stack        {listed:6.1f} ms CPU")

        for picture in PICTURES:

            def draw(picture: Picture = picture) -> None:
                gathered = _gathered(archive, picture)
                for row in picture.rows(gathered, "")[:_ROWS]:
                    row.draw(120, None)

            print(f"  {picture.name:24} {_median(draw):6.1f} ms CPU")


def _gathered(archive: Archive, picture: Picture) -> Gathered:
    """Read what the screen reads before it draws a picture for the first time."""
    gathered = Gathered()
    gathered.take(archive.figures.page(EVERYTHING, limit=PAGE).rows)
    ticks = [tick.annotation_id for tick in gathered.speakers.counts()[0].ticks[:SPOKEN]]
    if picture is CHANGED and gathered.revised:
        gathered.changed = archive.figures.changed_words(gathered.revised[:REVISED])
    elif picture is IN_CONTEXT:
        gathered.spoken = list(archive.annotations.several(ticks).values())
    elif picture is IN_PRINT:
        gathered.quotation = archive.annotations.get(ticks[0])
        gathered.printed = archive.annotations.printings(gathered.quotation, EVERYTHING)
    return gathered


def _median(work: Callable[[], object]) -> float:
    took = []
    for _ in range(9):
        begin = time.process_time()
        work()
        took.append((time.process_time() - begin) * 1000)
    return statistics.median(took)


def _fill(path: Path, articles: int, each: int) -> None:
    chance = random.Random(20)
    speakers = names(_SPEAKERS, chance)
    engine = SqliteEngine(path)
    with Archive(engine, actor="bench") as archive:
        for start in range(0, articles, _BATCH):
            copy = [_article(n, each, chance) for n in range(start, min(start + _BATCH, articles))]
            added = archive.add(copy, reader="bench", reader_version="1")
            edits = [edit for one in added for edit in _edits(archive, one.article_id, speakers, chance)]
            made = engine.apply(Change(new_id(), "finder", datetime.now(UTC), "suggest", edits=tuple(edits)))
            archive.decisions.settle(made[::2], Status.ACCEPTED)


def _article(number: int, each: int, chance: random.Random) -> Article:
    day = (date(2026, 11, 1) + timedelta(days=number % _DAYS)).isoformat()
    body = "\n\n".join(f"“{' '.join(_words(chance))},” somebody said." for _ in range(each))
    return Article(
        headline=f"Report number {number} of the morning",
        source=f"Outlet {number % _OUTLETS}",
        byline=f"Writer {number % 200}",
        published=StatedTime(day, day, Precision.DAY),
        external_id=f"bench-{number}",
        body=body,
    )


def _words(chance: random.Random) -> Iterator[str]:
    for _ in range(chance.randint(6, 30)):
        yield _VOCABULARY[int(chance.paretovariate(0.4)) % len(_VOCABULARY)]


def _edits(archive: Archive, article_id: str, speakers: list[str], chance: random.Random) -> Iterator[Edit]:
    revision = archive.open_article(article_id).revision
    body, start = revision.article.body, 0
    while (start := body.find("“", start)) >= 0:
        end = body.index("”", start) + 1
        unnamed = chance.random() < 0.15
        words = chance.choice(_UNNAMED) if unnamed else speakers[int(chance.paretovariate(0.6)) % len(speakers)]
        state = AnnotationState(
            quotation_kind=QuotationKind.DIRECT,
            pieces=pieces_of(revision, {SpanRole.CONTENT: [Span(start, end)]}),
            speaker=words,
            unnamed=unnamed,
            descriptor=words if unnamed else None,
            via="Tarn Gazette" if chance.random() < 0.02 else None,
        )
        yield Edit(new_id(), article_id, 0, state, origin=Origin.FINDER, generator="bench", generator_version="1")
        start = end


if __name__ == "__main__":
    main()
