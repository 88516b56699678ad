"""Lists of articles: every order, every filter, pages both ways, and each person's read marks and flags."""

from __future__ import annotations

import tempfile
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newstext.stated import Precision, State, StatedTime
from store.errors import NotFoundError
from store.model.annotations import Status
from store.model.lists import END, ArticleFilter, ArticleOrder, ArticleState, View
from tests.engines.conftest import ENGINES, examples
from tests.engines.newsroom import BODY, FIRST_QUOTE, SECOND_QUOTE, Newsroom, bring, copy, story

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newstext.article import Article
    from store import Archive
    from store.model.lists import ArticleRow

_DAYS = st.integers(1, 4)
_SOURCES = st.sampled_from(["Port Wire", "port wire", "Coast Daily", "Écho du Port", None])
_COPY = st.tuples(_DAYS, _SOURCES, st.sampled_from(State), st.integers(0, 2))
_ORDERS = st.sampled_from(ArticleOrder)
_FILTERS = st.builds(
    ArticleFilter,
    who=st.none(),
    byline=st.none(),
    said=st.none(),
    tag=st.none(),
    note=st.none(),
    assigned=st.none(),
    since=st.none(),
    source=st.sampled_from([None, "port", "PORT WIRE", "echo", "nobody"]),
    before=st.sampled_from([None, "2026-11-03", "2026"]),
    after=st.sampled_from([None, "2026-11-02", "2026"]),
    states=st.sets(st.sampled_from(ArticleState), max_size=2).map(tuple),
    without=st.just(()),
    containing=st.just(()),
)


def _sorted(rows: list[ArticleRow], order: ArticleOrder) -> list[ArticleRow]:
    listed = sorted(rows, key=lambda row: (row.sorted_at, row.id), reverse=order is not ArticleOrder.OLDEST)
    if order is ArticleOrder.SOURCE:
        listed.sort(key=lambda row: _ascii_lower(row.source or ""))
    if order is ArticleOrder.MOST_OPEN:
        listed.sort(key=lambda row: -row.open_count)
    if order is ArticleOrder.ARRIVED:
        listed.sort(key=lambda row: row.id, reverse=True)
    return listed


def _ascii_lower(text: str) -> str:
    return "".join(c.lower() if c.isascii() else c for c in text)


def _passes(row: ArticleRow, narrowed: ArticleFilter) -> bool:
    source = (row.source or "").lower().replace("é", "e")
    states = {
        ArticleState.UNREAD: row.unread,
        ArticleState.READ: not row.unread,
        ArticleState.FLAGGED: row.flagged,
        ArticleState.OPEN: row.open_count > 0,
        ArticleState.SETTLED: row.quotation_count > 0 == row.open_count,
        ArticleState.STALE: row.stale_count > 0,
        ArticleState.CHANGED: row.stale_count > 0,
        ArticleState.SECOND_READER: False,  # no quotation here is flagged: test_settling has some
        ArticleState.CORRECTED: row.state is State.CORRECTED,
        ArticleState.EMBARGOED: row.state is State.EMBARGOED,
        ArticleState.WITHDRAWN: row.state is State.WITHDRAWN,
    }
    return (
        (narrowed.source is None or narrowed.source.lower() in source)
        and (narrowed.before is None or row.sorted_at < narrowed.before)
        and (narrowed.after is None or row.sorted_at >= narrowed.after)
        and all(states[state] for state in narrowed.states)
    )


def _article(number: int, day: int, source: str | None, state: State) -> Article:
    time = StatedTime("", f"2026-11-{day:02}", Precision.DAY)
    return copy(external_id=str(number), published=time, source=source, state=state)


@contextmanager
def _new_desk(engine: str) -> Iterator[Archive]:
    """A desk on a store of its own, for one example."""
    with (
        tempfile.TemporaryDirectory() as folder,
        closing(Newsroom(ENGINES[engine], Path(folder) / "stack.db")) as newsroom,
    ):
        yield newsroom.desk()


def _fill(desk: Archive, copies: list[tuple[int, str | None, State, int]], start: int = 0) -> list[ArticleRow]:
    """Add articles. Some quotations of each are marked, one of them left open; every other article is read."""
    for number, (day, source, state, quotations) in enumerate(copies, start):
        [imported] = bring(desk, _article(number, day, source, state))
        opened = desk.open_article(imported.article_id)
        made = [
            desk.decisions.add_quotation(opened.revision, [span]) for span in (FIRST_QUOTE, SECOND_QUOTE)[:quotations]
        ]
        if made and number % 2:
            desk.decisions.settle(made[:1], Status.STALE if number % 3 else Status.SKIPPED)
        if number % 2:
            desk.articles.mark_read([opened.row])
        desk.articles.flag([opened.row.id] if number % 3 == 0 else [])
    return list(desk.articles.page(limit=1000).rows)


@pytest.mark.parametrize("engine", ENGINES)
def test_pages_both_ways_hold_what_sorting_everything_would(engine: str) -> None:
    @examples(engine, 25)
    @given(copies=st.lists(_COPY, max_size=12), order=_ORDERS, narrowed=_FILTERS, limit=st.integers(1, 5))
    def hold(
        copies: list[tuple[int, str | None, State, int]], order: ArticleOrder, narrowed: ArticleFilter, limit: int
    ) -> None:
        with _new_desk(engine) as desk:
            expected = _sorted([row for row in _fill(desk, copies) if _passes(row, narrowed)], order)
            _pages_hold(desk, expected, order, narrowed, limit)

    hold()


def _pages_hold(
    desk: Archive, expected: list[ArticleRow], order: ArticleOrder, narrowed: ArticleFilter, limit: int
) -> None:
    page = desk.articles.page(narrowed, order, limit=limit)
    assert page.before is None
    forwards = list(page.rows)
    while page.after is not None:
        page = desk.articles.page(narrowed, order, after=page.after, limit=limit)
        forwards += page.rows
    assert forwards == expected
    assert desk.articles.count(narrowed) == len(expected)

    backwards = list(page.rows)
    while page.before is not None:
        page = desk.articles.page(narrowed, order, before=page.before, limit=limit)
        backwards = [*page.rows, *backwards]
    assert backwards == expected

    skipped = desk.articles.page(narrowed, order, skip=2, limit=limit)
    assert list(skipped.rows) == expected[2 : 2 + limit]
    last = desk.articles.page(narrowed, order, before=END, skip=1, limit=limit)
    assert list(last.rows) == expected[:-1][-limit:]
    assert (last.after is None) == (not last.rows)
    for number, row in enumerate(expected):
        place = desk.articles.place(row.id, narrowed, order)
        assert place.number == number
        assert list(desk.articles.page(narrowed, order, before=place.cursor, limit=100).rows) == expected[:number]
        assert list(desk.articles.page(narrowed, order, after=place.cursor, limit=100).rows) == expected[number + 1 :]


def test_articles_are_found_by_words_in_a_row_of_their_byline(desk: Archive) -> None:
    for byline in ("Ingrid Coyle", "By Ingrid Coyle and Jón Vail", "Coyle Ingrid", None, "Ada Lind"):
        bring(desk, copy(external_id=byline, headline=f"Ingrid Coyle wins {byline}", byline=byline))

    def found(words: str) -> set[str | None]:
        narrowed = ArticleFilter(byline=words)
        rows = desk.articles.page(narrowed).rows
        assert desk.articles.count(narrowed) == len(rows)
        assert {hit.article.id for hit in desk.search("wins", narrowed)} == {row.id for row in rows}
        return {row.byline for row in rows}

    assert found("ingrid coyle") == found("INGRID coy") == {"Ingrid Coyle", "By Ingrid Coyle and Jón Vail"}
    assert found("jon vail") == {"By Ingrid Coyle and Jón Vail"}
    assert found("ngrid") == found("coyle vail") == set()


def test_a_search_among_read_articles_leaves_out_those_that_changed_since(desk: Archive) -> None:
    bring(desk, copy(external_id="1"), copy(external_id="2", headline="Harbour strike, the second story"))
    desk.articles.mark_read(desk.articles.page().rows)
    bring(desk, copy(external_id="1", body=f"{BODY} And so on."))

    read = ArticleFilter(states=(ArticleState.READ,))
    [row] = desk.articles.page(read).rows
    assert [hit.article.id for hit in desk.search("harbour", read)] == [row.id]


def test_an_article_that_a_filter_keeps_out_has_a_place_where_it_would_stand(desk: Archive) -> None:
    rows = _fill(desk, [(1, "Port Wire", State.LIVE, 0), (2, "Coast Daily", State.LIVE, 0), (3, "Echo", State.LIVE, 0)])
    place = desk.articles.place(rows[1].id, ArticleFilter(source="port"))
    assert place.number == 0
    assert desk.articles.page(ArticleFilter(source="port"), after=place.cursor).rows == (rows[2],)
    with pytest.raises(NotFoundError):
        desk.articles.place("nowhere")


@pytest.mark.parametrize("engine", ENGINES)
def test_what_arrives_between_two_pages_shows_nothing_twice_and_leaves_nothing_out(engine: str) -> None:
    @examples(engine, 15)
    @given(before=st.lists(_COPY, min_size=3, max_size=8), between=st.lists(_COPY, max_size=4), order=_ORDERS)
    def holds(
        before: list[tuple[int, str | None, State, int]],
        between: list[tuple[int, str | None, State, int]],
        order: ArticleOrder,
    ) -> None:
        with _new_desk(engine) as desk:
            here = {row.id for row in _fill(desk, before)}
            page = desk.articles.page(order=order, limit=2)
            seen = [row.id for row in page.rows]
            _fill(desk, between, start=len(before))
            while page.after is not None:
                page = desk.articles.page(order=order, after=page.after, limit=2)
                seen += [row.id for row in page.rows]
            assert len(seen) == len(set(seen))
            assert here <= set(seen)

    holds()


def test_an_article_is_unread_until_it_is_read_and_again_when_it_is_updated(desk: Archive) -> None:
    row = story(desk, external_id="1").row
    assert row.unread
    desk.articles.mark_read([row])
    assert not desk.articles.row(row.id).unread
    assert desk.articles.count(ArticleFilter(states=(ArticleState.UNREAD,))) == 0
    updated = story(desk, external_id="1", body="“It is over,” she said.").row
    assert updated.unread
    assert desk.articles.count(ArticleFilter(states=(ArticleState.UNREAD,))) == 1
    desk.articles.mark_read([updated])
    desk.articles.mark_read([updated])
    assert desk.articles.count(ArticleFilter(states=(ArticleState.READ,))) == 1
    desk.articles.mark_read([updated], read=False)
    assert desk.articles.row(row.id).unread
    assert desk.articles.count(ArticleFilter(states=(ArticleState.READ,))) == 0


def test_a_revision_that_came_while_the_one_before_it_was_read_is_unread(desk: Archive) -> None:
    seen = story(desk, external_id="1").row
    story(desk, external_id="1", body="“It is over,” she said.")
    desk.articles.mark_read([seen])
    assert desk.articles.row(seen.id).unread
    assert desk.articles.count(ArticleFilter(states=(ArticleState.READ,))) == 0


def test_what_one_person_has_read_and_flagged_is_nobody_elses(newsroom: Newsroom) -> None:
    ada, ben = newsroom.desk("Ada"), newsroom.desk("Ben")
    row = story(ada).row
    ada.articles.mark_read([row])
    ada.articles.flag([row.id])
    ada.articles.flag([row.id])
    assert (ada.articles.row(row.id).unread, ada.articles.row(row.id).flagged) == (False, True)
    assert (ben.articles.row(row.id).unread, ben.articles.row(row.id).flagged) == (True, False)
    for state in (ArticleState.READ, ArticleState.FLAGGED):
        assert (
            ada.articles.count(ArticleFilter(states=(state,))),
            ben.articles.count(ArticleFilter(states=(state,))),
        ) == (1, 0)
    ada.articles.flag([row.id], flagged=False)
    assert ada.articles.count(ArticleFilter(states=(ArticleState.FLAGGED,))) == 0


def test_changed_are_the_articles_where_my_own_decision_went_stale(newsroom: Newsroom) -> None:
    ada, ben = newsroom.desk("Ada"), newsroom.desk("Ben")
    opened = story(ada)
    made = ada.decisions.add_quotation(opened.revision, [FIRST_QUOTE])
    ben.decisions.settle([made], Status.STALE)
    changed = ArticleFilter(states=(ArticleState.CHANGED,))
    assert [row.id for row in ada.articles.page(changed).rows] == [opened.row.id]
    assert ben.articles.page(changed).rows == ()
    assert ada.articles.row(opened.row.id).stale_count == 1
    ada.decisions.settle([ada.annotations.get(made.id)], Status.ACCEPTED)
    assert ada.articles.count(changed) == 0


def test_a_list_narrows_to_who_is_quoted_and_what_was_said(desk: Archive) -> None:
    opened, other = story(desk, external_id="1"), story(desk, external_id="2")
    made = desk.decisions.name_speaker(desk.decisions.add_quotation(opened.revision, [FIRST_QUOTE]), "Mïra HOLT")
    desk.decisions.name_speaker(desk.decisions.add_quotation(other.revision, [SECOND_QUOTE]), "100% Sure")
    for narrowed in (
        ArticleFilter(who="holt"),
        ArticleFilter(said="a FOURTH week"),
        ArticleFilter(who="mira", said=""),
    ):
        assert [row.id for row in desk.articles.page(narrowed).rows] == [opened.row.id]
    assert [row.id for row in desk.articles.page(ArticleFilter(who="100%")).rows] == [other.row.id]
    assert desk.articles.page(ArticleFilter(who="%o%")).rows == ()
    desk.decisions.settle([made], Status.REJECTED)
    assert desk.articles.count(ArticleFilter(who="holt")) == 0


def test_a_view_is_kept_under_its_name_for_whoever_made_it(newsroom: Newsroom) -> None:
    ada, ben = newsroom.desk("Ada"), newsroom.desk("Ben")
    mine = View(
        "My “beat”", ArticleFilter(who="Ílse", states=(ArticleState.OPEN, ArticleState.UNREAD)), ArticleOrder.SOURCE
    )
    ada.views.save(mine)
    ada.views.save(View("Another"))
    assert ada.views.all() == [View("Another"), mine]
    assert ben.views.all() == []
    ada.views.save(View(mine.name, order=ArticleOrder.OLDEST))
    ada.views.remove(View("Another"))
    ada.views.remove(View("Another"))
    assert ada.views.all() == [View(mine.name, order=ArticleOrder.OLDEST)]
