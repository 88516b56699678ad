"""Keys typed ahead have the same effect as keys typed slowly, whichever question the store is slow to answer."""

from __future__ import annotations

import json
import sqlite3
import threading
import time
from contextlib import closing
from shutil import copyfile
from typing import TYPE_CHECKING, Any

import pytest

from store import Archive
from tests.screens.driver import at_the_desk
from tests.screens.invented import STACK
from tests.terminal import DEADLINE
from tui.kernel import key_queue

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.screens.driver import Driver

SLOW = 0.03
"""Seconds that each answer takes: many times what all the keys need."""

PASTED = "<pasted>"

KEYS = {
    "tags and a flag": "t port enter f",
    "two tags": "t port enter t quay enter f",
    "a speaker": "@ pike enter f",
    "a new speaker": "@ Owen space Pell enter c seen enter",
    "a speaker found": "@ holt enter f",
    "no name": "@ Owen space Pell up enter enter enter f",
    "notes": "c one enter c two enter R off enter",
    "settled to the end": "a x f space f",
    "settled and taken back": "a x u f u u a",
    "all accepted": "A enter f",
    "a review": "r a x f t port enter j a escape f",
    "a card": "enter f t port enter x escape escape",
    "words and their speaker": "v e e enter v e @ Mira enter f",
    "words in hand": "J v escape w w w w v e e 1 v e 3",
    "another article": "q j enter J f q G * k N",
    "a search": "g / bridge enter J f",
    "a search and its list": "g / mayor down * N",
    "another view": "q f open enter enter J f",
    "sorted": "q s s * enter J f",
    "the register": "a W j tab space s Jonas space Pike enter escape escape f",
    "merged": "a W m pike enter escape f",
    "ends": "e l l enter f",
    "answers": "a W a enter J f",
    "an escape in a question": "t port escape f",
    "a paste": f"c {PASTED} enter f",
}
ASKED = (
    *("open_article", "search", "search_as_typed"),
    *(name for name, member in vars(Archive).items() if isinstance(member, property)),
)
"""Every question that the desk asks the archive, or one of its parts."""


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory, empty_store: Path) -> Path:
    """A store whose articles the finder has scanned."""
    path = tmp_path_factory.mktemp("ahead") / "desk.db"
    copyfile(empty_store, path)
    with Archive.open(path, actor="ada") as archive:
        archive.add(STACK, reader="test", reader_version="1")
        for row in archive.articles.page().rows:
            archive.suggestions.find(row.id)
    return path


def presses(keys: str) -> list[str]:
    """Return the names of keys; a word is typed letter by letter."""
    named = {"/": "slash", "@": "at", "*": "asterisk"}
    whole = {"enter", "escape", "space", "tab", "down", "up", PASTED}
    typed = [key for word in keys.split() for key in ([word] if word in whole else word)]
    return [named.get(key, key) for key in typed]


def held(path: Path) -> list[Any]:
    """Return what people decided and read, by words and names, because ids differ between stores."""
    asked = (
        "SELECT article.identity, action, after FROM event JOIN article ON article.id = article_id ORDER BY event.seq",
        "SELECT identity FROM flag JOIN article ON article.id = article_id ORDER BY identity",
        "SELECT identity FROM reading JOIN article ON article.id = article_id ORDER BY identity",
        "SELECT action, after FROM register_event ORDER BY seq",
    )
    with closing(sqlite3.connect(path)) as db:
        return [_plain(row) for sql in asked for row in db.execute(sql)]


def _plain(row: tuple[Any, ...]) -> Any:
    cells: list[Any] = []
    for cell in row:
        state = json.loads(cell) if cell.startswith("{") else cell
        if isinstance(state, dict):
            pieces = [(piece["role"], piece["exact"]) for piece in state.pop("pieces", ())]
            state = {key: value for key, value in state.items() if not key.endswith("_id") and key != "merged_into"}
            state = [*sorted(state.items()), pieces]
        cells.append(state)
    return cells


def slow_down(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Make one method of the archive slow."""
    whole: Any = getattr(Archive, name)

    def slowly(archive: Archive, *args: Any, **kwargs: Any) -> Any:
        time.sleep(SLOW)
        return whole.__get__(archive) if isinstance(whole, property) else whole(archive, *args, **kwargs)

    monkeypatch.setattr(Archive, name, property(slowly) if isinstance(whole, property) else slowly)


async def begin(desk: Driver) -> None:
    """Go to the first quotation of the harbour’s article."""
    await desk.open("Harbour")
    await desk.press("J")


async def typed(path: Path, keys: str, *, ahead: bool, before: Callable[[], None] = lambda: None) -> list[Any]:
    """Type keys, slowly or all at once, and return what the store then holds."""
    with Archive.open(path, actor="ada") as archive:
        # The drawing does not matter here, and a low terminal is drawn in less time.
        async with at_the_desk(archive, size=(80, 10)) as desk:
            await begin(desk)
            before()
            for press in presses(keys):
                desk.paste("from the cutter") if press == PASTED else desk.send(press)
                if not ahead:
                    await desk.idle()
            await desk.idle()
    return held(path)


@pytest.mark.parametrize("name", KEYS)
async def test_typed_ahead_is_as_typed_slowly(
    name: str, prepared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slowly, ahead = tmp_path / "slowly.db", tmp_path / "ahead.db"
    for path in (slowly, ahead):
        copyfile(prepared, path)
    wanted = await typed(slowly, KEYS[name], ahead=False)
    assert wanted != held(prepared)

    def slow_all() -> None:
        for asked in ASKED:
            slow_down(monkeypatch, asked)

    assert await typed(ahead, KEYS[name], ahead=True, before=slow_all) == wanted


async def test_escape_gets_through_when_the_store_does_not_answer(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, answers = threading.Event(), threading.Event()

    def slow(_: Archive) -> None:
        asked.set()
        answers.wait(DEADLINE)

    async with at_the_desk(archive) as desk:
        await begin(desk)
        monkeypatch.setattr(key_queue, "PATIENCE", 0.0)
        monkeypatch.setattr(Archive, "remarks", property(slow))
        await desk.hurry("t")
        await desk.until(asked.is_set)
        await desk.hurry("x", "escape")
        await desk.idle()
        assert desk.says == "The store did not answer in time. Keys typed meanwhile were dropped."
        monkeypatch.undo()
        answers.set()
        await desk.press("escape")
        assert not desk.is_reading
        assert desk.where in ("stack", "reader")
