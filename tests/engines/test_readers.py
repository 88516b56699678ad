"""An engine's promises about who reads what: soon known at other desks, soon forgotten, and no news."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from tests.engines.newsroom import story

if TYPE_CHECKING:
    from tests.engines.newsroom import Newsroom

OVER = timedelta(0)


def test_others_see_who_has_an_article_open_until_it_is_closed_or_lapses(newsroom: Newsroom) -> None:
    ada, ben, cleo = (newsroom.desk(name) for name in ("Ada", "Ben", "Cleo"))
    article_id = story(ada).row.id
    other = story(ada, external_id="another").row.id
    assert ada.articles.readers("desk of Ada") == {}
    ben.articles.keep_reading("desk of Ben", article_id)
    cleo.articles.keep_reading("desk of Cleo", article_id)
    assert ada.articles.readers("desk of Ada") == {article_id: ("Ben", "Cleo")}
    assert ben.articles.readers("desk of Ben") == {article_id: ("Cleo",)}
    ben.articles.keep_reading("Ben’s other desk", other)
    assert ben.articles.readers("desk of Ben") == {article_id: ("Cleo",)}, "one’s own other desk is nobody else"

    cleo.articles.keep_reading("desk of Cleo", other)
    assert ada.articles.readers("desk of Ada") == {article_id: ("Ben",), other: ("Ben", "Cleo")}
    cleo.articles.keep_reading("desk of Cleo", None)
    ben.articles.keep_reading("desk of Ben", article_id, lasts=OVER)
    assert ada.articles.readers("desk of Ada") == {other: ("Ben",)}, "a desk that was killed is forgotten"


def test_who_reads_what_is_no_news_to_other_desks_and_no_event(newsroom: Newsroom) -> None:
    ada, ben = newsroom.desk("Ada"), newsroom.desk("Ben")
    article_id = story(ada).row.id
    while ben.wait(0.3):
        pass
    ada.articles.keep_reading("desk of Ada", article_id)
    ada.articles.keep_reading("desk of Ada", None)
    assert not ben.wait(0.5)
    assert ada.events().rows == ()
    assert ada.articles.row(article_id).unread
