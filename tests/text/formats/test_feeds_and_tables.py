"""Feeds and tables: one article for each item or row, with no more than it states."""

import pytest

from newstext import read
from newstext.formats import UnreadableError
from newstext.stated import State


def rss(items: str) -> bytes:
    return f"<rss version='2.0'><channel><title>Port Wire</title>{items}</channel></rss>".encode()


def test_an_id_that_two_stories_share_names_neither() -> None:
    items = "".join(
        f"<item><guid>same</guid><title>{t}</title><link>https://p.example/{t}</link></item>" for t in ("One", "Two")
    )
    articles = read(rss(items), "feed.xml")
    assert [(a.headline, a.external_id) for a in articles] == [("One", None), ("Two", None)]


@pytest.mark.parametrize(
    ("link", "guid"),
    [
        ("https://p.example/", ""),
        ("https://p.example/live/fog", ""),
        ("https://p.example/", "<guid isPermaLink='true'>https://p.example/</guid>"),
        ("https://p.example/live/fog", "<guid>0</guid>"),
    ],
)
def test_an_address_or_id_that_every_story_of_a_feed_has_names_none(link: str, guid: str) -> None:
    items = "".join(f"<item><title>{t}</title><link>{link}</link>{guid}</item>" for t in ("One", "Two", "Three"))
    articles = read(rss(items), "feed.xml")
    assert {(a.external_id, a.url) for a in articles} == {(None, None)}
    posts = "".join(f"<item><description>{t}</description><link>{link}</link>{guid}</item>" for t in ("One", "Two"))
    assert {(a.external_id, a.url) for a in read(rss(posts), "feed.xml")} == {(None, None)}


@pytest.mark.parametrize("content", ["", " ", "<![CDATA[ <img src='x.jpg'> ]]>", "&lt;div id='root'&gt;&lt;/div&gt;"])
def test_content_without_a_word_gives_way_to_the_description(content: str) -> None:
    item = f"<item><title>Fog</title><c:encoded>{content}</c:encoded><description>Fog came.</description></item>"
    feed = rss(item).replace(b"<rss", b"<rss xmlns:c='http://purl.org/rss/1.0/modules/content/'")
    (article,) = read(feed, "feed.xml")
    assert (article.body, article.standfirst) == ("Fog came.", ())


def test_content_of_a_json_feed_without_a_word_gives_way_too() -> None:
    item = '{"id": "1", "title": "Fog", "content_html": "<img src=x>", "content_text": " ", "summary": "Fog came."}'
    feed = f'{{"version": "https://jsonfeed.org/version/1.1", "items": [{item}]}}'
    assert read(feed.encode(), "feed.json")[0].body == "Fog came."


WORDPRESS = (
    "<rss version='2.0' xmlns:wp='http://wordpress.org/export/1.2/'><channel><title>Port Wire</title>{}</channel></rss>"
)


def post(title: str, status: str, kind: str = "post") -> str:
    fields = f"<wp:status>{status}</wp:status><wp:post_type>{kind}</wp:post_type>"
    return f"<item><title>{title}</title><description>Fog came.</description>{fields}</item>"


def test_of_a_blog_only_what_is_published_is_copy() -> None:
    posts = [post("Out", "publish"), post("Draft", "draft"), post("Private", "private"), post("Binned", "trash")]
    others = [post("menu", "publish", "nav_menu_item"), post("fog-jpg", "inherit", "attachment")]
    articles = read(WORDPRESS.format("".join(posts + others)).encode(), "blog.xml")
    assert [(a.headline, a.state) for a in articles] == [("Out", State.LIVE), ("Binned", State.WITHDRAWN)]
    with pytest.raises(UnreadableError, match="only drafts, pictures or empty entries in blog"):
        read(WORDPRESS.format(post("Draft", "draft")).encode(), "blog.xml")


def test_an_entry_that_says_it_is_a_draft_is_none() -> None:
    draft = "<entry><title>Draft</title><c:control><c:draft>yes</c:draft></c:control></entry>"
    names = "xmlns='http://www.w3.org/2005/Atom' xmlns:c='http://www.w3.org/2007/app'"
    assert [
        a.headline for a in read(f"<feed {names}>{draft}<entry><title>Out</title></entry></feed>".encode(), "f")
    ] == ["Out"]


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


@pytest.mark.parametrize(
    "table",
    [
        'sep=;\nheadline;published;body\n"Fog";2026-11-24;"It came; it left."\n',
        'sep=;\r\nheadline;published;body\r\n"Fog";2026-11-24;"It came; it left."\r\n',
        'SEP=;\nHeadline;Published;Body\nFog;2026-11-24;"It came; it left."\n',
        '"sep=;"\n"headline";"published";"body"\n"Fog";"2026-11-24";"It came; it left."\n',
        "sep=\t\nheadline\tpublished\tbody\nFog\t2026-11-24\tIt came; it left.\n",
        "sep=~\nheadline~published~body\nFog~2026-11-24~It came; it left.\n",
        "\n\nheadline|published|body\nFog|2026-11-24|It came; it left.\n",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_the_line_in_which_excel_names_the_separator_is_no_header(table: str, encoding: str) -> None:
    (article,) = read(table.encode(encoding), "table")
    assert (article.headline, article.body) == ("Fog", "It came; it left.")
    assert article.published
    assert article.published.iso == "2026-11-24"


@pytest.mark.parametrize("title", ["KILL: Fog at Skarne", "Fog at Skarne (WITHDRAWN)"])
def test_a_killed_story_is_withdrawn_wherever_its_headline_says_so(title: str) -> None:
    feed = f'{{"version": "https://jsonfeed.org/version/1.1", "items": [{{"title": "{title}", "summary": "x"}}]}}'
    page = f"<html><h1>{title}</h1><p>The fog came in the night.</p></html>"
    copies = (
        rss(f"<item><title>{title}</title></item>"),
        feed.encode(),
        page.encode(),
        f"headline,body\n{title},x".encode(),
    )
    assert [a.state for copy in copies for a in read(copy, "copy")] == [State.WITHDRAWN] * 4
