"""The heads of the log: a hash over the hash of each entry and the head before it, the same on every engine.

Nothing of it is stored, so nothing can be forged in the store: it is computed when the log is read.
"""

from __future__ import annotations

import hashlib
import json
from heapq import merge
from typing import TYPE_CHECKING

from store.model.changes import LogHead
from store.rows.annotations import from_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

# Heads that people have written down depend on these fields, their names and the beginning: they never change.
_FIELDS = (
    *("seq", "at", "actor", "login", "action", "change_id", "undoes"),
    *("article_id", "annotation_id", "speaker_id", "version", "before", "after"),
)
_BEGINNING = b"pullquote log 2"

_COMMON = "seq, at, actor, login, action, change_id, undoes"
_OF_REMOVALS = (
    *("seq", "at", "actor", "login", "reason", "article_id", "identity", "headline", "source", "received_at"),
    *("revisions", "quotations", "decisions", "lines"),
)
REMOVALS = f"SELECT {', '.join(_OF_REMOVALS)} FROM article_removal ORDER BY seq"  # noqa: S608
"""SQL for the removals of articles, which are entries, too."""
REMOVED = "SELECT seq, digest FROM removed_line ORDER BY seq"
"""SQL for the entries that went with a removed article: their digests alone are kept, so that the chain holds."""
LINES_OF_ARTICLE = f"""
    SELECT {_COMMON}, article_id, annotation_id, NULL AS speaker_id, version, before, after FROM event
    WHERE article_id = {{}} ORDER BY seq
"""  # noqa: S608
"""SQL for the entries on one article, with the engine's form of a parameter to fill in."""
LINES = f"""
    SELECT {_COMMON}, article_id, annotation_id, NULL AS speaker_id, version, before, after FROM event
    UNION ALL SELECT {_COMMON}, NULL, NULL, speaker_id, version, before, after FROM register_event
    ORDER BY seq
"""  # noqa: S608
"""SQL of every engine for all entries, in order."""


def heads(
    lines: Iterable[Sequence[object]], removals: Iterable[Sequence[object]], removed: Iterable[Sequence[object]]
) -> Iterator[LogHead]:
    """Yield the head after each entry, given all entries, the removals of articles, and the digests that those left."""
    digests = merge(
        ((_seq(line), digest(line)) for line in lines),
        ((_seq(line), _digest(_OF_REMOVALS, line, ("decisions",))) for line in removals),
        ((_seq(line), bytes.fromhex(str(line[1]))) for line in removed),
    )
    head = hashlib.sha256(_BEGINNING).digest()
    for seq, of_entry in digests:
        head = hashlib.sha256(head + of_entry).digest()
        yield LogHead(seq, head.hex())


def digest(line: Sequence[object]) -> bytes:
    """Return the hash of one entry."""
    return _digest(_FIELDS, line, ("before", "after"))


def _digest(fields: Sequence[str], line: Sequence[object], as_json: Sequence[str]) -> bytes:
    entry = dict(zip(fields, line, strict=True))
    for name in as_json:
        entry[name] = None if entry[name] is None else from_json(str(entry[name]))
    return hashlib.sha256(json.dumps(entry, sort_keys=True).encode()).digest()


def _seq(line: Sequence[object]) -> int:
    return int(str(line[0]))
