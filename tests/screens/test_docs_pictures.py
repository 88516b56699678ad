"""The pictures of the manual, in docs/pictures: each is drawn from a desk and compared.

`make pictures` draws them again.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from shutil import copyfile
from typing import TYPE_CHECKING, NamedTuple

import pytest

from store import Archive
from store.model.annotations import Status
from tests.drawing import frame_of, still
from tests.screens.driver import at_the_desk
from tests.screens.invented import HARBOUR, STACK
from tui.kernel.welcome import Welcome
from tui.tour.guide import TourGuide

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
TOUR = Welcome(guide=partial(TourGuide, draft=""))


def _found(archive: Archive) -> None:
    """Let the finder suggest quotations in all articles."""
    for row in archive.articles.page().rows:
        archive.suggestions.find(row.id)


def _updated(archive: Archive) -> None:
    """Accept the quotations of the strike, then change the words of one with an update."""
    _found(archive)
    [row] = [row for row in archive.articles.page().rows if row.headline == HARBOUR.headline]
    archive.decisions.settle(archive.open_article(row.id).annotations, Status.ACCEPTED)
    newer = replace(HARBOUR, body=HARBOUR.body.replace("We want a", "We do not want a"))
    archive.add([newer], reader="test", reader_version="1")


def _printed(archive: Archive) -> None:
    """Change quoted words with an update, print them in another paper, and take some from a third."""
    _updated(archive)
    second = replace(HARBOUR, source="Tarn Gazette", headline="No end to the strike", external_id="gazette")
    archive.add([second], reader="test", reader_version="1")
    _found(archive)
    [row] = [row for row in archive.articles.page().rows if row.source == "Tarn Gazette"]
    archive.remarks.set_via(archive.open_article(row.id).annotations[0], "Port Wire")


class Picture(NamedTuple):
    """The keys that lead to what is drawn, and its title."""

    title: str
    keys: str
    prepare: Callable[[Archive], None] = _found
    size: tuple[int, int] = (110, 26)
    welcome: Welcome = Welcome()


DRAWN = {
    "tour": Picture("The first step of the tour, above the status line", "enter", size=(80, 24), welcome=TOUR),
    "review": Picture("A review: the quotation in its article, and the next ones", "enter r"),
    "speaker": Picture("The question who said it", "enter at"),
    "update": Picture("A quotation whose words an update has changed", "U", _updated),
    **{
        f"figures-{name}": Picture(title, f"g p {'tab ' * tabs}", _printed, size=(100, 14))
        for tabs, (name, title) in enumerate(
            (
                ("speakers", "Who said what when: a line for each speaker, a tick for each quotation"),
                ("days", "Quotations a day, settled and open"),
                ("naming", "Sources with and without a name, by week and by outlet"),
                ("changed", "The words of a quotation before and after an update"),
                ("chains", "Who quotes whom: the outlet, through whom it has the words, who said them"),
                ("print", "A quotation in two revisions and two papers"),
                ("context", "A speaker’s words, aligned at one of them"),
            )
        )
    },
}


@pytest.fixture
def stack(path: Path, empty_store: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Archive]:
    """A store of invented articles. A picture shows when they came."""
    monkeypatch.setattr("store.sqlite.engine.SqliteEngine.now", lambda _: datetime(2026, 11, 24, 14, 3, tzinfo=UTC))
    copyfile(empty_store, path)
    with Archive.open(path, actor="ada") as opened:
        opened.add(STACK, reader="test", reader_version="1")
        yield opened


@pytest.mark.parametrize("name", DRAWN)
async def test_the_manual_shows_the_desk_as_it_is(name: str, stack: Archive, request: pytest.FixtureRequest) -> None:
    picture = DRAWN[name]
    picture.prepare(stack)
    async with at_the_desk(stack, size=picture.size, welcome=picture.welcome) as desk:
        await desk.press(*picture.keys.split())
        drawn = still(frame_of(desk.strips), picture.title)
    file = PICTURES / f"{name}.svg"
    if request.config.option.update_snapshots:
        file.write_text(drawn, encoding="utf-8")

    assert drawn == file.read_text(encoding="utf-8")
