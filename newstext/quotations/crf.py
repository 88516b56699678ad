"""The learned model: a linear-chain CRF over the tokens of a paragraph, loaded on first use.

Without its file, or without the library that reads it, the rules work by themselves.
"""

from __future__ import annotations

import json
import lzma
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from newstext.quotations import labels
from newstext.quotations.clauses import SIGNED
from newstext.quotations.features import LONGEST, STRONG_CUE, before, features
from newstext.quotations.links import complete, link
from newstext.quotations.overrides import settle

if TYPE_CHECKING:
    from collections.abc import Mapping

    from newstext.quotations.clauses import Clause
    from newstext.quotations.tokens import Paragraph

_LABELS = {
    role: tuple(f"{begin}-{name}" for name in names for begin in "BI")
    for role, names in {
        labels.CONTENT: (labels.CONTENT, labels.AHEAD),
        labels.CUE: (labels.CUE,),
        labels.SOURCE: (labels.SOURCE,),
    }.items()
}
"""The labels of each role."""
MODEL_PATH = Path(__file__).with_name("model.xz")


@dataclass(frozen=True)
class Model:
    """A tagger, the bytes it reads while it lives, and the cue words it was trained with.

    A tagger remembers the paragraph it tagged last: ``lock`` keeps threads from asking it about each other's.
    """

    tagger: Any
    crf: bytes
    cues: Mapping[str, int]
    lock: Lock = field(default_factory=Lock)


def pack(crf: bytes, cues: Mapping[str, int]) -> bytes:
    """One compressed file of the cue words and the CRF."""
    head = json.dumps(cues, separators=(",", ":"), ensure_ascii=False).encode()
    return lzma.compress(len(head).to_bytes(4, "big") + head + crf, preset=9 | lzma.PRESET_EXTREME)


@lru_cache(maxsize=4)
def load(path: Path = MODEL_PATH) -> Model | None:
    """Load the model, once; None when the file or the library that reads it is missing or of no use."""
    try:
        import pycrfsuite  # type: ignore[import-untyped]

        packed = lzma.decompress(path.read_bytes())
        size = int.from_bytes(packed[:4], "big")
        cues, crf = json.loads(packed[4 : 4 + size]), packed[4 + size :]
        tagger = pycrfsuite.Tagger()
        tagger.open_inmemory(crf)
    except (ImportError, OSError, ValueError, lzma.LZMAError):
        return None
    return Model(tagger, crf, cues)


def may_hold_speech(p: Paragraph, ruled: list[Clause], cues: Mapping[str, int]) -> bool:
    """Whether the model has anything to read in a paragraph: marks, a rule's clause, or a frequent cue.

    Not in text that is not prose, nor in a form that taught the model nothing.
    """
    if len(p) > LONGEST or any(clause.pattern == SIGNED for clause in ruled):
        return False
    return bool(ruled or p.stretches) or any(cues.get(word, 0) >= STRONG_CUE for word in p.lower)


def learned_clauses(
    model: Model, p: Paragraph, previous: Paragraph | None, ruled: list[Clause], speakers: frozenset[str]
) -> list[Clause]:
    """The clauses of one paragraph as the model sees them, the rules' own filling what it left open."""
    if not may_hold_speech(p, ruled, model.cues):
        return ruled
    items = features(p, ruled, model.cues, before(previous), speakers)
    with model.lock:
        tagged = labels.folded(model.tagger.tag(items))
        if not ruled and not p.stretches and tagged.count(labels.OUTSIDE) == len(tagged):
            return []
        found = complete(p, link(p, settle(p, tagged, ruled)), ruled)
        for clause in found:
            clause.score = _probability(model, clause)
    for clause in found:
        clause.agreed = any(_agree(clause, rule) for rule in ruled)
    return found


def _probability(model: Model, clause: Clause) -> float:
    """The least probable of the labels that hold a clause together: where content, cue and source begin."""
    places = [(labels.CONTENT, clause.content[0][0])]
    places += [(role, r[0]) for role, r in ((labels.CUE, clause.cue), (labels.SOURCE, clause.source)) if r]
    return min(_share(model, role, i) for role, i in places)


def _share(model: Model, role: str, i: int) -> float:
    marginal = model.tagger.marginal
    return float(sum([marginal(label, i) for label in _LABELS[role]]))


def _agree(clause: Clause, rule: Clause) -> bool:
    if clause.source is None or rule.source is None:
        return False
    same = clause.source[0] < rule.source[1] and rule.source[0] < clause.source[1]
    a, b = clause.content[0], rule.content[0]
    return same and 2 * (min(a[1], b[1]) - max(a[0], b[0])) >= max(a[1], b[1]) - min(a[0], b[0])
