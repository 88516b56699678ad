"""Feeds and tables: one article an item or row, and no more said than stands there."""

import pytest

from newstext import read
from newstext.formats import UnreadableError


def rss(items: str) -> bytes:
    return f"<rss version='2.0'><channel><title>Port Wire</title>{items}</channel></rss>".encode()


def test_an_id_that_two_stories_share_names_neither() -> None:
    items = "".join(
        f"<item><guid>same</guid><title>{t}</title><link>https://p.example/{t}</link></item>" for t in ("One", "Two")
    )
    articles = read(rss(items), "feed.xml")
    assert [(a.headline, a.external_id) for a in articles] == [("One", None), ("Two", None)]


def test_two_versions_of_one_story_keep_its_id() -> None:
    item = (
        "<item><guid>one</guid><title>One</title><link>https://p.example/1</link><description>{}</description></item>"
    )
    articles = read(rss(item.format("First.") + item.format("Second.")), "feed.xml")
    assert [a.external_id for a in articles] == ["one", "one"]


def test_words_of_an_item_are_not_cleaned_up() -> None:
    item = (
        "<item><title>t</title><description>"
        "&lt;p&gt;a\u00a0b\u00adc “q” d&lt;b&gt;e&lt;/b&gt;f&lt;/p&gt;</description></item>"
    )
    assert read(rss(item), "feed.xml")[0].body == "a\u00a0b\u00adc “q” def"


def test_text_without_markup_keeps_its_paragraphs_and_its_less_than_signs() -> None:
    item = "<item><title>t</title><description><![CDATA[Two & three.\n\n1 < 2, he said.]]></description></item>"
    assert read(rss(item), "feed.xml")[0].body == "Two & three.\n\n1 < 2, he said."


def test_a_declaration_that_lies_is_survived() -> None:
    feed = b"<?xml version='1.0' encoding='utf-16'?>" + rss("<item><title>“Türkiye’s offer”</title></item>")
    assert read(feed, "feed.xml")[0].headline == "“Türkiye’s offer”"


def test_bytes_that_are_not_what_the_feed_declares_are_flagged_as_a_guess() -> None:
    feed = b"<?xml version='1.0' encoding='utf-8'?>" + rss("<item><title>Skipper’s log</title></item>").decode().encode(
        "cp1252"
    )
    (article,) = read(feed, "feed.xml")
    assert (article.headline, article.guessed_encoding) == ("Skipper’s log", "cp1252")


def test_a_feed_without_stories_is_refused() -> None:
    with pytest.raises(UnreadableError, match=r"no stories in the feed feed\.xml"):
        read(rss(""), "feed.xml")


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_a_table_is_told_by_its_columns(separator: str) -> None:
    table = f'headline{separator}body\n"Strike{separator} day 9"{separator}"One.\n\n“Two.”"\n'
    (article,) = read(table.encode(), "stories.txt")
    assert (article.headline, article.body) == (f"Strike{separator} day 9", "One.\n\n“Two.”")


def test_a_table_without_our_columns_is_refused() -> None:
    with pytest.raises(UnreadableError, match="first row must name columns"):
        read(b"a,b\n1,2\n", "table.csv")
