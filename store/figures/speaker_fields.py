"""Sources counted by the newsroom's own fields of speakers."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from store.figures.sources import OPEN, Naming, folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from store.figures.sources import Source

NOT_SET, NO_NAME = "not set", "no name"


class FieldCount(NamedTuple):
    """The sources with one value of a field. A source counts once in each article that quotes it."""

    value: str
    """The value; ``not set`` of named sources without one, ``no name`` of sources without a name."""
    speakers: int
    """Different names; 0 of sources without a name."""
    sources: int
    quotations: int
    open: int


class FieldTally:
    """Counts sources by fields. Only a settled speaker has an entry in the register, and so a value."""

    def __init__(self, wanted: Sequence[str], known: Mapping[str, tuple[tuple[str, str], ...]]) -> None:
        self._known = {speaker_id: dict(fields) for speaker_id, fields in known.items()}
        self._counts: dict[str, dict[str, list[int]]] = {field: {} for field in wanted}
        self._names: dict[tuple[str, str], set[str]] = {}

    def take(self, found: Iterable[Source]) -> None:
        """Count the sources of one article."""
        for source in found if self._counts else ():
            fields = self._fields(source)
            for field, counts in self._counts.items():
                is_named = source.naming is Naming.NAMED
                value = fields.get(field, NOT_SET) if is_named else NO_NAME
                row = counts.setdefault(value, [0, 0, 0])
                row[0] += 1
                row[1] += len(source.quotations)
                row[2] += len([one for one in source.quotations if one.status in OPEN])
                if is_named:
                    self._names.setdefault((field, value), set()).add(folded(source.who))

    def _fields(self, source: Source) -> dict[str, str]:
        ids = (one.speaker_id for one in source.quotations if one.speaker_id in self._known)
        speaker_id = next(ids, None)
        return {} if speaker_id is None else self._known[speaker_id]

    def counts(self) -> dict[str, tuple[FieldCount, ...]]:
        """Return the counts of each field by value; what has none comes last."""
        return {
            field: tuple(
                FieldCount(value, len(self._names.get((field, value), ())), *counts[value])
                for value in sorted(counts, key=lambda value: (value == NO_NAME, value == NOT_SET, value))
            )
            for field, counts in self._counts.items()
        }
