"""A report: one file that runs and fetches nothing, with the numbers behind each picture, whatever the copy says."""

from __future__ import annotations

import re
from base64 import b64encode
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Literal, cast

import pytest
from selectolax.lexbor import LexborHTMLParser

from newstext.stated import Precision, StatedTime
from store import Archive
from store.model.annotations import Origin, Record, Status
from store.model.figures import ArticleFacts, QuotationFacts
from store.model.lists import EVERYTHING, Page
from tests.engines.newsroom import bring
from tests.engines.newsroom import copy as article
from tui.report.contents import contents
from tui.report.page import page

if TYPE_CHECKING:
    from pathlib import Path

    from newstext.article import Article
    from tests.browser import BrowserPage
    from tests.cli.command_line import CommandLine

HOSTILE = "</script></style><img src=x onerror=alert(1)>\"'&amp;\u202e\x1b[2J"
MOMENT = datetime(2026, 11, 24, 14, 3, tzinfo=UTC)


def _day(day: str) -> StatedTime:
    return StatedTime(raw=day, iso=day, precision=Precision.DAY, zoned=False)


def _monday(**fields: Any) -> Article:
    return article(published=_day("2026-11-23"), **fields)


@pytest.fixture
def desk(archive: Archive) -> Archive:
    """A store with hostile copy, a quotation off the record, and one that an update changed."""
    said = "“The ferries sail on Monday,” harbour master Ada Lind said.\n\n“No date is fixed,” a source said.\n"
    added = bring(
        archive,
        _monday(headline=f"Ferries {HOSTILE}", source=HOSTILE, byline=HOSTILE, body=said, external_id="f"),
        _monday(headline="Strike", body="“The strike is over,” union secretary Mira Holt said.\n", external_id="s"),
    )
    for one in added:
        archive.suggestions.find(one.article_id)
    monday, _ = archive.open_article(added[0].article_id).annotations
    [strike] = archive.open_article(added[1].article_id).annotations
    archive.decisions.settle([monday], Status.ACCEPTED)
    archive.remarks.set_record(strike, Record.OFF)
    bring(
        archive,
        _monday(headline=f"Ferries {HOSTILE}", body=said.replace("Monday", "Friday"), external_id="f"),
    )
    return archive


def _page(desk: Archive) -> LexborHTMLParser:
    return LexborHTMLParser(page(contents(desk, EVERYTHING, MOMENT)))


def _table(tree: LexborHTMLParser, caption: str) -> list[list[str]]:
    for table in tree.css("table"):
        if table.css("caption")[0].text() == caption:
            return [[cell.text() for cell in row.css("th, td")] for row in table.css("tbody tr")]
    raise AssertionError(f"There is no table “{caption}”.")


def test_a_report_runs_and_fetches_nothing(desk: Archive) -> None:
    markup = page(contents(desk, EVERYTHING, MOMENT))
    tree = LexborHTMLParser(markup)

    assert {node.tag for node in tree.css("script, img, iframe, object, embed, link, base, form, input")} == set()
    names = {name for node in tree.css("*") for name in node.attributes}
    assert not [name for name in names if name.startswith("on") or name in ("src", "style", "srcset", "action")]
    links = [node.attributes["href"] or "" for node in tree.css("[href]")]
    assert links
    targets = {f"#{node.attributes['id']}" for node in tree.css("[id]")}
    assert set(links) <= targets
    [style] = tree.css("style")
    assert "url(" not in re.sub(r"url\(#\w+\)", "", style.text())
    [meta] = tree.css("meta[http-equiv=Content-Security-Policy]")
    policy = meta.attributes["content"] or ""
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert b64encode(sha256(style.text().encode()).digest()).decode() in policy
    assert not {"\x1b", "\u202e"} & set(markup)


def test_every_tick_has_words_speaker_article_and_date(desk: Archive) -> None:
    bring(desk, article(headline="Salt", body="“Salt is dear,” Ole Brandt said.\n", published=_day("2026-11-20")))
    [salt] = desk.search("salt")
    desk.suggestions.find(salt.article.id)

    ticks = {(node.attributes["href"], " ".join(node.text().split())) for node in _page(desk).css("svg a")}
    assert ("#q3", "“Salt is dear,” Ole Brandt, Salt, 20 Nov 2026") in ticks
    assert ("#q2", "“[off the record]” Mira Holt, Strike, 23 Nov 2026") in ticks
    assert len(ticks) == 3


def test_the_tables_hold_the_numbers(desk: Archive) -> None:
    figures = desk.figures.desk()
    tree = _page(desk)
    points = [node.text() for node in tree.css("ul.k li")]
    assert points[0] == "3 quotations in 2 articles: 0 settled, 3 open."
    assert points[1].startswith("Most quoted: Ada Lind (1), Mira Holt (1)")
    assert points[2] == "1 of 3 sources have no name (33 %): 0 described, 1 bare."
    assert points[3] == "1 article changed after publication; 1 quotation changed with them, 1 still to be decided."
    assert _table(tree, "By the day of the articles") == [
        [d.day, f"{d.articles}", f"{d.quotations}", f"{d.open}"] for d in figures.days
    ]
    [row] = [row for row in _table(tree, "By outlet") if row[0] == "Port Wire"]
    assert row[2:6] == ["3", "2", "0", "1"]
    assert [row[:1] for row in _table(tree, "Decided")] == [[figures.work.settled[0].day]]


def test_changed_words_are_marked_and_words_off_the_record_are_not_shown(desk: Archive) -> None:
    markup = page(contents(desk, EVERYTHING, MOMENT))
    assert "<del>Monday</del>" in markup
    assert "<ins>Friday</ins>" in markup
    assert "The strike is over" not in markup


def test_the_command_writes_a_file_for_its_owner_and_prints_numbers(
    run: CommandLine, desk: Archive, tmp_path: Path
) -> None:
    out = tmp_path / "report.html"
    ran = run("report", "-o", out)
    assert (ran.status, out.read_text().startswith("<!doctype html>")) == (0, True)
    assert out.stat().st_mode & 0o077 == 0  # It has words off the record.
    assert "not on the record" in ran.err
    assert run("report", "-o", out).status == 2
    assert "Mira Holt" not in run("report", "said:ferries").out
    [figures] = run("report", "--json").objects
    assert figures["totals"]["quotations"] == 3
    assert [one["was"] for one in figures["changed_words"]] == ["“The ferries sail on Monday,”"]
    assert run("report", "who:nobody").status == 1


class _Month:
    """An engine that answers what a report asks: 6,000 quotations of 60 speakers in 1,500 articles of 40 outlets."""

    words = "слово за словом и ничего больше " * 12

    def article_facts(self, *_: Any, **__: Any) -> Page[ArticleFacts]:
        return Page(tuple(map(self._article, range(1_500))), None)

    def _article(self, n: int) -> ArticleFacts:
        day = (date(2026, 11, 30) - timedelta(days=n // 50)).isoformat()
        quoted = tuple(
            QuotationFacts(
                f"{n}-{i}", Status.SUGGESTED, "direct", Origin.FINDER, f"Имя Отчество Фамилия {(n * 4 + i) % 60}", None,
                False, None, None, f"Агентство {n % 50}", Record.UNKNOWN, MOMENT.isoformat(), MOMENT.isoformat(), None,
            )
            for i in range(4)
        )  # fmt: skip
        seen = MOMENT.isoformat()
        where = f"Издание {n % 40}", f"Автор {n % 70}"
        return ArticleFacts(f"{n}", f"Заголовок {n} " * 9, *where, day, "live", seen, seen, 2, quoted)

    def decision_facts(self, _: Any) -> list[Any]:
        return []

    outcomes = decision_facts
    views = decision_facts

    def annotations_with(self, annotation_ids: list[str]) -> dict[str, Any]:
        state = SimpleNamespace(record=Record.UNKNOWN)
        return {one: SimpleNamespace(id=one, words=self.words, state=state) for one in annotation_ids}


def test_a_months_desk_is_smaller_than_300_kb() -> None:
    shown = contents(Archive(cast("Any", _Month()), actor="ada"), EVERYTHING, MOMENT)
    assert shown.figures.totals.quotations == 6_000
    size = len(page(shown).encode())
    assert 200_000 < size < 300_000


@pytest.fixture
def shown(run: CommandLine, desk: Archive, tmp_path: Path, browser_page: BrowserPage) -> BrowserPage:
    """A report of the desk in a browser."""
    out = tmp_path / "report.html"
    run("report", "-o", out)
    browser_page.page.goto(out.as_uri())
    return browser_page


def test_a_browser_asks_for_nothing_and_complains_of_nothing(shown: BrowserPage) -> None:
    assert shown.requests == [shown.page.url]
    assert shown.complaints == []
    assert "onerror" in shown.page.inner_text("main"), "hostile copy is shown as words"


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_a_report_has_no_barriers(shown: BrowserPage, colours: Literal["light", "dark"]) -> None:
    shown.page.emulate_media(color_scheme=colours)
    assert shown.barriers() == []


def test_the_words_of_a_tick_are_shown_on_focus_and_on_hover(shown: BrowserPage) -> None:
    tick = shown.page.locator("svg a").first
    tip = tick.locator(".tip")

    def is_shown() -> bool:
        return bool(tip.evaluate("tip => getComputedStyle(tip).opacity") == "1")

    assert not is_shown()
    shown.page.keyboard.press("Tab")
    assert is_shown(), "the first stop of the tab key"
    assert "Ada Lind" in tip.inner_text()
    tick.blur()
    assert not is_shown()
    tick.locator("path").first.hover(force=True)
    assert is_shown()


def test_a_report_fits_a_page_of_a4(shown: BrowserPage) -> None:
    shown.page.emulate_media(media="print")
    shown.page.set_viewport_size({"width": 680, "height": 1000})  # between margins of 15 mm, at 96 dots an inch
    assert shown.page.evaluate("document.documentElement.scrollWidth") <= 680
    assert shown.page.pdf(format="A4").startswith(b"%PDF")


def test_an_empty_store_says_so(run: CommandLine, archive: Archive) -> None:
    ran = run("report")
    assert (ran.status, ran.err) == (1, "The store has no articles yet. Import some with: pullquote import FILE\n")
