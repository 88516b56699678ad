"""JSON Lines: the output reads back as the same article."""

import json
from dataclasses import fields
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newstext import read
from newstext.article import Article, Caption
from newstext.formats import UnreadableError
from newstext.formats.tables.jsonl import from_json, to_json
from newstext.formats.times import stated_time
from newstext.stated import State, StatedTime

words = st.text(st.characters(codec="utf-8"), min_size=1).filter(str.strip)
moments = st.datetimes(datetime(1000, 1, 1), datetime(9000, 1, 1), timezones=st.sampled_from([None, UTC])).map(  # noqa: DTZ001
    lambda moment: stated_time(moment.isoformat())
)
times = st.one_of(moments, st.dates().map(lambda day: stated_time(day.isoformat())), words.map(StatedTime))
articles = st.builds(
    Article,
    **{field.name: st.none() | words for field in fields(Article) if field.type == "str | None"},
    standfirst=st.lists(words).map(tuple),
    captions=st.lists(st.builds(Caption, words, st.none() | words)).map(tuple),
    **{field: st.none() | times for field in ("published", "updated", "embargo")},
    state=st.sampled_from(State),
    body=st.text(st.characters(codec="utf-8", exclude_characters="\r")),
)


@given(st.lists(articles.filter(lambda article: article.headline or article.body.strip()), min_size=1, max_size=3))
def test_what_is_written_reads_back_the_same(written: list[Article]) -> None:
    lines = "\n".join(json.dumps(to_json(article), ensure_ascii=False) for article in written)
    assert read(lines.encode(), "articles.jsonl") == written


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(), lambda x: st.lists(x) | st.dictionaries(st.text(), x)
    )
)
def test_a_field_of_the_wrong_kind_is_as_good_as_absent(odd: object) -> None:
    article = from_json(dict.fromkeys(to_json(Article()), odd) | {"headline": "Strike goes on"})
    assert article.headline == "Strike goes on"
    assert from_json(to_json(article)) == article


def test_other_peoples_names_and_plain_times_are_understood() -> None:
    (article,) = read(
        b'{"id": "y-1", "title": "Strike goes on", "author": "Ada Lind", "source": "Port Wire",'
        b' "date": "2026-11-24T09:14:00Z", "link": "https://port-wire.example/1", "text": "One.\\n\\nTwo."}',
        "articles.jsonl",
    )
    assert (article.headline, article.byline, article.body) == ("Strike goes on", "Ada Lind", "One.\n\nTwo.")
    assert article.published
    assert article.published.instant == datetime(2026, 11, 24, 9, 14, tzinfo=UTC)


def test_an_array_and_a_single_printed_object_are_read_too() -> None:
    assert len(read(b'[{"headline": "One"}, {"headline": "Two"}]', "articles.json")) == 2
    assert len(read(b'{\n  "headline": "One",\n  "body": "Words."\n}\n', "article.json")) == 1


def test_a_broken_line_is_named() -> None:
    with pytest.raises(UnreadableError, match="Two"):
        read(b'{"headline": "One"}\n{"headline": "Two"\n', "articles.jsonl")


def test_half_a_character_can_be_stored() -> None:
    (article,) = read(b'{"headline": "Strike \\ud83d goes on"}', "articles.jsonl")
    assert article.headline == "Strike \ufffd goes on"


@pytest.mark.parametrize("deep", [b'{"headline": ' + b"[" * 100_000, b'[{"a": ' * 50_000])
def test_nesting_out_of_reason_is_refused(deep: bytes) -> None:
    with pytest.raises(UnreadableError):
        read(deep, "articles.jsonl")


def test_a_date_that_cannot_be_is_not_believed() -> None:
    stated = {"raw": "31 February", "iso": "2026-02-31", "precision": "day", "zoned": True}
    assert from_json({"published": stated}).published == StatedTime("31 February")


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({"state": "Killed"}, State.WITHDRAWN),
        ({"status": "canceled"}, State.WITHDRAWN),
        ({"state": "WITHDRAWN"}, State.WITHDRAWN),
        ({"embargo": "2026-11-24T00:01:00Z"}, State.EMBARGOED),
        ({"state": "live", "embargo": "2026-11-24T00:01:00Z"}, State.LIVE),
        ({"status": "new"}, State.LIVE),
    ],
)
def test_a_state_is_known_in_any_format_s_words(fields: dict[str, str], state: State) -> None:
    assert from_json({"headline": "Fog", **fields}).state is state


@pytest.mark.parametrize(
    ("number", "iso"),
    [
        ("1732435200", "2024-11-24T08:00:00+00:00"),
        ("1732435200000", "2024-11-24T08:00:00+00:00"),
        ("1732435200.5", "2024-11-24T08:00:00+00:00"),
        ("20261124", "2026-11-24"),
        ("2026", "2026"),
        ("0", None),
        ("-1", None),
        ("true", None),
        ("1e400", None),
        ("9" * 40, None),
        ("9" * 400, None),
    ],
)
def test_a_number_is_the_time_it_counts(number: str, iso: str | None) -> None:
    (article,) = read(f'{{"headline": "Fog", "body": "It lifted.", "published": {number}}}'.encode(), "fog.jsonl")

    assert (article.published and article.published.iso) == iso
