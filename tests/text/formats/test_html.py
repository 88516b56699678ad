"""Web pages: the article is found, and its words stay the page's."""

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


# -- The extent of the story


LINKED = '<a href="/x"><strong>On Monday the yard said that the bearings had been worn since spring.</strong></a>'


@pytest.mark.parametrize(
    "paragraph",
    [
        LINKED,
        '<a href="/x">“We had no steering at all,” captain Idris Moll said.</a>',
        '<em><a href="/x">He will not sail again before the yard has looked at it.</a></em>',
    ],
)
def test_a_sentence_of_the_story_that_is_a_link_is_told(paragraph: str) -> None:
    body = one(story(SENTENCE * 3, paragraph, SENTENCE * 2, SENTENCE * 3)).body
    assert len(body.split("\n\n")) == 4


def test_a_story_may_begin_and_end_with_a_sentence_that_is_a_link() -> None:
    said = ("“We had no steering at all,” Idris Moll said.", "The yard said: “We told the company twice.”")
    linked = [f'<a href="/{n}">{words}</a>' for n, words in enumerate(said)]
    body = one(story(linked[0], SENTENCE * 3, SENTENCE * 2, linked[1])).body.split("\n\n")
    assert (body[0], body[-1]) == said


@pytest.mark.parametrize(
    "paragraph",
    [
        '<a href="/x">Read more: the mayor resigns after a vote in the council.</a>',
        '<a href="/x">Mayor resigns after a vote in the council</a>',
        '<a href="/x">Click here to see all of the pictures of the fog.</a>',
    ],
)
def test_a_link_to_another_story_is_not(paragraph: str) -> None:
    assert len(one(story(SENTENCE * 3, paragraph, SENTENCE * 2, SENTENCE * 3)).body.split("\n\n")) == 3


SAID = "“We had no steering at all, and I would not take her out again,” captain Idris Moll said on the pier."


@pytest.mark.parametrize(
    "again",
    [
        '<aside class="pullquote"><p>“We had no steering at all”</p><cite>Idris Moll</cite></aside>',
        '<blockquote class="pull-quote"><p>“I would not take her out again”</p></blockquote>',
        "<blockquote><p>We had no steering at all</p><footer>Idris Moll, captain</footer></blockquote>",
        '<div class="c-quote"><p>“WE HAD NO STEERING AT ALL”</p><p>Idris Moll</p></div>',
        '<p class="pull">“No steering … I would not take her out again”</p>',
        "<figure><blockquote>I would not take her out again</blockquote><figcaption>Idris Moll</figcaption></figure>",
    ],
)
def test_words_that_the_page_prints_again_for_the_eye_are_printed_once(again: str) -> None:
    page = story(SENTENCE * 3, SAID, SENTENCE * 2, SENTENCE * 3).replace(
        f"<p>{SENTENCE * 2}</p>", f"{again}<p>{SENTENCE * 2}</p>"
    )
    assert one(page).body.split("\n\n") == [
        (SENTENCE * 3).strip(),
        SAID,
        (SENTENCE * 2).strip(),
        (SENTENCE * 3).strip(),
    ]


def test_a_block_quotation_that_says_something_new_stays() -> None:
    letter = "<blockquote><p>We shall not sail before the inspectors have been.</p></blockquote>"
    page = story(SENTENCE * 3, SAID, SENTENCE * 3).replace(f"<p>{SAID}</p>", f"<p>{SAID}</p>{letter}")
    assert "We shall not sail before" in one(page).body


@pytest.mark.parametrize(
    ("language", "markup", "words"),
    [
        ("en", "<q>No steering</q>, he said.", "“No steering”, he said."),
        ("en", "<q>He cried <q>Stop</q> twice</q>, she said.", "“He cried ‘Stop’ twice”, she said."),
        ("de", "<q>Kein Ruder</q>, sagte er.", "„Kein Ruder“, sagte er."),
        ("fr", "<q>Plus de gouvernail</q>, dit-il.", "«Plus de gouvernail», dit-il."),
        ("en", "<q>“No steering,”</q> he said.", "“No steering,” he said."),
        ("en", "“<q>No steering</q>,” he said.", "“No steering,” he said."),
        ("en", "“Yes,” he said, <q>of course</q>.", "“Yes,” he said, “of course”."),
    ],
)
def test_a_q_element_has_the_marks_that_a_browser_sets(language: str, markup: str, words: str) -> None:
    page = story(SENTENCE * 3, f"{markup} {SENTENCE}", SENTENCE * 3).replace("<html>", f'<html lang="{language}">')
    assert one(page).body.split("\n\n")[1] == f"{words} {SENTENCE.strip()}"


def test_a_q_element_in_a_feed_has_its_marks_too() -> None:
    item = "<title>t</title><description>&lt;p&gt;&lt;q&gt;No&lt;/q&gt;, he said.&lt;/p&gt;</description>"
    (article,) = read(f"<rss version='2.0'><channel><item>{item}</item></channel></rss>".encode(), "feed.xml")
    assert article.body == "“No”, he said."


# -- The page's own metadata


@pytest.mark.parametrize(
    "head",
    [
        '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": false}</script>',
        '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": "False"}</script>',
        '<script type="application/ld+json">{"@type": "Report", "hasPart": [{"isAccessibleForFree": false}]}</script>',
        '<meta property="article:content_tier" content="locked">',
    ],
)
def test_a_page_that_says_it_is_not_whole_is_told_of_and_its_wall_is_no_text(head: str) -> None:
    wall = "<div class='wall'><h2>Subscribe to continue reading</h2><p>Already a subscriber? Log in.</p></div>"
    article = one(story(SENTENCE * 2, head=head).replace("</article>", f"{wall}</article>"))
    assert article.incomplete == "The page says that not all of it is free to read: this may be only its beginning."
    assert article.body == (SENTENCE * 2).strip()


def test_a_page_that_is_free_or_silent_is_whole() -> None:
    free = '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": true}</script>'
    assert one(story(SENTENCE * 3, head=free)).incomplete is None
    assert one(story(SENTENCE * 3)).incomplete is None


@pytest.mark.parametrize(
    "shell",
    [
        "<p>Please enable JavaScript to read this page.</p>",
        "<h1>404</h1><p>The page you are looking for could not be found.</p>",
        "<h1>Strike goes on</h1><p>Subscribe to continue reading</p>",
        "<h1>Strike goes on</h1><div id='root'></div>",
    ],
)
def test_a_page_that_shows_no_story_is_refused(shell: str) -> None:
    with pytest.raises(UnreadableError, match=r"There is (only a notice|no article’s text) in this page"):
        one(f"<html><body><main>{shell}</main></body></html>")


@pytest.mark.parametrize("parted", ["\\n\\n", "\\n", "<p>"])
def test_the_text_of_a_page_that_a_script_draws_is_in_its_linked_data(parted: str) -> None:
    text = f"{SENTENCE}{parted}“We want a phone call,” Mira Holt said."
    linked = f'{{"@type": "NewsArticle", "headline": "Strike goes on", "articleBody": "{text}"}}'
    head = f'<script type="application/ld+json">{linked}</script>'
    article = one(f"<html><head>{head}</head><body><h1>Strike goes on</h1></body></html>")
    assert (article.headline, article.body.split("\n\n")) == (
        "Strike goes on",
        [SENTENCE.strip(), "“We want a phone call,” Mira Holt said."],
    )


@pytest.mark.parametrize(
    ("head", "url"),
    [
        (
            '<link rel="canonical" href="https://port.example/"><meta property="og:url" content="https://port.example/fog">',
            "fog",
        ),
        (
            '<link rel="canonical" href="https://port.example/sport/boats">'
            '<meta property="og:url" content="https://port.example/sport/boats/fog-stops-race">',
            "sport/boats/fog-stops-race",
        ),
        (
            '<link rel="canonical" href="https://port.example/fog"><meta property="og:url" content="https://port.example/">',
            "fog",
        ),
        ('<link rel="canonical" href="https://port.example/">', ""),
    ],
)
def test_the_address_of_a_page_is_the_one_that_names_the_article(head: str, url: str) -> None:
    assert one(story(SENTENCE * 5, head=head)).url == f"https://port.example/{url}"


LIVE = '<script type="application/ld+json">{"@type": "LiveBlogPosting", "headline": "Fog: live"%s}</script>'


def post(number: int, *paragraphs: str, heading: str = "") -> str:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    time = f'<header><time datetime="2026-11-24T1{number}:00:00Z">1{number}:00</time></header>'
    return f'<section id="p{number}">{time}{heading and f"<h2>{heading}</h2>"}{text}</section>'


def test_the_posts_of_a_live_page_are_kept_apart_each_with_its_time() -> None:
    head = '<link rel="canonical" href="https://port.example/live/fog">' + LIVE % ""
    posts = (
        post(5, "The boat was towed in by a tug.", "“She held well,” tug master Piet Aldous said.", heading="Towed in"),
        post(3, "The captain has spoken.", "“We had no steering,” he said. The captain is Idris Moll."),
    )
    page = f"<html><head>{head}</head><body><article><h1>Fog: live</h1>{''.join(posts)}</article></body></html>"
    articles = read(page.encode(), "live.html")
    assert [(a.headline, a.published and a.published.raw, a.url) for a in articles] == [
        ("Towed in", "2026-11-24T15:00:00Z", "https://port.example/live/fog#p5"),
        ("Fog: live", "2026-11-24T13:00:00Z", "https://port.example/live/fog#p3"),
    ]
    assert articles[1].body == "The captain has spoken.\n\n“We had no steering,” he said. The captain is Idris Moll."


def test_a_row_of_dated_posts_is_a_live_page_though_its_data_does_not_say_so() -> None:
    def page(*posts: str, headline: str = "Fog in the harbour") -> list[str]:
        body = f"<html><body><article><h1>{headline}</h1>{''.join(posts)}</article></body></html>"
        return [article.body.split("\n\n")[-1] for article in read(body.encode(), "page.html")]

    posts = [post(number, SENTENCE, f"Boat {number} came in after dark.") for number in (5, 4, 3, 2, 1)]
    each = [f"Boat {number} came in after dark." for number in (5, 4, 3, 2, 1)]
    assert page(*posts) == each
    hours = [f"<div><div>1{n}:20</div><p>Boat {n} came in after dark.</p><p>{SENTENCE}</p></div>" for n in (5, 4, 3, 2)]
    assert len(page(*hours, headline="Fog in the harbour: live")) == 4
    # Fewer, in no order, without a day, or beside a longer story: one article.
    assert len(page(*posts[:3])) == 1
    assert len(page(posts[2], *posts[:2], *posts[3:])) == 1
    assert len(page(*hours)) == 1
    assert len(page(*(f"<p>{SENTENCE * 3}{n}</p>" for n in range(20)), *posts)) == 1


def test_what_stands_above_the_posts_of_a_live_page_is_an_article_too() -> None:
    above = f"<div><p>{SENTENCE * 2}</p><p>{SENTENCE}</p></div>"
    posts = "".join(post(number, SENTENCE, f"Boat {number} came in.") for number in (1, 2, 3))
    body = f"<article><h1>Fog: live</h1>{above}<div>{posts}</div></article>"
    articles = read(f"<html><head>{LIVE % ''}</head><body>{body}</body></html>".encode(), "live.html")
    assert [a.body.split("\n\n")[-1] for a in articles] == [
        SENTENCE.strip(), "Boat 1 came in.", "Boat 2 came in.", "Boat 3 came in."
    ]  # fmt: skip


def test_the_posts_of_a_live_page_that_a_script_draws_are_in_its_linked_data() -> None:
    update = (
        '{"@type": "BlogPosting", "headline": "Post %d", "datePublished": "2026-11-24", "articleBody": "Boat %d came."}'
    )
    updates = f', "liveBlogUpdate": [{update % (1, 1)}, {update % (2, 2)}, {{"@type": "BlogPosting"}}, 7]'
    page = f"<html><head>{LIVE % updates}</head><body><h1>Fog: live</h1><div id='root'></div></body></html>"
    assert [(a.headline, a.body) for a in read(page.encode(), "live.html")] == [
        ("Post 1", "Boat 1 came."),
        ("Post 2", "Boat 2 came."),
    ]


def test_the_hour_of_a_post_may_be_printed_without_an_element_for_it() -> None:
    posts = "".join(
        f"<div id='b{n}'><div>1{n}:20</div><h2>Post {n}</h2><p>Boat {n} came in.</p><p>{SENTENCE}</p></div>"
        for n in (3, 2)
    )
    page = f"<html><head>{LIVE % ''}</head><body><article><h1>Fog: live</h1>{posts}</article></body></html>"
    articles = read(page.encode(), "live.html")
    assert [(a.headline, a.published and (a.published.raw, a.published.iso)) for a in articles] == [
        ("Post 3", ("13:20", None)),
        ("Post 2", ("12:20", None)),
    ]


def test_a_page_may_say_on_an_element_that_it_is_live() -> None:
    posts = "".join(post(number, f"Boat {number} came in.", SENTENCE) for number in (1, 2))
    article = f"<article itemscope itemtype='https://schema.org/LiveBlogPosting'><h1>Fog</h1>{posts}</article>"
    assert len(read(f"<html><body>{article}</body></html>".encode(), "live.html")) == 2


def test_a_page_with_several_times_that_is_no_live_page_is_one_article() -> None:
    posts = "".join(post(number, f"Boat {number} came in. {SENTENCE}") for number in (1, 2, 3))
    assert one(f"<html><body><article><h1>Fog</h1>{posts}</article></body></html>").body.count("whatever came") == 3
