"""An engine's promises about its log, and about notification of other people's work."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from store.errors import StoreError
from store.model.annotations import Status
from tests.engines.newsroom import FIRST_QUOTE, SECOND_QUOTE, bring, copy, story

if TYPE_CHECKING:
    from store import Archive
    from tests.engines.newsroom import Newsroom


def test_each_decision_is_one_line_that_says_who_when_and_what_was_before(newsroom: Newsroom) -> None:
    ada, ben = newsroom.desk("Ada"), newsroom.desk("Ben")
    quote = ada.decisions.add_quotation(story(ada).revision, [FIRST_QUOTE])
    named = ben.decisions.name_speaker(quote, "Mira Holt")
    ada.decisions.settle([named], Status.VERIFIED)
    lines = ada.events().rows
    assert [(e.actor, e.action, e.annotation_id) for e in lines] == [
        ("Ada", "mark", quote.id),
        ("Ben", "name", quote.id),
        ("Ada", "verify", quote.id),
    ]
    assert [e.before for e in lines] == [None, *(e.after for e in lines[:-1])]
    assert lines[0].at == quote.changed_at


def test_the_log_is_read_on_from_where_one_stopped(newsroom: Newsroom, desk: Archive) -> None:
    opened = story(desk)
    for _ in range(5):
        desk.decisions.add_quotation(opened.revision, [FIRST_QUOTE])
    first = desk.events(limit=3)
    rest = desk.events(since=first.after)
    assert [e.seq for e in (*first.rows, *rest.rows)] == sorted({e.seq for e in desk.events().rows})
    assert desk.events(since=rest.after).rows == ()
    newsroom.desk("Ben").decisions.add_quotation(opened.revision, [SECOND_QUOTE])
    assert [e.actor for e in desk.events(since=rest.after).rows] == ["Ben"]


def test_the_log_of_one_article_holds_its_lines_only(desk: Archive) -> None:
    one, other = story(desk, external_id="1"), story(desk, external_id="2")
    desk.decisions.add_quotation(one.revision, [FIRST_QUOTE])
    desk.decisions.add_quotation(other.revision, [FIRST_QUOTE])
    assert [e.article_id for e in desk.events(article_id=other.row.id).rows] == [other.row.id]


def test_news_is_what_others_wrote_since_the_last_look(newsroom: Newsroom) -> None:
    ada, ben = newsroom.desk("Ada"), newsroom.desk("Ben")
    assert not ada.wait(0)
    opened = story(ben)
    assert ada.wait(5)
    assert not ada.wait(0)
    ada.decisions.add_quotation(opened.revision, [FIRST_QUOTE])
    assert not ada.wait(0)
    assert ben.wait(5)


def test_news_is_not_lost_behind_ones_own_write(newsroom: Newsroom) -> None:
    ada, ben = newsroom.desk("Ada"), newsroom.desk("Ben")
    bring(ben, copy(external_id="1"))
    bring(ada, copy(external_id="2"))
    assert ada.wait(0)
    assert not ada.wait(0)


def test_news_wakes_whoever_waits_in_another_thread(newsroom: Newsroom) -> None:
    ada, ben = newsroom.desk("Ada"), newsroom.desk("Ben")
    heard: list[bool] = []
    waiting = threading.Thread(target=lambda: heard.append(ada.wait(60)))
    waiting.start()
    bring(ben, copy())
    waiting.join(60)
    assert heard == [True]


def test_closing_ends_the_wait(newsroom: Newsroom) -> None:
    ada = newsroom.desk("Ada")
    heard: list[object] = []

    def wait() -> None:
        try:
            heard.append(ada.wait(60))
        except StoreError:
            heard.append("closed before the wait began")

    waiting = threading.Thread(target=wait)
    waiting.start()
    ada.close()
    waiting.join(60)
    assert heard in ([False], ["closed before the wait began"])


def test_a_persons_latest_decisions_come_first_without_those_undone(newsroom: Newsroom) -> None:
    ada, ben = newsroom.desk("Ada"), newsroom.desk("Ben")
    opened = story(ada)
    first = ada.decisions.add_quotation(opened.revision, [FIRST_QUOTE])
    second = ada.decisions.add_quotation(opened.revision, [SECOND_QUOTE])
    ben.decisions.name_speaker(second, "Mira Holt")
    ada.decisions.settle([first], Status.REJECTED)
    ada.decisions.undo()
    decided = ada.annotations.decided(limit=10)
    assert [(event.action, event.annotation_id) for event, _ in decided] == [("mark", second.id), ("mark", first.id)]
    assert {article.id for _, article in decided} == {opened.row.id}
    assert [event.annotation_id for event, _ in ada.annotations.decided(limit=1)] == [second.id]
