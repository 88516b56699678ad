"""The cost of watching: CPU of an idle watcher, and the time from a whole file to its article in the store."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from bench.idle import cpu
from bench.watch.sites import HERE, Asked, Reply, Sites
from store import Archive
from store.model.watches import NewWatch, WatchKind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_FEEDS, _FOLDERS, _FILES = 20, 5, 200
_SETTLES, _SECONDS = 15, 60
_DROPS = 10
_TEXT = "Ferry {n} runs again\n\nPORT VERRIN: “We will sail {n} times,” said Mira Holt, pilot.\n\nIt runs.\n"
_PAGE = (
    "<html><body><article><h1>Ferry {n} runs again</h1><p>“We will sail {n} times,” said Mira Holt, pilot of the port."
    "</p><p>Nobody there had expected it, the council said on Monday, and it was the last word.</p></article></body>"
    "</html>"
)


def measure(folder: Path) -> None:
    """Watch feeds and folders in which nothing happens, then drop files."""
    db, places = folder / "watch.db", [folder / f"in-{n}" for n in range(_FOLDERS)]
    for place in places:
        place.mkdir()
        for n in range(_FILES):
            (place / f"{n}.txt").write_text(_TEXT.format(n=f"{place.name} {n}"))
    config = folder / "config" / "pullquote"
    config.mkdir(parents=True)
    (config / "config.toml").write_text(f'[watch]\nallow = ["{HERE}"]\n')
    with Sites(_answer) as sites, Archive.open(db, actor="bench") as archive:
        archive.watches.add([NewWatch(WatchKind.FOLDER, str(place)) for place in places])
        archive.watches.add(
            [NewWatch(WatchKind.FEED, sites.address(HERE, f"/{n}.xml")) for n in range(_FEEDS)],
        )
        command = [sys.executable, "-m", "tui", "--db", str(db), "watch", "run", "--with-input"]
        environment = os.environ | {"XDG_CONFIG_HOME": str(folder / "config")}
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, env=environment)
        with process:
            _wait_for(archive, _FEEDS + _FOLDERS * _FILES)
            time.sleep(_SETTLES)
            before = cpu(process.pid)
            time.sleep(_SECONDS)
            print(f"idle: {(cpu(process.pid) - before) / _SECONDS:.2%} of a core", flush=True)
            for ending, text in ((".txt", _TEXT), (".html", _PAGE)):
                times = sorted(_dropped(archive, places[0], ending, text))
                print(
                    f"{ending}: in the store after {times[len(times) // 2]:.2f} s, at most {times[-1]:.2f} s",
                    flush=True,
                )
            process.kill()


def _dropped(archive: Archive, place: Path, ending: str, text: str) -> Iterator[float]:
    """Drop files one after another; yield the seconds until each is in the store."""
    for n in range(_DROPS):
        number = archive.articles.totals().articles
        (place / f"drop-{n}{ending}.part").write_text(text.format(n=f"{ending} {n}"))
        begun = time.monotonic()
        (place / f"drop-{n}{ending}.part").replace(place / f"drop-{n}{ending}")
        _wait_for(archive, number + 1)
        yield time.monotonic() - begun
        time.sleep(0.5)


def _wait_for(archive: Archive, articles: int) -> None:
    while archive.articles.totals().articles < articles:
        time.sleep(0.01)


def _answer(asked: Asked) -> Reply:
    if not asked.path.endswith(".xml"):
        return Reply(404)
    etag = '"1"'
    if asked.headers.get("if-none-match") == etag:
        return Reply(304)
    item = f"<item><title>Story {asked.path}</title><guid>{asked.path}</guid><description>It runs.</description></item>"
    return Reply(headers={"ETag": etag}, body=f'<rss version="2.0"><channel>{item}</channel></rss>'.encode())
