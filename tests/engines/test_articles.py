"""An engine's promises about articles: kept as received, recognised, never rewritten."""

from __future__ import annotations

import gc
import json
import threading
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from newstext.article import Caption, Join, Page
from newstext.formats.tables.jsonl import from_json, to_json
from newstext.spans import Span
from newstext.stated import Precision, State, StatedTime
from newstext.turns import Moment, Turn
from store.errors import NotFoundError, StoreError
from store.model.articles import Outcome
from store.rows.incoming_articles import collecting_later
from tests.engines.newsroom import BODY, FIRST_QUOTE, ODD_TEXTS, bring, copy, story

if TYPE_CHECKING:
    from store import Archive
    from store.model.lists import ArticleRow
    from tests.engines.newsroom import Newsroom

LONG = BODY + "\n\n" + "\n\n".join(f"The pilots of quay {n} said that they would wait and see." for n in range(9))
BREAKING = "This is a breaking story. It will be updated."


@pytest.mark.parametrize("text", ODD_TEXTS.values(), ids=ODD_TEXTS)
def test_a_text_comes_back_code_point_for_code_point(newsroom: Newsroom, text: str) -> None:
    pieces: dict[str, Any] = {"standfirst": (text, text), "captions": (Caption(text, text),), "byline": text}
    article = copy(headline=text or "Quay", external_id="1", body=text, **pieces)
    kept = story(newsroom.desk(), **{name: getattr(article, name) for name in article.__slots__})
    assert kept.revision.article == article
    assert story(newsroom.desk("Ben"), external_id="1", body=text + "!").revision.article.body == text + "!"


def test_every_field_comes_back(desk: Archive) -> None:
    article = copy(
        byline="Ada Lind",
        dateline="HALMARK, Tuesday",
        credit="Port Wire/Ada Lind",
        standfirst=("40 sailings cancelled", "Talks on Friday"),
        captions=(Caption("The quay on Monday. (AFP)", "AFP"), Caption("A ferry.")),
        published=StatedTime("5 November 2025", "2025-11-05", Precision.DAY),
        updated=StatedTime("2025-11-06T09:14+01:00", "2025-11-06T09:14+01:00", Precision.MINUTE, zoned=True),
        embargo=StatedTime("until further notice"),
        state=State.EMBARGOED,
        language="en",
        url="https://news.example/strike",
        external_id="urn:x:1",
        external_version="2",
        guessed_encoding="cp1252",
    )
    [added] = bring(desk, article)
    opened = desk.open_article(added.article_id)
    assert opened.revision.article == article
    assert (opened.revision.reader, opened.revision.reader_version, opened.revision.seq) == ("test", "1", 1)
    assert opened.row.stated_time == article.updated
    assert opened.row.sorted_at.startswith("2025-11-06T08:14")
    assert opened.row.state is State.EMBARGOED


def test_half_a_character_is_refused_by_name_and_nothing_is_stored(desk: Archive) -> None:
    with pytest.raises(StoreError, match=r"“Quay” contains half a character \(U\+DC80\) and cannot be stored"):
        bring(desk, copy(), copy(headline="Quay", body="half \udc80 a character"))
    with pytest.raises(StoreError, match="half a character"):
        bring(desk, copy(byline="\ud800"))
    assert desk.articles.totals().articles == 0


def test_the_same_copy_again_is_unchanged_and_changed_copy_is_a_new_revision(desk: Archive) -> None:
    [first] = bring(desk, copy(external_id="1"))
    assert first.outcome is Outcome.ADDED
    assert bring(desk, copy(external_id="1"))[0].outcome is Outcome.UNCHANGED
    [second] = bring(desk, copy(external_id="1", body=BODY + "\n\nMore follows."))
    assert (second.outcome, second.article_id) == (Outcome.REVISED, first.article_id)
    assert [r.article.body for r in desk.articles.revisions(first.article_id)] == [BODY, BODY + "\n\nMore follows."]
    assert desk.articles.row(first.article_id).revision_count == 2
    assert desk.articles.totals().articles == 1


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"external_id": "1", "url": "https://a.example"}, {"external_id": "1", "url": "https://b.example"}),
        (
            {"url": "https://a.example/strike"},
            {"url": "https://a.example/strike", "headline": "Strike ends", "body": "It is over."},
        ),
        ({}, {"body": LONG.replace("about 40", "about 45")}),
        ({}, {"byline": "Ada Lind"}),
        ({}, {"headline": "Strike goes on", "body": LONG.replace("about 40", "about 45")}),
        ({"headline": None, "source": None}, {"headline": None, "body": LONG + "\n\nMore follows."}),
    ],
    ids=[
        "external id",
        "address",
        "pasted text that changed",
        "pasted text with a byline found",
        "pasted text under a new headline",
        "pasted text without a headline",
    ],
)
def test_an_article_is_known_again(desk: Archive, before: dict[str, str], after: dict[str, str]) -> None:
    [first], [second] = bring(desk, copy(**{"body": LONG} | before)), bring(desk, copy(**{"body": LONG} | after))
    assert (second.article_id, second.outcome) == (first.article_id, Outcome.REVISED)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"external_id": "1"}, {"external_id": "2"}),
        ({"url": "https://a.example/1"}, {"url": "https://a.example/2"}),
        ({"headline": "Markets brief", "body": "Shares rose."}, {"headline": "Markets brief", "body": "Shares fell."}),
        ({"headline": None, "body": "Shares rose."}, {"headline": None, "body": "Shares rose. Oil fell."}),
        ({"headline": "Port shut", "body": BREAKING}, {"headline": "Bridge shut", "body": f"Bang. {BREAKING}"}),
        ({"source": "Port Wire"}, {"source": "Coast Daily", "headline": "Strike goes on"}),
    ],
    ids=[
        "external ids",
        "addresses",
        "same headline, other text",
        "no headline",
        "a standing phrase in common",
        "one agency's text in two papers",
    ],
)
def test_two_articles_are_kept_apart(desk: Archive, one: dict[str, str], other: dict[str, str]) -> None:
    first, second = bring(desk, copy(**one), copy(**other))
    assert (first.outcome, second.outcome) == (Outcome.ADDED, Outcome.ADDED)
    assert first.article_id != second.article_id


def test_a_changed_copy_is_known_among_any_number_of_texts_under_its_headline(desk: Archive) -> None:
    first, *others = bring(desk, copy(body=LONG), *(copy(body=f"Crane {n} stood still.") for n in range(120)))
    assert {other.outcome for other in others} == {Outcome.ADDED}
    [changed] = bring(desk, copy(body=f"{LONG}\n\nMore follows."))
    assert (changed.article_id, changed.outcome) == (first.article_id, Outcome.REVISED)


def test_one_file_may_hold_an_article_and_its_update(desk: Archive) -> None:
    outcomes = bring(desk, copy(external_id="1"), copy(external_id="1", body="It is over."), copy(external_id="1"))
    assert [o.outcome for o in outcomes] == [Outcome.ADDED, Outcome.REVISED, Outcome.REVISED]
    assert len({o.article_id for o in outcomes}) == 1


def test_the_encoding_a_text_came_in_is_no_change(desk: Archive) -> None:
    bring(desk, copy())
    assert bring(desk, copy(guessed_encoding="cp1252"))[0].outcome is Outcome.UNCHANGED


def test_a_withdrawal_without_text_keeps_the_text(desk: Archive) -> None:
    [added] = bring(desk, copy(external_id="1", byline="Ada Lind"))
    withdrawal = copy(external_id="1", headline="WITHDRAWN: Harbour strike", state=State.WITHDRAWN, body=" \n")
    [withdrawn] = bring(desk, withdrawal)
    opened = desk.open_article(added.article_id)
    assert withdrawn.outcome is Outcome.REVISED
    assert opened.row.state is State.WITHDRAWN
    assert opened.revision.article.body == BODY
    assert (opened.row.headline, opened.row.byline) == ("WITHDRAWN: Harbour strike", "Ada Lind")
    assert bring(desk, withdrawal)[0].outcome is Outcome.UNCHANGED


def at(time: str) -> StatedTime:
    """Return an exact time as an article states it."""
    return StatedTime(time, time, Precision.SECOND, True)


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        ({"external_version": "9"}, {"external_version": "10"}),
        ({"updated": at("2026-11-24T11:30:00+01:00")}, {"updated": at("2026-11-24T11:00:00+00:00")}),
        ({"published": at("2026-11-24T09:00:00+00:00")}, {"updated": at("2026-11-24T09:14:00+00:00")}),
    ],
    ids=["numbers", "instants", "published and updated"],
)
def test_an_older_version_that_comes_late_is_kept_and_does_not_become_current(
    desk: Archive, older: dict[str, Any], newer: dict[str, Any]
) -> None:
    late = copy(external_id="1", body="We will sign.", **older)
    [first] = bring(desk, copy(external_id="1", body="We will not sign.", **newer))
    [second] = bring(desk, late)
    assert (second.outcome, second.article_id) == (Outcome.OLDER, first.article_id)
    opened = desk.open_article(first.article_id)
    assert (opened.revision.id, opened.row.revision_count) == (first.revision_id, 2)
    assert [r.article.body for r in desk.articles.revisions(first.article_id)] == ["We will not sign.", "We will sign."]
    assert [hit.article.id for hit in desk.search("Harbour strike")] == [first.article_id]
    assert bring(desk, late)[0].outcome is Outcome.UNCHANGED
    assert bring(desk, copy(external_id="1", body="It is over.", **newer))[0].outcome is Outcome.REVISED


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"external_version": "1b"}, {"external_version": "1a"}),
        (
            {"updated": StatedTime("noon", "2026-11-24T12:00", Precision.MINUTE)},
            {"updated": at("2020-01-01T00:00:00Z")},
        ),
        (
            {"external_version": "2", "updated": at("2026-11-24T09:00:00Z")},
            {"external_version": "1", "updated": at("2026-11-24T10:00:00Z")},
        ),
        ({"external_version": "7"}, {"published": at("2020-01-01T00:00:00Z")}),
    ],
    ids=["versions that are no numbers", "a time without a zone", "number against time", "nothing in common"],
)
def test_where_copy_does_not_say_what_is_older_the_last_is_current(
    desk: Archive, first: dict[str, Any], second: dict[str, Any]
) -> None:
    bring(desk, copy(external_id="1", **first))
    [last] = bring(desk, copy(external_id="1", body="We will sign.", **second))
    assert last.outcome is Outcome.REVISED
    assert desk.open_article(last.article_id).revision.id == last.revision_id


def test_a_text_that_comes_after_its_withdrawal_is_kept_and_stays_withdrawn(desk: Archive) -> None:
    withdrawal = copy(external_id="1", external_version="2", state=State.WITHDRAWN, body="")
    text = copy(external_id="1", external_version="1", byline="Ada Lind")
    [withdrawn] = bring(desk, withdrawal)
    assert bring(desk, text)[0].outcome is Outcome.OLDER
    opened = desk.open_article(withdrawn.article_id)
    assert (opened.row.state, opened.row.byline, opened.revision.article.body) == (State.WITHDRAWN, "Ada Lind", BODY)
    assert opened.revision.article.external_version == "2"
    assert [o.outcome for o in bring(desk, withdrawal, text)] == [Outcome.UNCHANGED, Outcome.UNCHANGED]
    assert [hit.article.id for hit in desk.search("fourth week")] == [withdrawn.article_id]


def test_the_stack_is_paged_newest_first_while_more_comes_in(newsroom: Newsroom, desk: Archive) -> None:
    def of_day(day: int) -> StatedTime:
        return StatedTime(f"{day} November", f"2025-11-{day:02}T08:00Z", Precision.MINUTE, zoned=True)

    bring(desk, *(copy(external_id=str(day), published=of_day(day)) for day in range(1, 24)))
    same = of_day(5)
    bring(desk, *(copy(external_id=f"same {i}", published=same) for i in range(9)))
    seen: list[ArticleRow] = []
    after = None
    while True:
        page = desk.articles.page(after=after, limit=5)
        seen += page.rows
        bring(newsroom.desk("Ben"), copy(external_id=f"late {len(seen)}", published=of_day(30)))
        if page.after is None:
            break
        after = page.after
    assert len({row.id for row in seen}) == len(seen) == 32
    assert [(row.sorted_at, row.id) for row in seen] == sorted(((r.sorted_at, r.id) for r in seen), reverse=True)


def test_an_empty_store_has_an_empty_stack(desk: Archive) -> None:
    page = desk.articles.page()
    assert (page.rows, page.after, desk.articles.totals()[:3]) == ((), None, (0, 0, 0))


def test_a_day_sorts_as_a_day_and_what_is_no_time_comes_last(desk: Archive) -> None:
    bring(desk, copy(external_id="day", published=StatedTime("5 Nov 2025", "2025-11-05", Precision.DAY)))
    bring(desk, copy(external_id="none", published=StatedTime("this morning")))
    rows = desk.articles.page().rows
    assert [row.stated_time and row.stated_time.raw for row in rows] == ["5 Nov 2025", "this morning"]
    assert rows[0].sorted_at == "2025-11-05"


def test_an_article_is_found_by_an_unambiguous_beginning_of_its_id(desk: Archive) -> None:
    one, other = bring(desk, copy(external_id="1"), copy(external_id="2"))
    common = next(i for i, (a, b) in enumerate(zip(one.article_id, other.article_id, strict=True)) if a != b)
    assert desk.articles.row(one.article_id[: common + 1]).id == one.article_id
    assert desk.articles.row(one.article_id).id == one.article_id
    with pytest.raises(NotFoundError, match="More than one article’s id begins with"):
        desk.articles.row(one.article_id[:common])
    for nobody in ("", "nobody", "%", "_" * 36, "\x00", one.article_id + "0"):
        with pytest.raises(NotFoundError, match="There is no article"):
            desk.articles.row(nobody)


def test_what_is_not_there_is_said(newsroom: Newsroom) -> None:
    engine = newsroom.engine()
    with pytest.raises(NotFoundError, match="no revision “x”"):
        engine.revision("x")
    with pytest.raises(NotFoundError, match="no article “x”"):
        engine.revisions("x")
    with pytest.raises(NotFoundError, match="no annotation “x”"):
        engine.annotation("x")


def test_a_new_revision_counts_what_stands_on_it(desk: Archive) -> None:
    opened = story(desk, external_id="1")
    desk.decisions.add_quotation(opened.revision, [FIRST_QUOTE])
    assert desk.articles.row(opened.row.id).quotation_count == 1
    desk.suggestions.find(opened.row.id)
    assert desk.articles.row(opened.row.id).quotation_count == 3
    revised = story(desk, external_id="1", body=BODY.replace("Mira Holt", "Holt"))
    # Suggestions that nobody has touched are found again.
    assert (revised.row.quotation_count, len(revised.annotations)) == (1, 1)


def test_many_threads_read_and_write_at_once(desk: Archive) -> None:
    def work(number: int) -> None:
        try:
            for i in range(5):
                opened = story(desk, external_id=f"{number} {i}")
                desk.decisions.add_quotation(opened.revision, [FIRST_QUOTE])
                assert desk.articles.row(opened.row.id).quotation_count == 1
        except Exception as error:  # noqa: BLE001 - told to the test below
            troubles.append(error)

    troubles: list[Exception] = []
    threads = [threading.Thread(target=work, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert troubles == []
    assert desk.articles.totals().articles == 40


def test_a_closed_store_says_so(newsroom: Newsroom) -> None:
    desk = newsroom.desk()
    desk.close()
    desk.close()
    with pytest.raises(StoreError, match="has been closed"):
        desk.articles.totals()
    with pytest.raises(StoreError, match="has been closed"):
        desk.wait(0)


@pytest.mark.parametrize(
    "named",
    [
        {"url": "https://port.example/"},
        {"url": "https://port.example/index.html"},
        {"url": "https://port.example/?utm_source=feed"},
        {"external_id": " ", "url": "https://port.example"},
        {"external_id": "https://port.example/"},
    ],
)
def test_what_names_no_article_makes_no_story_a_revision_of_another(desk: Archive, named: dict[str, str]) -> None:
    stories = [copy(headline=f"Story {n}", body=f"Crane {n} stood still.", source=None, **named) for n in range(3)]
    assert {imported.outcome for imported in bring(desk, *stories)} == {Outcome.ADDED}
    assert {imported.outcome for imported in bring(desk, *stories)} == {Outcome.UNCHANGED}


def test_an_address_is_the_same_wherever_its_visitor_came_from(desk: Archive) -> None:
    first, second = bring(
        desk,
        copy(url="https://port.example/strike?utm_source=mail"),
        copy(url="https://port.example/strike?fbclid=x", body="It is over."),
    )
    assert (second.outcome, second.article_id) == (Outcome.REVISED, first.article_id)


@pytest.mark.parametrize("empty", [{}, {"external_id": "1"}, {"byline": "Ada Lind"}, {"state": State.WITHDRAWN}])
def test_an_article_with_neither_headline_nor_body_is_never_stored(desk: Archive, empty: dict[str, Any]) -> None:
    [refused] = bring(desk, copy(headline=" ", body="\n", **empty))
    assert (refused.outcome, refused.reason) == (Outcome.REFUSED, "It has neither a headline nor a text.")
    assert desk.articles.totals().articles == 0


@pytest.mark.parametrize(
    ("lost", "reason"),
    [
        ({"body": ""}, "has no text this time"),
        ({"body": " \n\n ", "headline": "Strike, updated"}, "has no text this time"),
        ({"body": "", "updated": StatedTime("2020", "2020", Precision.YEAR)}, "has no text this time"),
        ({"body": "Please enable JavaScript to read this page."}, "only a notice"),
        ({"body": "Subscribe to continue reading\n\nAlready a subscriber? Log in."}, "only a notice"),
        ({"body": "404\n\nThe page could not be found."}, "only a notice"),
        ({"body": LONG[:80] + " …"}, "only the beginning"),
    ],
)
def test_a_reading_that_loses_the_text_never_becomes_current(desk: Archive, lost: dict[str, Any], reason: str) -> None:
    [first] = bring(desk, copy(url="https://port.example/strike", body=LONG))
    [refused] = bring(desk, copy(url="https://port.example/strike", **lost))
    assert (refused.outcome, refused.article_id) == (Outcome.REFUSED, first.article_id)
    assert refused.reason
    assert reason in refused.reason
    assert "stays" in refused.reason
    assert desk.open_article(first.article_id).revision.article.body == LONG
    assert desk.articles.row(first.article_id).revision_count == 1


@pytest.mark.parametrize("shorter", ["It is over.", "\n\n".join(LONG.split("\n\n")[1:3]), LONG[:-60]])
def test_a_text_that_its_paper_made_shorter_is_a_revision(desk: Archive, shorter: str) -> None:
    url = "https://port.example/strike"
    assert [o.outcome for o in bring(desk, copy(url=url, body=LONG), copy(url=url, body=shorter))] == [
        Outcome.ADDED,
        Outcome.REVISED,
    ]


def test_a_wire_that_numbers_its_versions_may_cut_a_text(desk: Archive) -> None:
    bring(desk, copy(external_id="1", external_version="1", body=LONG))
    assert bring(desk, copy(external_id="1", external_version="2", body=LONG[:80]))[0].outcome is Outcome.REVISED


def test_the_whole_text_may_follow_a_notice(desk: Archive) -> None:
    url = "https://port.example/strike"
    bring(desk, copy(url=url, body="Subscribe to continue reading"))
    assert bring(desk, copy(url=url, body=LONG))[0].outcome is Outcome.REVISED


def test_the_same_file_in_which_a_newer_reader_finds_other_words_is_read_anew(desk: Archive) -> None:
    bring(desk, copy(external_id="1", source_sha256="f"))
    assert bring(desk, copy(external_id="1", source_sha256="f"))[0].outcome is Outcome.UNCHANGED
    assert bring(desk, copy(external_id="1", source_sha256="g"))[0].outcome is Outcome.UNCHANGED
    reread = copy(external_id="1", source_sha256="f", body=f"{BODY}\n\nMore.")
    assert desk.add([reread], reader="test", reader_version="2")[0].outcome is Outcome.REREAD
    [changed] = bring(desk, copy(external_id="1", source_sha256="h", body=f"{BODY}\n\nStill more."))
    assert changed.outcome is Outcome.REVISED
    assert [r.article.source_sha256 for r in desk.articles.revisions(changed.article_id)] == ["f", "f", "h"]


def test_an_older_file_that_comes_again_brings_nothing_new(desk: Archive) -> None:
    morning, noon = (copy(external_id="1", source_sha256=when, body=f"{BODY}\n\n{when}") for when in ("am", "pm"))
    bring(desk, morning, noon)
    [again] = bring(desk, morning)
    assert again.outcome is Outcome.UNCHANGED
    [reread] = desk.add([replace(morning, byline="Ada Lind")], reader="test", reader_version="2")
    assert reread.outcome is Outcome.OLDER
    assert desk.open_article(again.article_id).revision.article.body == noon.body


def test_two_versions_in_one_file_are_two_and_the_file_brings_them_once(desk: Archive) -> None:
    versions = [copy(external_id="1", source_sha256="f", body=f"{BODY}\n\n{n}") for n in (1, 2)]
    assert [o.outcome for o in bring(desk, *versions)] == [Outcome.ADDED, Outcome.REVISED]
    assert [o.outcome for o in bring(desk, *versions)] == [Outcome.UNCHANGED, Outcome.UNCHANGED]


def test_a_document_keeps_its_pages_joins_and_notes(desk: Archive) -> None:
    read = copy(pages=(Page("iv", 0), Page("7", 9)), joins=(Join(3, "-"),), reader_notes=("Left out: 1 comment.",))
    (brought,) = bring(desk, read)
    stored = desk.open_article(brought.article_id).revision.article
    assert (stored.pages, stored.joins, stored.reader_notes) == (read.pages, read.joins, read.reader_notes)
    assert bring(desk, replace(read, reader_notes=(), pages=()))[0].outcome is Outcome.UNCHANGED


def test_a_transcript_keeps_its_turns_and_corrected_times_are_a_revision(desk: Archive) -> None:
    first = Turn("Mira Holt", 842_000, 843_500, Span(0, 9), (Moment(0, 842_000), Moment(4, 843_000)))
    read = copy(turns=(first, Turn(None, None, None, Span(10, 20))))
    assert from_json(json.loads(json.dumps(to_json(read)))) == read
    (brought,) = bring(desk, read)
    assert desk.open_article(brought.article_id).revision.article.turns == read.turns
    assert bring(desk, read)[0].outcome is Outcome.UNCHANGED
    corrected = replace(read, turns=(replace(first, start_ms=841_000), *read.turns[1:]))
    assert bring(desk, corrected)[0].outcome is Outcome.REVISED


def test_batches_in_two_threads_leave_garbage_collection_on(monkeypatch: pytest.MonkeyPatch) -> None:
    first, other = collecting_later(), collecting_later()
    is_on = gc.isenabled
    has_ended = False

    def look() -> bool:
        nonlocal has_ended
        found = is_on()
        if not has_ended:  # The first batch ends between the other's look and its turning off.
            has_ended = True
            first.__exit__(None, None, None)
        return found

    gc.enable()  # A test that starts the desk in this process may have turned it off.
    first.__enter__()
    monkeypatch.setattr(gc, "isenabled", look)
    with other:
        pass
    if not has_ended:
        first.__exit__(None, None, None)
    on = is_on()
    gc.enable()
    assert on
