"""Pictures of the desk, kept and compared. Redraw them with `make pictures`, and look at each before a commit."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from textual.color import Color

from newstext.article import Article
from store import Archive
from store.model.annotations import Status
from store.model.lists import ArticleFilter, View
from tests.screens.driver import Driver, KeptClipboard, desk_over
from tests.screens.invented import HARBOUR
from tests.screens.test_appearance import READABLE, contrast
from tui.app import NO_WELCOME
from tui.desk import reader_watch
from tui.kernel.welcome import Welcome
from tui.terminal import themes
from tui.terminal.theme_names import NAMES
from tui.tour.guide import TourGuide

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from textual.pilot import Pilot


Compare = Any

WIDE, NARROW, HUGE, THREE = (120, 32), (80, 24), (200, 50), (170, 32)


def _settled_strike(archive: Archive) -> None:
    """Settle the first quotation of the strike, so that the picture has every kind of mark."""
    row = archive.articles.page().rows[0]
    archive.suggestions.find(row.id)
    annotations = archive.open_article(row.id).annotations
    archive.decisions.settle([a for a in annotations if "Nobody here" in a.words], Status.ACCEPTED)


PICTURES: dict[str, tuple[tuple[int, int], list[str]]] = {
    "stack": (NARROW, []),
    "preview": (WIDE, []),
    "reader": (WIDE, ["enter", "n"]),
    "reader_narrow": (NARROW, ["enter"]),
    "reader_huge": (HUGE, ["enter"]),
    "three_panes": (THREE, ["enter", "n", "tab"]),
    "ends": (NARROW, ["enter", "n", "e", "w"]),
    "looking": (WIDE, ["enter", "slash", *"said"]),
    "selecting": (NARROW, ["enter", "n", "v", "a", "q", "w"]),
    "accept_all": (NARROW, ["enter", "A", "space"]),
    "export": (NARROW, ["g", "e"]),
    "half_typed_sequence": (NARROW, ["enter", "y"]),
    "speaker": (WIDE, ["enter", "n", "at"]),
    "search": (NARROW, ["slash", *"harbuor"]),
    "views": (NARROW, ["j", "asterisk", "f"]),
    "register": (WIDE, ["W", "tab", "space"]),
    "review": (WIDE, ["enter", "r"]),
    "review_narrow": (NARROW, ["enter", "r"]),
    "help": (NARROW, ["question_mark"]),
    "palette": (WIDE, ["enter", "n", "colon", *"quot"]),
    "other_scripts": (NARROW, ["G", "enter"]),
}


@pytest.mark.parametrize("name", PICTURES)
def test_the_desk_looks_as_it_should(name: str, archive: Archive, snap_compare: Compare) -> None:
    size, keys = PICTURES[name]
    _settled_strike(archive)
    assert _compare(snap_compare, archive, size, keys)


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])
def test_the_tour(size: tuple[int, int], archive: Archive, snap_compare: Compare) -> None:
    assert _compare(snap_compare, archive, size, ["enter", "n"], welcome=Welcome(guide=partial(TourGuide, draft="")))


@pytest.mark.parametrize(("name", "size", "keys"), [("difference", WIDE, ["d", "n"]), ("stale", NARROW, ["U"])])
def test_what_an_update_changed(
    name: str,
    size: tuple[int, int],
    keys: list[str],
    tmp_path: Path,
    snap_compare: Compare,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # The picture shows when each revision came.
    monkeypatch.setattr("store.sqlite.engine.SqliteEngine.now", lambda _: datetime(2026, 11, 24, 14, 3, tzinfo=UTC))
    newer = HARBOUR.body.replace("We want a", "We do not want a").replace("played cards", "slept")
    with Archive.open(tmp_path / "updated.db", actor="ada") as archive:
        archive.add([HARBOUR], reader="test", reader_version="1")
        _settled_strike(archive)
        archive.add([replace(HARBOUR, body=newer)], reader="test", reader_version="1")
        assert _compare(snap_compare, archive, size, keys)


@pytest.mark.parametrize("keys", [["enter", "n"], ["enter", "r"]], ids=["reader", "review"])
def test_the_light_theme(keys: list[str], archive: Archive, snap_compare: Compare) -> None:
    _settled_strike(archive)
    assert _compare(snap_compare, archive, WIDE, keys, theme=themes.LIGHT.name)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("terminal", ["truecolor", "xterm-256color", "xterm"])
def test_every_theme_in_every_number_of_colours(
    name: str, terminal: str, archive: Archive, snap_compare: Compare, monkeypatch: pytest.MonkeyPatch
) -> None:
    if terminal != "truecolor":
        monkeypatch.delenv("COLORTERM")
        monkeypatch.setenv("TERM", terminal)
    _settled_strike(archive)
    keys = ["enter", "J", "J", "x", "K", "slash", *"port", "enter", "v", "w"]
    assert _compare(snap_compare, archive, WIDE, keys, theme=f"pullquote-{name}", look=_see_every_word)


def _see_every_word(desk: Driver) -> None:
    """Check that all that is drawn stands out from what is behind it, in whatever layers it lies."""
    for segment in desk.segments:
        style = segment.style
        if segment.text.strip(" │▔─▁▂▃▄▅▆▇█") and style and style.color and style.bgcolor:
            colours = [Color.from_rich_color(colour) for colour in (style.color, style.bgcolor)]
            assert contrast(*colours) >= READABLE, segment.text


def test_the_card_of_a_quotation(tmp_path: Path, snap_compare: Compare, monkeypatch: pytest.MonkeyPatch) -> None:
    # The card shows the time of each decision.
    monkeypatch.setattr("store.sqlite.engine.SqliteEngine.now", lambda _: datetime(2026, 11, 24, 14, 3, tzinfo=UTC))
    with Archive.open(tmp_path / "decided.db", actor="ada") as archive:
        archive.add([HARBOUR], reader="test", reader_version="1")
        _settled_strike(archive)
        assert _compare(snap_compare, archive, WIDE, ["enter", "n", "f", "c", *"Ask again", "enter", "enter"])


def test_a_hostile_article_shows_marks_and_keeps_its_columns(archive: Archive, snap_compare: Compare) -> None:
    hostile = replace(
        HARBOUR,
        headline="\x1b[31mRed\x1b[0m [bold]headline[/bold] [/b]",
        byline="A\u202eda\u202c Lind",
        url="https://portwire.example/hostile",
        published=replace(HARBOUR.published, iso="2026-11-30T10:00") if HARBOUR.published else None,
        body="Bell \x07, escape \x1b]52;c;aGk=\x07, C1 \x9b31m, NUL \x00, bidi \u202eevil\u202c, joiner a\u200db.\n\n"
        "“[/red] done.”",
    )
    archive.add([hostile], reader="test", reader_version="1")
    assert _compare(snap_compare, archive, WIDE, ["enter"])


TOGETHER: dict[str, tuple[tuple[int, int], list[str], str]] = {
    "assigning": (NARROW, ["enter", "g", "a"], "Now for you, from Ben Okoro"),
    "for_me": (NARROW, ["g", "m"], "For me · 2 articles"),
    "who_reads": (WIDE, ["j", "enter"], "Ben Okoro is reading this"),
    "new_in_views": (NARROW, ["f", *"wire"], "1 new"),
}
"""Pictures of a desk among others: their size, the keys to them, and words that show that all of it is drawn."""


@pytest.mark.parametrize("name", TOGETHER)
def test_a_desk_among_others(
    name: str, archive: Archive, path: Path, snap_compare: Compare, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The pictures show when something was assigned.
    monkeypatch.setattr("store.sqlite.engine.SqliteEngine.now", lambda _: datetime(2026, 11, 24, 14, 3, tzinfo=UTC))
    monkeypatch.setattr(reader_watch, "LOOK", 0.05)
    size, keys, sign = TOGETHER[name]
    with Archive.open(path, actor="Ben Okoro") as ben:
        _work_beside(archive, ben, reads=name == "who_reads")
        assert _compare(snap_compare, archive, size, keys, sign=sign)


def _work_beside(archive: Archive, ben: Archive, *, reads: bool) -> None:
    """Have a colleague assign, share a view, import, and read."""
    strike, bridge, mayor, _ = archive.articles.page().rows
    archive.suggestions.find(strike.id)
    assignments = ben.decisions.assignments
    assignments.assign(ben.open_article(strike.id).annotations[:1], "ada")
    assignments.assign_article(mayor.id, "ada")
    if reads:
        ben.articles.keep_reading("ben’s", bridge.id)
    wire = View("Wire", ArticleFilter(source="port wire"))
    ben.views.save(wire, shared=True)
    archive.views.look(wire._replace(made_by="Ben Okoro"), archive.views.position())
    later = Article(headline="Ferries sail again", body="The port said so.", source="Port Wire", external_id="ferries")
    ben.add([later], reader="test", reader_version="1")


def _compare(
    snap_compare: Compare,
    archive: Archive,
    size: tuple[int, int],
    keys: list[str],
    *,
    theme: str | None = None,
    welcome: Welcome = NO_WELCOME,
    look: Callable[[Driver], None] = lambda _: None,
    sign: str = "",
) -> bool:
    kept = KeptClipboard()
    app = desk_over(archive, kept, welcome=welcome)

    async def press(pilot: Pilot[Exception | None]) -> None:
        driver = Driver(archive, app, pilot, kept)
        await driver.idle()
        if theme:
            app.theme = theme
        await driver.press(*keys)
        await driver.until(lambda: sign in driver.sees)
        await driver.idle()
        look(driver)

    is_same = bool(snap_compare(app, terminal_size=size, run_before=press))
    assert app.return_code == 0  # or the picture shows a desk that has crashed
    return is_same
