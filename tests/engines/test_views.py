"""An engine's promises about saved views: one's own, those that all desks share, and what is new in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from store.articles.query import parsed
from store.errors import StoreError
from store.model.lists import FOR_ME, ArticleFilter, ArticleOrder, View
from tests.engines.newsroom import FIRST_QUOTE, bring, copy, story

if TYPE_CHECKING:
    from store import Archive
    from tests.engines.newsroom import Newsroom


@pytest.fixture
def ben(newsroom: Newsroom) -> Archive:
    return newsroom.desk("Ben")


PORT = View("Port", ArticleFilter(source="port"), ArticleOrder.OLDEST)


def test_a_shared_view_is_seen_renamed_and_removed_by_all_with_its_makers_name(desk: Archive, ben: Archive) -> None:
    desk.views.save(PORT, shared=True)
    desk.views.save(View("Mine"))
    made = PORT._replace(made_by="Ada")
    assert ben.views.all() == [made]
    assert desk.views.all() == [View("Mine"), made]

    ben.views.save(View("Port"))
    assert ben.views.all() == [View("Port"), made], "one's own view may have the name of a shared one"
    ben.views.rename(made, "Harbour")
    assert ben.views.all() == [View("Port"), made._replace(name="Harbour")]
    ben.views.save(View("Second"), shared=True)
    with pytest.raises(StoreError, match="Another view is called “Second”"):
        desk.views.rename(made._replace(name="Harbour"), "Second")
    desk.views.rename(View("Mine"), "Ours")
    ben.views.remove(made._replace(name="Harbour"))
    assert desk.views.all() == [View("Ours"), View("Second", made_by="Ben")]
    ben.views.save(PORT, shared=True)
    desk.views.save(PORT, shared=True)
    assert [view.made_by for view in desk.views.all() if view.name == "Port"] == ["Ada"]


def test_a_view_tells_how_many_articles_came_since_one_looked(desk: Archive, ben: Archive) -> None:
    bring(desk, copy(external_id="1"), copy(external_id="2", source="Coast Daily"))
    seen = desk.views.position()
    desk.views.look(PORT, seen)
    assert list(desk.views.counts()) == [(FOR_ME, 0, 0)], "a view that is not saved is not followed"
    desk.views.save(PORT)
    assert list(desk.views.counts()) == [(FOR_ME, 0, 0), (PORT, 1, 0)], "nothing is new before one looks"
    desk.views.look(PORT, seen)

    bring(ben, copy(external_id="3"), copy(external_id="4"), copy(external_id="5", source="Coast Daily"))
    assert list(desk.views.counts()) == [(FOR_ME, 0, 0), (PORT, 3, 2)]
    assert list(ben.views.counts()) == [(FOR_ME, 0, 0)]
    desk.views.rename(PORT, "Harbour")
    harbour = PORT._replace(name="Harbour")
    assert list(desk.views.counts())[1:] == [(harbour, 3, 2)], "a view is followed under its new name"
    desk.views.look(harbour, desk.views.position())
    assert list(desk.views.counts())[1:] == [(harbour, 3, 0)]


def test_quotations_that_others_bring_into_a_view_count_and_ones_own_do_not(desk: Archive, ben: Archive) -> None:
    opened, other = story(desk), story(desk, external_id="another")
    quote = desk.decisions.add_quotation(opened.revision, [FIRST_QUOTE])
    mine = FOR_ME
    tagged, second, everything = (View("v", parsed(typed).narrowed) for typed in ("tag:legal", "is:second-reader", ""))
    views = (mine, tagged, second, everything)
    seen = desk.views.position()

    def new() -> list[int]:
        return [desk.views.count_new(view, seen) for view in views]

    assert new() == [0, 0, 0, 0]
    [quote] = ben.decisions.assignments.assign([quote], "Ada")
    assert new() == [1, 0, 0, 0]
    desk.decisions.assignments.assign_article(other.row.id, "Ada")
    assert new() == [1, 0, 0, 0], "one's own deed is no news"
    ben.decisions.assignments.assign_article(other.row.id, "Cleo")
    assert new() == [1, 0, 0, 0]
    quote = ben.remarks.flag(ben.remarks.tag(quote, ["legal"]), flagged=True)
    assert new() == [1, 1, 1, 0]
    seen = desk.views.position()
    ben.remarks.note(quote, "said on the phone")
    assert new() == [0, 0, 0, 0], "what is in a view already is no news there"
    assert desk.articles.page(mine.narrowed._replace(since=seen)).rows == ()
