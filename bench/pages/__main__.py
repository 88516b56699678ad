"""python -m bench.pages FOLDER: read saved pages whose text is known, and say how well.

FOLDER holds ``ground-truth.json`` ({name: {"articleBody": text}}) and ``name.html.gz`` for each, as
article-extraction-benchmark publishes them. Printed, all from one run:

- body F1: over the set of 4-word shingles of the body and of the ground truth, averaged over the pages;
- verbatim: the share of the body's lines that stand, character for character, in the page's own text as
another
  parser (lexbor) reads it, with white space folded as HTML means it;
- pages a second, by processor time, of the whole reader and of plain trafilatura (two rounds each, the
better).
"""

from __future__ import annotations

import gzip
import json
import re
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import trafilatura
from selectolax.lexbor import LexborHTMLParser

from newstext.formats.web.html import read

if TYPE_CHECKING:
    from collections.abc import Callable

_WHITE = re.compile(r"[ \t\r\n\f]+")


def main(folder: Path) -> None:
    """Measure the reader, and plain trafilatura beside it, over the pages in ``folder``."""
    truth = {name: page["articleBody"] for name, page in json.loads((folder / "ground-truth.json").read_text()).items()}
    pages = {name: gzip.decompress((folder / f"{name}.html.gz").read_bytes()) for name in truth}
    bodies = {name: read(page, name)[0].body for name, page in pages.items()}
    plain = {name: trafilatura.extract(page) or "" for name, page in pages.items()}
    lines = [(name, line) for name, body in bodies.items() for line in body.split("\n") if line]
    texts = {name: _page_text(page) for name, page in pages.items()}
    strays = [(name, line) for name, line in lines if _WHITE.sub(" ", line) not in texts[name]]
    print(f"pages             {len(pages)}")
    print(f"body F1           {_mean_f1(bodies, truth):.4f}   plain trafilatura {_mean_f1(plain, truth):.4f}")
    print(f"verbatim lines    {len(lines) - len(strays)} of {len(lines)}")
    ours, theirs = _pages_a_second(pages, lambda page: read(page, ""), trafilatura.extract)
    print(f"pages a second    {ours:.0f}   plain trafilatura {theirs:.0f}   ratio {ours / theirs:.2f}")
    for name, line in strays:
        print(f"not in the page   {name[:12]} {line[:100]!r}")
    for f1, name in sorted((_f1(bodies[name], truth[name]), name) for name in truth)[:5]:
        print(f"lowest            {f1:.3f} {name[:12]}")


def _mean_f1(bodies: dict[str, str], truth: dict[str, str]) -> float:
    return sum(_f1(bodies[name], truth[name]) for name in truth) / len(truth)


def _f1(body: str, truth: str) -> float:
    ours, theirs = _shingles(body), _shingles(truth)
    return 2 * len(ours & theirs) / (len(ours) + len(theirs)) if ours or theirs else 1.0


def _shingles(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text)
    return {tuple(words[at : at + 4]) for at in range(max(1, len(words) - 3))} if words else set()


def _page_text(page: bytes) -> str:
    tree = LexborHTMLParser(page.decode("utf-8", errors="replace"))
    tree.strip_tags(["script", "style", "noscript", "template"])
    return _WHITE.sub(" ", tree.body.text() if tree.body else "")


def _pages_a_second(pages: dict[str, bytes], *readers: Callable[[bytes], object]) -> list[float]:
    """Take turns, so that what else the machine does weighs on all alike."""
    best = [float("inf")] * len(readers)
    for _ in range(5):
        for number, reader in enumerate(readers):
            began = time.process_time()
            for page in pages.values():
                reader(page)
            best[number] = min(best[number], time.process_time() - began)
    return [len(pages) / seconds for seconds in best]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
