"""The same keystrokes at two stores in turn: one on a server, whose CPU counts too, and one in a file."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from bench.percentile import at
from bench.search import on_server
from newstext.spans import Span
from store.model.annotations import Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bench.search.corpus import Question
    from store import Archive


def compare(server: Archive, file: Archive, asked: Sequence[Question]) -> None:
    """Type every query into both, each keystroke first into the one, then into the other; print what it costs."""
    from store.postgres.server.database import Database

    file.search("harbour")
    both = on_server.clock(server)
    statements, on_both, in_file, differing = [], [], [], 0
    for number, question in enumerate(asked):
        for end in range(1, len(question.typed) + 1):
            typed = question.typed[:end]
            # In turn, too, which of them has what the other left in the processor's caches.
            for is_server in (True, False) if (number + end) % 2 else (False, True):
                if is_server:
                    before, began = Database.asked, both()
                    found = server.search_as_typed(typed)
                    on_both.append(1000 * (both() - began))
                    statements.append(Database.asked - before)
                else:
                    began = time.thread_time()
                    expected = file.search_as_typed(typed)
                    in_file.append(1000 * (time.thread_time() - began))
            heads = [[hit.article.headline for hit in hits or ()] for hits in (found, expected)]
            differing += heads[0] != heads[1]
    print(f"  in turn, {len(in_file):,} keystrokes, of which {differing:,} have other hits in the file")
    print(f"    CPU, ms: server and client {_told(on_both)}; file {_told(in_file)}")
    print(f"    server and client to file, at p95: {at(on_both, 0.95) / at(in_file, 0.95):.2f}")
    _tell_statements(statements)


def with_saves(server: Archive, other: Archive, asked: Sequence[Question]) -> None:
    """Type queries while somebody else saves a decision before each keystroke; print what the keystrokes cost."""
    from store.postgres.server.database import Database

    both, decide = on_server.clock(server), _decisions(other)
    statements, times = [], []
    for question in asked:
        for end in range(1, len(question.typed) + 1):
            next(decide)
            before, began = Database.asked, both()
            server.search_as_typed(question.typed[:end])
            times.append(1000 * (both() - began))
            statements.append(Database.asked - before)
    print(f"  with a save by somebody else before each of {len(times):,} keystrokes")
    print(f"    CPU, ms: server and client {_told(times)}")
    _tell_statements(statements)


def _decisions(desk: Archive) -> Iterator[None]:
    """Reject and accept a quotation of the newest article in turn, and remove it at the end."""
    opened = desk.open_article(desk.articles.page().rows[0].id)
    quotation = desk.decisions.add_quotation(opened.revision, [Span(0, min(40, len(opened.revision.article.body)))])
    try:
        while True:
            for status in (Status.REJECTED, Status.ACCEPTED):
                (quotation,) = desk.decisions.settle([quotation], status)
                yield
    finally:
        desk.decisions.settle([quotation], Status.REMOVED)


def _told(times: Sequence[float]) -> str:
    return ", ".join(f"p{100 * share:.0f} {at(times, share):.1f}" for share in (0.5, 0.95, 0.99))


def _tell_statements(statements: Sequence[int]) -> None:
    most = f"p50 {at(statements, 0.5):.0f}, p95 {at(statements, 0.95):.0f}, p99 {at(statements, 0.99):.0f}"
    print(f"    statements a keystroke, with those of transactions: {most}")
