"""CPU of importing articles, against raw executemany into the same tables, in one run.

    python -m bench.imports CORPUS.jsonl [--articles 100000] [--batch 5000]

Raw writes prepared rows, in transactions of the same size: into tables without indexes, keys and triggers; into the
same with the same full-text tables, which gather as many words as ours do before they write; and into a store of ours,
with all that keeps it. Ours begins with articles as a reader made them: it looks up what is known, makes ids, folds
words and counts them, which the raw ones do not. Finally both are compared without the search: raw into a store of ours
without its full text, and ours with the index left out. They take turns batch by batch, so that a machine that drifts
drifts for all. The figures of the first 10,000 and 100,000 articles show how they grow. Memory is the largest that the
process ever was.
"""

from __future__ import annotations

import argparse
import resource
import sqlite3
import tempfile
import time
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING
from unittest import mock

from bench.search import corpus
from store import Archive
from store.sqlite.search.index import Indexer

if TYPE_CHECKING:
    from newstext.article import Article

TABLES = ("revision", "article", "article_head")
MILESTONES = (10_000, 100_000)
OURS, UNSEARCHED = "pullquote", "pullquote, no search"
RAW_UNSEARCHED = "raw, a store's own, no search"
FULL_TEXT = {
    "article_head_fts": "SELECT number, headline, byline, source, speakers, quotations FROM article_head",
    "article_fts": "SELECT number, headline, byline, source, body, respelled FROM article_text",
}


class Raw:
    """A database with the columns of a store's tables and nothing else, or with its full-text tables too.

    Where a store is already, its own tables are written.
    """

    def __init__(self, path: Path, store: sqlite3.Connection, *, full_text: bool) -> None:
        self.cpu = 0.0
        kept = path.exists()
        self._db = sqlite3.connect(path, isolation_level=None)
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "fullfsync = ON"):
            self._db.execute(f"PRAGMA {pragma}")
        self._inserts: list[str] = []
        for table in TABLES:
            columns = [row[1] for row in store.execute(f"PRAGMA table_info({table})")]
            # As in the store, the number of an article is its row's.
            if not kept:
                self._db.execute(
                    f"CREATE TABLE {table} ({', '.join(columns)})".replace("number", "number INTEGER PRIMARY KEY")
                )
            self._inserts.append(f"INSERT INTO {table} VALUES ({', '.join('?' * len(columns))})")
        for table in FULL_TEXT if full_text else ():
            if not kept:
                [made] = store.execute("SELECT sql FROM sqlite_schema WHERE name = ?", (table,)).fetchone()
                self._db.execute(made)
                self._db.execute(f"INSERT INTO {table}({table}, rank) VALUES ('hashsize', 16777216)")
            columns = [row[1] for row in store.execute(f"PRAGMA table_info({table})")]
            marks = ", ".join("?" * (len(columns) + 1))
            self._inserts.append(f"INSERT INTO {table}(rowid, {', '.join(columns)}) VALUES ({marks})")

    def write(self, rows: list[list[tuple[object, ...]]]) -> None:
        """Write one batch: the rows of each table."""
        began = time.process_time()
        self._db.execute("BEGIN")
        for insert, of_table in zip(self._inserts, rows, strict=False):
            self._db.executemany(insert, of_table)
        self._db.execute("COMMIT")
        self.cpu += time.process_time() - began


def main() -> None:
    """Measure, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--batch", type=int, default=corpus.BATCH)
    options = parser.parse_args()
    found = islice(corpus.articles(options.corpus), options.articles)
    with (
        tempfile.TemporaryDirectory() as name,
        Archive.open(Path(name) / "ours.db", actor="bench") as archive,
        Archive.open(Path(name) / "unsearched.db", actor="bench") as unsearched,
    ):
        for kept in ("kept.db", "kept_unsearched.db"):
            Archive.open(Path(name) / kept, actor="bench").close()
        store = sqlite3.connect(Path(name) / "ours.db")
        raw = {
            "raw, no full text": Raw(Path(name) / "bare.db", store, full_text=False),
            "raw, same full text": Raw(Path(name) / "full.db", store, full_text=True),
            "raw, a store's own": Raw(Path(name) / "kept.db", store, full_text=True),
            RAW_UNSEARCHED: Raw(Path(name) / "kept_unsearched.db", store, full_text=False),
        }
        cpu = dict.fromkeys((*raw, OURS, UNSEARCHED), 0.0)
        done = 0
        while batch := list(islice(found, options.batch)):
            cpu[OURS] += _added(archive, batch)
            with mock.patch("store.rows.incoming_articles.entry"), mock.patch.object(Indexer, "put"):
                cpu[UNSEARCHED] += _added(unsearched, batch)
            rows = _rows(store, done)
            for what, database in raw.items():
                database.write(rows)
                cpu[what] = database.cpu
            done += len(batch)
            if done in MILESTONES and done < options.articles:
                _tell(done, cpu)
        store.close()
    _tell(done, cpu)


def _added(archive: Archive, batch: list[Article]) -> float:
    began = time.process_time()
    archive.add(batch, reader="bench", reader_version="1")
    return time.process_time() - began


def _tell(done: int, cpu: dict[str, float]) -> None:
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{done:,} articles; at most {memory:.0f} MB so far")
    for what, spent in cpu.items():
        against = cpu[UNSEARCHED if what in (RAW_UNSEARCHED, UNSEARCHED) else OURS]
        print(
            f"  {what:<30} {spent:6.1f} s CPU  {1e6 * spent / done:5.0f} µs an article"
            f"  ours is {against / spent:.2f} of it",
            flush=True,
        )


def _rows(store: sqlite3.Connection, after: int) -> list[list[tuple[object, ...]]]:
    """Read what the last batch became, for each table."""
    new = f"number > {after}"
    by_table = [
        f"SELECT revision.* FROM article JOIN revision ON revision.id = revision_id WHERE {new}",
        f"SELECT * FROM article WHERE {new}",
        f"SELECT * FROM article_head WHERE {new}",
        *(f"{texts} WHERE {new}" for texts in FULL_TEXT.values()),
    ]
    return [store.execute(select).fetchall() for select in by_table]


if __name__ == "__main__":
    main()
