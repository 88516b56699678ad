"""Web pages: the article is chosen, its words stay the page's."""

import pytest

from newstext import read
from newstext.article import Article
from newstext.formats import UnreadableError

SENTENCE = "The port said on Tuesday that it would wait for the outcome of the talks, whatever came of them. "


def one(page: str | bytes) -> Article:
    (article,) = read(page if isinstance(page, bytes) else page.encode(), "page.html")
    return article


def story(*paragraphs: str, head: str = "") -> str:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f"<!DOCTYPE html><html><head>{head}</head><body><article><h1>Strike goes on</h1>{body}</article></body></html>"
    )


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("Port&nbsp;Verrin", "Port\u00a0Verrin"),
        ("Min&shy;istry", "Min\u00adistry"),
        ("cafe\u0301", "cafe\u0301"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("“<b>We</b> want <i>a ph</i>one call”", "“We want a phone call”"),
        ("one<a href='x'>,</a> two", "one, two"),
        ("two  spaces\nand a line", "two spaces and a line"),
        ("it&#146;s &#x93;so&#x94;", "it’s “so”"),
        ("a &lt;b&gt; c &amp; d", "a <b> c & d"),
    ],
)
def test_a_line_is_verbatim_what_the_page_shows(markup: str, words: str) -> None:
    article = one(story(SENTENCE * 3, f"{SENTENCE}{markup}. {SENTENCE}", SENTENCE * 3))
    assert article.body.split("\n\n")[1] == f"{SENTENCE}{words}. {SENTENCE.strip()}"


def test_two_breaks_part_paragraphs_and_one_within_a_sentence_does_not() -> None:
    body = one(story(f"{SENTENCE}<br><br>{SENTENCE}<br/>{SENTENCE}", "Walk over me,<br>stranger.")).body
    assert body.count(SENTENCE.strip()) == len(body.split("\n\n")) - 1 == 3
    assert body.endswith("\n\nWalk over me,\nstranger.")


def test_a_quoted_post_in_the_middle_of_a_story_is_part_of_it() -> None:
    page = story(SENTENCE * 3, SENTENCE * 2, SENTENCE * 4).replace(
        "</p><p>", "</p><blockquote>I said so.</blockquote><p>", 1
    )
    assert "I said so." in one(page).body


def test_a_byline_goes_from_above_the_story_and_a_heading_within_it_stays() -> None:
    page = story("By Ada Lind", SENTENCE * 3, "By the numbers", SENTENCE * 2, "By Tuesday", SENTENCE * 3)
    body = one(page).body
    assert body.startswith(SENTENCE)
    assert "By the numbers" in body


def test_what_only_the_page_prints_above_the_story_is_read_there() -> None:
    article = one(story("By Ada Lind", "Updated 24 November 2026", SENTENCE * 4, SENTENCE * 3))
    assert article.byline == "Ada Lind"
    assert article.published is None
    assert article.updated
    assert article.updated.iso == "2026-11-24"


def test_a_page_laid_out_with_tables_is_read() -> None:
    rows = "".join(f"<tr><td>{SENTENCE * 2}{n}.</td></tr>" for n in range(5))
    assert one(f"<html><body><table>{rows}</table></body></html>").body.count("whatever came") == 10


def test_a_page_of_a_few_words_is_read_whole() -> None:
    assert one("<html><nav>Home</nav><h1>Strike</h1><p>Goes on.</p></html>").body == "Goes on."


def test_dates_are_as_the_page_states_them() -> None:
    head = (
        '<meta property="article:published_time" content="2026-11-24">'
        '<meta property="article:modified_time" content="2026-11-24T09:14:00">'
    )
    article = one(story(SENTENCE * 5, head=head))
    assert article.published
    assert article.updated
    assert (article.published.iso, article.published.zoned) == ("2026-11-24", False)
    assert (article.updated.iso, article.updated.instant) == ("2026-11-24T09:14:00", None)


@pytest.mark.parametrize(
    "linked",
    [
        "{",
        "[[[[" * 50_000,
        '{"@type": 7}',
        '{"@type": "NewsArticle", "author": [[["x"]]], "headline": {"a": 1}}',
        "null",
    ],
)
def test_linked_data_that_is_odd_or_broken_does_no_harm(linked: str) -> None:
    head = f'<script type="application/ld+json">{linked}</script>'
    assert one(story(SENTENCE * 5, head=head)).headline == "Strike goes on"


def test_utf8_is_believed_before_a_page_that_says_otherwise() -> None:
    page = story("“" + SENTENCE * 5, head='<meta charset="windows-1252">')
    article = one(page)
    assert article.body.startswith("“")
    assert article.guessed_encoding is None


def test_the_encoding_a_page_states_is_no_guess_and_silence_is() -> None:
    assert one(story("ł" + SENTENCE * 5, head='<meta charset="iso-8859-2">').encode("iso-8859-2")).body[0] == "ł"
    assert one(story("é" + SENTENCE * 5).encode("cp1252")).guessed_encoding == "cp1252"


def test_what_scripts_and_hidden_elements_hold_is_not_read() -> None:
    page = story(
        SENTENCE * 3,
        "<script>var a = 'never'</script>" + SENTENCE,
        "<span style='display: none'>never</span>" + SENTENCE,
    )
    assert "never" not in one(page).body


def test_an_empty_page_is_refused_in_words() -> None:
    with pytest.raises(UnreadableError, match="copy the text and paste that"):
        one("<html><body><script>draw()</script></body></html>")
