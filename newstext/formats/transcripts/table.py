"""A table of utterances, one in each row: Whisper's TSV, and CSV with columns of speakers, times and texts."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from statistics import median
from typing import TYPE_CHECKING

from newstext.formats.bounds import MAX_BYTES
from newstext.formats.encoding import decode
from newstext.formats.errors import UnreadableError
from newstext.formats.recognition import TRANSCRIPT_COLUMNS, separated
from newstext.formats.transcripts.clock import scaled
from newstext.formats.transcripts.script import Script

if TYPE_CHECKING:
    from newstext.article import Article

_SEPARATORS = "\t;,|"
_SECOND, _MILLISECOND = 1000.0, 1.0
_LONGEST = 100
"""Seconds that a stretch lasts at the most: whole numbers further apart are milliseconds."""


def read(data: bytes, name: str) -> list[Article]:
    """Read the transcript in a table whose first row names its columns."""
    text, guessed = decode(data)
    text, separator = separated(text)
    header = text.split("\n", 1)[0]
    csv.field_size_limit(MAX_BYTES)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator or max(_SEPARATORS, key=header.count))
    try:
        names = [column.strip().lower() for column in next(rows, [])]
        said = [dict(zip(names, row, strict=False)) for row in rows]
    except csv.Error as error:
        raise UnreadableError(f"This table is broken ({error}); save it again as CSV.") from None
    columns = {what: next(filter(known.__contains__, names), "") for what, known in TRANSCRIPT_COLUMNS.items()}
    unit = _unit([(row.get(columns["start"], ""), row.get(columns["end"], "")) for row in said])
    script = Script()
    for row in said:
        start, end = (scaled(row.get(columns[what], "").strip(), unit) for what in ("start", "end"))
        script.say(row.get(columns["speaker"]), row.get(columns["text"], ""), start, end)
    return [replace(script.article(name, "a table"), guessed_encoding=guessed)]


def _unit(times: list[tuple[str, str]]) -> float:
    """Return the unit of the times, in milliseconds: whole numbers far apart are milliseconds, as Whisper's are."""
    whole = (pair for pair in times if all(map(str.isdecimal, pair)))
    counted = ([scaled(time, _MILLISECOND) for time in pair] for pair in whole)
    lengths = [end - start for start, end in counted if start is not None and end is not None]
    return _MILLISECOND if lengths and median(lengths) > _LONGEST else _SECOND
