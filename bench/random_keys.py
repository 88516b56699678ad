"""Three desks and a command line on one store, every key pressed at random: nothing falls over, and the store is sound.

    python -m bench.random_keys [--minutes 10] [--seed 1]

Unlike ``bench.desks``, nobody here means anything: any key, any paste, on any screen, over articles that lack any field
and hold any character. No desk may report an unexpected error, and the log must replay to what stands.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from textual import events

import newstext
from bench.key_to_paint import NoClipboard
from newstext.article import Article, Caption
from newstext.stated import Precision, State, StatedTime
from store import Archive
from tui.app import Desk
from tui.kernel.actions import ACTIONS
from tui.settings import paths

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SAMPLES = Path(__file__).parent.parent / "sample_data"

_NOT_PRESSED = {"Q", "ctrl+q", "ctrl+z", "F"}
"""They end the desk, set it aside, or keep all cores busy."""

_NAMED = sorted({key for action in ACTIONS for keys in action.keys for key in keys.split()} - _NOT_PRESSED)
_EDITING = ["enter", "escape", "tab", "backspace", "delete", "left", "right", "up", "down", "home", "end", "ctrl+u"]
_CHARACTERS = {"space": " ", "at": "@", "slash": "/", "colon": ":", "question_mark": "?", "plus": "+", "minus": "-"}
_WORDS = ["oldferry", "holt", "is:open", "who:pike", "is:opn", "before:3013", "\x1b[31m", "ܐ", "[/b]", "'; --", "🏴‍☠️"]
_PASTES = ["two\nlines", "\x00\x1b]52;c;QQ==\x07", "x" * 5000, "a\u202eb", ""]

WORDS = (
    *(None, "", " ", "\x00", "\x1b]0;title\x07", "[bold]“so,” he said[/]", "e\u0301" * 40, "\u202eright to left"),
    *("漢字" * 300, "word" * 2000, "“Nobody,” Mira Holt said. “Never,” said Jonas Pike.", "line\nline\n\n\n\u2028line"),
)
"""The possible contents of a field."""

_TIMES = (
    None,
    StatedTime("", None, None, zoned=False),
    StatedTime("\x1b[1mthe day after", None, None, zoned=False),
    StatedTime("3013", "3013", Precision.YEAR, zoned=False),
    StatedTime("24 Nov 2026 09:14 GMT", "2026-11-24T09:14+00:00", Precision.MINUTE, zoned=True),
)


def hostile_articles(chance: random.Random, count: int) -> list[Article]:
    """Articles whose fields may be absent, empty, huge, or full of what a terminal would obey."""

    def words() -> str | None:
        return chance.choice(WORDS)

    made = [
        Article(
            headline=words(),
            standfirst=tuple(words() or "" for _ in range(chance.randrange(3))),
            byline=words(),
            dateline=words(),
            source=words(),
            captions=tuple(Caption(words() or "", words()) for _ in range(chance.randrange(2))),
            published=chance.choice(_TIMES),
            updated=chance.choice(_TIMES),
            embargo=chance.choice(_TIMES),
            state=chance.choice(list(State)),
            url=words(),
            external_id=f"random {number}",
            body="\n\n".join(words() or "" for _ in range(chance.randrange(5))),
        )
        for number in range(count)
    ]
    return [article for article in made if (article.headline or article.body).strip()]


def fill(path: Path, chance: random.Random) -> None:
    """Make a store of the sample copy and of hostile articles, with the finder's suggestions in it."""
    with Archive.open(path, actor="wire") as archive:
        for file in sorted(SAMPLES.rglob("*.txt"))[:8]:
            archive.add(newstext.read(file.read_bytes(), file.name), reader="sample", reader_version="1")
        archive.add(hostile_articles(chance, 40), reader="random", reader_version="1")
        for row in archive.articles.page().rows:
            archive.suggestions.find(row.id)


def keys(chance: random.Random) -> Iterator[events.Key | events.Paste]:
    """Yield what somebody types who does not look."""
    while True:
        luck = chance.random()
        if luck < 0.55:
            yield _key(chance.choice(_NAMED))
        elif luck < 0.85:
            yield _key(chance.choice(_EDITING))
        elif luck < 0.98:
            yield from (_key(letter) for letter in chance.choice(_WORDS))
        else:
            yield events.Paste(chance.choice(_PASTES))


def _key(name: str) -> events.Key:
    return events.Key(name, _CHARACTERS.get(name, name if len(name) == 1 else None))


async def type_at(archive: Archive, chance: random.Random, goes_on: Callable[[int], bool]) -> int:
    """Type at a desk as long as ``goes_on`` says of the number of keys so far, and return that number."""
    app = Desk(archive, clipboard=NoClipboard())
    pressed = 0
    async with app.run_test(size=(chance.choice([40, 80, 120, 180]), chance.choice([6, 24, 40]))) as pilot:
        for key in keys(chance):
            if not goes_on(pressed) or not app.is_running:
                break
            app.post_message(key)
            pressed += 1
            if chance.random() < 0.1:
                await pilot.pause()
            if chance.random() < 0.01:
                await pilot.resize_terminal(chance.choice([40, 80, 120, 180]), chance.choice([6, 24, 40]))
        await pilot.pause()
        if not app.is_running:
            raise RuntimeError("The desk ended by itself.") from app.return_value
    return pressed


def _work(path: Path, actor: str, seconds: float, chance: random.Random) -> None:
    """Be one of the four, until the time is over."""
    end = time.monotonic() + seconds
    with Archive.open(path, actor=actor) as archive:
        if actor != "wire":
            print(asyncio.run(type_at(archive, chance, lambda _: time.monotonic() < end)))
            return
        brought = 0
        while time.monotonic() < end:
            for one in archive.add(hostile_articles(chance, 3), reader="random", reader_version=str(brought)):
                archive.suggestions.find(one.article_id)
                brought += 1
            archive.search(chance.choice(_WORDS))
            time.sleep(chance.random() / 5)
        print(brought)


def main() -> None:
    """Read the command line and run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--work", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--actor", default="ada", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.work:
        _work(args.work, args.actor, args.minutes * 60, random.Random(f"{args.actor} {args.seed}"))
        return
    with tempfile.TemporaryDirectory() as folder:
        # No key opens a browser.
        os.environ |= {"XDG_STATE_HOME": folder, "XDG_CONFIG_HOME": folder, "BROWSER": "true %s"}
        path = Path(folder) / "stack.db"
        fill(path, random.Random(args.seed))
        command = [sys.executable, "-m", "bench.random_keys", "--work", str(path), "--seed", str(args.seed)]
        running = {
            actor: subprocess.Popen(
                [*command, "--actor", actor, "--minutes", str(args.minutes)], stdout=subprocess.PIPE, text=True
            )
            for actor in ("ada", "ben", "cem", "wire")
        }
        done = {actor: process.communicate()[0].strip() for actor, process in running.items()}
        fell = [actor for actor, process in running.items() if process.returncode]
        reports = [file.read_text() for file in paths.state_folder().glob("report-*.txt")]
        with Archive.open(path, actor="nobody") as archive:
            unsound = [f"{check.what}: {check.trouble}" for check in archive.integrity.checks() if check.trouble]
            decided = sum(1 for _ in archive.annotations.quoted())
    print(f"keys pressed, and articles brought in by the command line: {done}; quotations that stand: {decided}")
    print(f"fell over: {fell or 'nobody'}; store: {unsound or 'sound, and its log replays'}")
    print("\n".join(reports) or "no unexpected error was reported")
    sys.exit(bool(fell or reports or unsound))


if __name__ == "__main__":
    main()
