"""How long the desk takes from start to its first full stack, against a bare Textual app, in one run.

    python -m bench.first_paint [--articles 1000 | --store FILE] [--runs 15]

Both are started in a pseudo-terminal in turn; the clock stops when a known headline (or the bare app's one word) is
read back. Ratios are taken pair by pair, so that a machine that drifts drifts for both; that of CPU time holds on a
busy machine too. One pair goes before, so that both find their modules compiled, as they do from the second start on.
"""

from __future__ import annotations

import argparse
import os
import pty
import select
import signal
import statistics
import sys
import tempfile
import time
from pathlib import Path

from newstext.article import Article
from newstext.stated import Precision, StatedTime
from store import Archive

MARK = "READYMARK"
BARE = f"""
from textual.app import App
from textual.widgets import Static
class Bare(App):
    def compose(self):
        yield Static({MARK!r})
Bare().run()
"""
_LIMIT = 20.0


def main() -> None:
    """Measure, and print one line of figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=1000, help="invented articles to store")
    parser.add_argument("--store", type=Path, help="a store to open instead")
    parser.add_argument("--runs", type=int, default=15)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        store = options.store or Path(folder) / "bench.db"
        if options.store is None:
            _fill(store, options.articles)
        with Archive.open(store, actor="bench") as archive:
            count = archive.articles.count()
            # Short enough to be shown in full.
            mark = (archive.articles.page(limit=1).rows[0].headline or "")[:20]
        os.environ["PULLQUOTE_DB"] = str(store)
        desk, bare = ([sys.executable, "-m", "tui"], mark), ([sys.executable, "-c", BARE], MARK)
        first_paint(*bare), first_paint(*desk)
        pairs = [(first_paint(*bare), first_paint(*desk)) for _ in range(options.runs)]
    print(f"{count:,} articles, {options.runs} pairs")
    for clock, what in enumerate(("from start to paint", "CPU until then")):
        _say(what, [(theirs[clock], ours[clock]) for theirs, ours in pairs])


def _say(what: str, pairs: list[tuple[float, float]]) -> None:
    bare, desk = (statistics.median(times) for times in zip(*pairs, strict=True))
    fastest = min(ours for _, ours in pairs) / min(theirs for theirs, _ in pairs)
    ratios = sorted(ours / theirs for theirs, ours in pairs)
    print(
        f"{what}: bare Textual {bare * 1000:.0f} ms, desk {desk * 1000:.0f} ms,"
        f" ratio median {statistics.median(ratios):.3f} (from {ratios[0]:.3f} to {ratios[-1]:.3f}),"
        f" of the fastest of each {fastest:.3f}"
    )


def _fill(store: Path, count: int) -> None:
    articles = [
        Article(
            headline=f"Council hears case {n} for a new lamp" if n else f"{MARK} of the harbour",
            source="Port Wire",
            published=StatedTime("", f"2026-11-{24 - n % 20:02}" if n else "2026-11-30", Precision.DAY),
            url=f"https://portwire.example/{n}",
            body=f"“We heard case {n},” a councillor said.\n\n" + "The lamp is lit at dusk by hand. " * 20,
        )
        for n in range(count)
    ]
    with Archive.open(store, actor="bench") as archive:
        archive.add(articles, reader="bench", reader_version="1")


def first_paint(command: list[str], mark: str) -> tuple[float, float]:
    """Start a program in a pseudo-terminal; return the seconds until the mark is on its screen, and those of CPU."""
    start = time.perf_counter()
    child, terminal = pty.fork()
    if child == 0:
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ.update(TERM="xterm-256color", COLUMNS="120", LINES="40")
        os.execvp(command[0], command)
    seen, painted = b"", 0.0
    try:
        while time.perf_counter() - start < _LIMIT:
            if select.select([terminal], [], [], 0.5)[0]:
                try:
                    seen += os.read(terminal, 65536)
                except OSError:
                    break
                if mark.encode() in seen:
                    painted = time.perf_counter() - start
                    break
    finally:
        os.kill(child, signal.SIGKILL)
        _, _, used = os.wait4(child, 0)
        os.close(terminal)
    if painted:
        return painted, used.ru_utime + used.ru_stime
    raise SystemExit(f"{command[:4]} painted nothing:\n{seen.decode(errors='replace')[-2000:]}")


if __name__ == "__main__":
    main()
