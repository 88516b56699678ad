"""Other ways to find articles by words, over the same store: raw FTS5 ranked by bm25, and fzf if installed."""

from __future__ import annotations

import re
import resource
import shutil
import sqlite3
import subprocess
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_BM25 = """
    SELECT article.id FROM article_head_fts JOIN article ON number = article_head_fts.rowid
    WHERE article_head_fts MATCH ? ORDER BY rank LIMIT 10
"""
_LINES = """
    SELECT article.id, headline || ' ' || coalesce(byline, '') FROM article
    JOIN revision ON revision.id = revision_id ORDER BY number DESC
"""


def all_of(store: Path, folder: Path) -> Iterator[tuple[str, Callable[[str], list[str]], Callable[[], float]]]:
    """Yield each peer: its name, how it finds the ids of ten articles, and the clock of its CPU."""
    db = sqlite3.connect(store)
    yield "FTS5 by bm25", lambda typed: _by_bm25(db, typed), time.thread_time
    if fzf := shutil.which("fzf"):
        lines = folder / "heads.txt"
        with lines.open("w", encoding="utf-8") as out:
            out.writelines(f"{article_id}\t{' '.join(head.split())}\n" for article_id, head in db.execute(_LINES))
        yield "fzf", lambda typed: _by_fzf(fzf, lines, typed), _cpu_of_children
    db.close()


def _by_bm25(db: sqlite3.Connection, typed: str) -> list[str]:
    words = re.findall(r"\w+", typed.lower())
    if not words:
        return []
    expression = " AND ".join(f'"{word}"' for word in words) + ("" if typed.endswith(" ") else "*")
    return [article_id for (article_id,) in db.execute(_BM25, (expression,))]


def _by_fzf(fzf: str, lines: Path, typed: str) -> list[str]:
    with lines.open("rb") as found:
        command = [fzf, "--filter", typed, "--delimiter", "\t", "--nth", "2.."]
        output = subprocess.run(command, stdin=found, capture_output=True).stdout
    return [line.split(b"\t")[0].decode() for line in output.split(b"\n", 10)[:10] if line]


def _cpu_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
