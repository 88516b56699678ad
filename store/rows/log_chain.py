"""The heads of the log: a hash over each entry and the head before it, the same on every engine.

Nothing of it is stored, so nothing can be forged in the store: it is computed when the log is read.
"""

from __future__ import annotations

import hashlib
import json
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
_BEGINNING = b"pullquote log 1"

_COMMON = "seq, at, actor, login, action, change_id, undoes"
LINES = f"""
    SELECT {_COMMON}, article_id, annotation_id, NULL AS speaker_id, version, before, after FROM event
    UNION ALL SELECT {_COMMON}, NULL, NULL, speaker_id, version, before, after FROM register_event
    ORDER BY seq
"""  # noqa: S608
"""SQL of every engine for all entries, in order."""


def heads(lines: Iterable[Sequence[object]]) -> Iterator[LogHead]:
    """Yield the head after each entry."""
    head = hashlib.sha256(_BEGINNING).digest()
    for line in lines:
        entry = dict(zip(_FIELDS, line, strict=True))
        for state in ("before", "after"):
            entry[state] = None if entry[state] is None else from_json(str(entry[state]))
        head = hashlib.sha256(head + json.dumps(entry, sort_keys=True).encode()).digest()
        yield LogHead(int(str(entry["seq"])), head.hex())
