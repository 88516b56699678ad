"""Rewrite the finder's expected results: ``python -m bench.quotations.golden tests/text/quotations/golden``.

Read the difference before you commit it: the files are the promise, the program only keeps it.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from newstext.quotations import find_quotations

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newstext.quotations import Quotation
    from newstext.spans import Span


def listing(text: str) -> str:
    """All quotations of ``text`` for reading, one block each; without confidence, which changes with every training."""
    return "\n".join(_block(q, text) for q in find_quotations(text))


def _block(q: Quotation, text: str) -> str:
    kind = q.kind.value if q.said else f"{q.kind.value}, not said"
    lines = [f"{kind}: {_words(q.content, text)}", f"  cue: {_words(q.cue, text)}"]
    lines.append(f"  source: {_words(q.source, text)}")
    lines.append(f"  speaker: {q.speaker or '-'}{' (unnamed)' if q.unnamed else ''}; role: {q.role or '-'}")
    if q.via:
        lines.append(f"  via: {q.via} ({_words(q.via_source, text)})")
    return "\n".join(lines) + "\n"


def _words(spans: Iterable[Span], text: str) -> str:
    return " | ".join(span.of(text).replace("\n", "⏎") for span in spans) or "-"


def main() -> int:
    """Write an ``.expected`` file beside every article of the folder given."""
    for path in sorted(Path(sys.argv[1]).glob("*.txt")):
        path.with_suffix(".expected").write_text(listing(path.read_text("utf-8")), "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
