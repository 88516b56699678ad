"""Articles marked by people: JSON Lines of ``{id, text, attributions: [{source, cue, content: [[start, end]…]}]}``."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path


def documents(path: Path) -> list[dict[str, Any]]:
    """Read JSON Lines."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def words_of(text: str, spans: Any) -> set[int]:
    """Where the words inside ``spans`` start."""
    return {start + m.start() for start, end in spans for m in re.finditer(r"\w+", text[start:end])}
