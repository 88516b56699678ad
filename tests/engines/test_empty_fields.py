"""An engine's promises about incomplete articles: every question about them has an answer."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any

import pytest

from newstext.article import Caption
from newstext.spans import Span
from newstext.stated import Precision, State, StatedTime
from store.exchange import FORMATS
from store.model.annotations import Status
from store.model.lists import END, ArticleFilter, ArticleOrder, ArticleState
from tests.engines.newsroom import bring, copy

if TYPE_CHECKING:
    from newstext.article import Article
    from store import Archive

WORD = "Oldferry"
TIMES = (
    StatedTime(raw="", iso=None, precision=None, zoned=False),
    StatedTime(raw="last Tuesday, Oldferry time", iso=None, precision=None, zoned=False),
    StatedTime(raw="2026-11-24", iso="2026-11-24", precision=Precision.DAY, zoned=False),
)
STATED = ("external_version", "language", "guessed_encoding", "dateline", "credit")


def hostile() -> list[Article]:
    """Articles with one field each absent, empty or blank, and all others as usual."""
    words: dict[str, tuple[Any, ...]] = {
        "headline": (None, "", " \n", WORD),
        "body": ("", "\n", "\x00", f"“{WORD}” is closed, {WORD} Town Council said."),
        "source": (None, "", WORD),
    }
    articles = [
        copy(external_id=f"words {number}", **dict(zip(words, values, strict=True)))
        for number, values in enumerate(product(*words.values()))
    ]
    articles += [
        copy(external_id=f"{name} {empty!r}", byline=WORD, **{name: empty}) for name in STATED for empty in (None, "")
    ]
    articles += [
        copy(external_id=f"{name} {number}", byline=WORD, body="", state=State.EMBARGOED, **{name: time})
        for name in ("published", "updated", "embargo")
        for number, time in enumerate(TIMES)
    ]
    articles += [
        copy(external_id=f"lists {n}", standfirst=("",) * n, captions=(Caption("", ""),) * n) for n in range(2)
    ]
    articles.append(copy(external_id=None, url="", headline=None, body=WORD))
    # An article without headline and body is never stored.
    return [article for article in articles if (article.headline or "").strip() or article.body.strip()]


@pytest.fixture
def stack(desk: Archive) -> Archive:
    bring(desk, *hostile())
    return desk


def test_a_search_answers_whatever_an_article_lacks(stack: Archive) -> None:
    for typed in (WORD, "oldf", "oldfery town", "zzz oldferry", f"source:{WORD}", "who:town", "\x00"):
        hits = stack.search(typed, limit=100)
        assert stack.search_as_typed(typed, limit=100) == hits, typed
        assert bool(hits) == (typed not in {"who:town", "\x00"}), typed
        for hit in hits:
            assert hit.snippet in stack.open_article(hit.article.id).revision.article.body, typed


def test_an_article_without_a_text_is_found_by_its_headline(desk: Archive) -> None:
    bring(desk, copy(headline=f"Fares frozen at {WORD}", body=""))
    [hit] = desk.search("fares oldferry")
    assert (hit.snippet, hit.offset, hit.snippet_marks) == ("", None, ())
    assert len(hit.headline_marks) == 2


def test_every_list_holds_every_article_once(stack: Archive) -> None:
    for order in ArticleOrder:
        seen: list[str] = []
        page = stack.articles.page(order=order, limit=7)
        while True:
            seen += [row.id for row in page.rows]
            if page.after is None:
                break
            page = stack.articles.page(order=order, after=page.after, limit=7)
        assert len(seen) == len(set(seen)) == len(hostile())
        assert len(stack.articles.page(order=order, before=END, limit=7).rows) == 7
        assert {stack.articles.place(article, order=order).number for article in seen} == set(range(len(seen)))


def test_what_is_asked_of_each_article_is_answered(stack: Archive) -> None:
    for row in stack.articles.page(limit=500).rows:
        opened = stack.open_article(row.id)
        body = opened.revision.article.body
        stack.suggestions.find(row.id)
        if body.strip("\x00\n "):
            made = stack.decisions.add_quotation(opened.revision, [Span(0, len(body))])
            stack.remarks.note(stack.decisions.name_speaker(made, WORD), "")
    for state in ArticleState:
        narrowed = ArticleFilter(states=(state,))
        assert stack.articles.count(narrowed) == len(stack.articles.page(narrowed, limit=500).rows)
    assert [check for check in stack.integrity.checks() if check.trouble] == []


def test_a_store_without_articles_is_sound(desk: Archive) -> None:
    assert [check for check in desk.integrity.checks() if check.trouble] == []


def test_every_export_takes_whatever_an_article_lacks(stack: Archive) -> None:
    for row in stack.articles.page(limit=500).rows:
        stack.suggestions.find(row.id)
    for name in FORMATS:
        with stack.annotations.exported(name, statuses=list(Status)) as exported:
            assert exported.annotations, name
