"""The story of a web page, its headline and its authors: one test for each kind of fault."""

import json

import pytest

from newstext import read
from newstext.article import Article

PARAGRAPHS = [
    "The harbour board of Port Verrin voted on Tuesday to keep the east quay open through the winter, after a debate "
    "that lasted until midnight.",
    "“We asked for a plan and were given a calendar,” said Mira Holt, who leads the pilots’ union. “That is not one.”",
    "The board’s chair, Corin Pask, answered that the dredging would begin before the first frost, whatever it cost.",
    "Two ferries were turned away on Monday because the channel had silted up again below the old customs house.",
    "Pilots say that they have reported the bank of mud since spring, and that nobody came to look at it.",
]
OTHER = (
    "A second story on this page tells of a bakery in Sandrey that has won a prize for its bread, and of its queue. "
)


def one(body: str, head: str = "") -> Article:
    (article,) = read(f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode(), "page.html")
    return article


def told(*paragraphs: str) -> str:
    return "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)


@pytest.mark.parametrize(
    "page",
    [
        f"<form><aside class='page'><h1>Quay stays open</h1>{told(*PARAGRAPHS)}</aside></form>",
        "".join(f"<div class='row'><div class='sidebar-grid'><p>{words}</p></div></div>" for words in PARAGRAPHS),
        "<article>" + "".join(f"<div class='related-grid'>{told(words)}</div>" for words in PARAGRAPHS) + "</article>",
        "<table><tr><td>" + "</td></tr><tr><td>".join(PARAGRAPHS) + "</td></tr></table>",
        "<main>" + "".join(f"<div>{words}</div>" for words in PARAGRAPHS) + "</main>",
        f"<header><h1>Quay stays open</h1>{told(*PARAGRAPHS)}</header>",
        f"<div class='comments-open'><div class='paywall'>{told(*PARAGRAPHS)}</div></div>",
    ],
    ids=["in a form", "a grid", "related by name", "a table", "no paragraphs", "in a header", "comments by name"],
)
def test_no_paragraph_of_a_story_is_lost_by_how_the_page_is_built(page: str) -> None:
    assert one(page).body.split("\n\n") == PARAGRAPHS


def test_the_short_second_paragraph_of_a_short_story_stays() -> None:
    assert one(f"<article><h1>Quay stays open</h1>{told(PARAGRAPHS[0], 'Nobody was hurt.')}</article>").body.endswith(
        "\n\nNobody was hurt."
    )


def test_what_a_page_sets_beside_its_story_is_none_of_it() -> None:
    cards = "".join(
        f"<div class='teaser'><h3><a href='/{n}'>Bakery wins</a></h3><p>{OTHER}{n}.</p></div>" for n in "12"
    )
    story = (
        told(PARAGRAPHS[0])
        + "<div class='image-widget'><p>The east quay seen from the customs house at low water in May.</p></div>"
        + told(*PARAGRAPHS[1:3])
        + "<p><b>Les også: <a href='/bread'>Bakeren som vant en pris</a></b></p>"
        + told(*PARAGRAPHS[3:])
        + "<p><em>For the latest from the coast, <a href='/n'>sign up for our newsletter</a>.</em></p>"
        + "<p>© 2026 Coast Daily. All rights reserved.</p>"
    )
    page = f"<article><h1>Quay stays open</h1>{story}</article><section class='more'>{cards}</section>"
    following = f"<article><h1>Bakery wins a prize</h1>{told(*(OTHER + str(n) for n in range(9)))}</article>"
    assert one(page).body.split("\n\n") == PARAGRAPHS
    assert one(page + following).body.split("\n\n") == PARAGRAPHS


@pytest.mark.parametrize(
    "words",
    [
        "“Sign up for our <a href='/n'>newsletter</a>,” the board’s secretary told the pilots, and sat down again.",
        "Watch the channel tonight, the harbour master said.",
        "The board’s newsletter had promised the same work a year ago, in its issue of the first of October.",
        "Related work on the <a href='/w'>west quay</a> has been finished.",
    ],
)
def test_a_sentence_of_a_story_that_sounds_like_a_promotion_stays(words: str) -> None:
    body = one(f"<article>{told(*PARAGRAPHS[:3], words, *PARAGRAPHS[3:])}</article>").body
    assert len(body.split("\n\n")) == len(PARAGRAPHS) + 1


@pytest.mark.parametrize(
    ("head", "top", "headline"),
    [
        ("<meta property='og:title' content='Quay row: all you need to know'>", "<h1>Quay stays open</h1>", None),
        (
            "<meta property='og:title' content='Quay stays open'>",
            "<h1>Harbour: <span>Quay stays open</span></h1>",
            None,
        ),
        (
            "<meta property='og:title' content='Quay stays open'>",
            "<ol class='breadcrumbs'><li><h1>Harbour and coast</h1></li></ol><h2>Quay stays open</h2>",
            None,
        ),
        ("<meta property='og:title' content='Quay stays open'>", "<h1>News</h1>", None),
        ("<title>Quay stays open | Coast Daily</title>", "", None),
    ],
    ids=["search engines' own", "overline", "path", "section", "window's title"],
)
def test_the_headline_is_the_one_that_the_page_prints(head: str, top: str, headline: str | None) -> None:
    assert one(f"{top}<article>{told(*PARAGRAPHS)}</article>", head).headline == (headline or "Quay stays open")


SITE = '{"@type": "NewsArticle", "author": {"name": "Coast Daily"}, "publisher": {"name": "The Coast Daily"}}'


@pytest.mark.parametrize(
    ("head", "top", "byline"),
    [
        ("", "<div class='metaAuthorList'><a href='/a'>Ada Lind</a></div>", "Ada Lind"),
        ("", "<span class='author'><a rel='author' href='/a'>By Ada Lind</a></span>", "Ada Lind"),
        ("<meta name='author' content='Ada Lind'>", "", "Ada Lind"),
        ("", "<p>Von Ada Lind</p>", "Ada Lind"),
        ("", "<ul class='most-popular'><li class='author'>Bo Lathe</li></ul>", "Coast Daily"),
        ("", "", "Coast Daily"),
    ],
)
def test_a_byline_names_people_before_the_site(head: str, top: str, byline: str) -> None:
    data = f"<script type='application/ld+json'>{SITE}</script>{head}"
    assert one(f"<article><h1>Quay stays open</h1>{top}{told(*PARAGRAPHS)}</article>", data).byline == byline


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("Penulis: Sari Wulan", "Sari Wulan"),
        ("Reporter: Ada Lind", "Ada Lind"),
        ("Deur Ada Lind", "Ada Lind"),
        ("Автор: Вера Линд", "Вера Линд"),
        ("מאת: עדה לינד", "עדה לינד"),
        ("بقلم عادل لند", "عادل لند"),
        ("김하나 기자", "김하나"),
        ("記者林小川／東港報導", "林小川"),
        ("本报记者 林小川", "林小川"),
        ("AFP, PORT VERRIN", "AFP, PORT VERRIN"),
        ("Reporter: shares fell by a tenth on Tuesday.", "Coast Daily"),
        ("AP maps the channel again", "Coast Daily"),
    ],
)
def test_a_line_above_the_story_names_its_author_in_the_words_of_many_papers(line: str, byline: str) -> None:
    data = f"<script type='application/ld+json'>{SITE}</script>"
    assert one(f"<article><h1>Quay stays open</h1><p>{line}</p>{told(*PARAGRAPHS)}</article>", data).byline == byline


@pytest.mark.parametrize(
    ("end", "byline"),
    [
        ("<p><strong>Ada Lind</strong></p>", "Ada Lind"),
        ("<p><em>Sent from the quay.</em></p>", "Coast Daily"),
        ("<p>Ada Lind</p>", "Coast Daily"),
        ("<p><strong>Updated</strong></p>", "Coast Daily"),
    ],
)
def test_a_name_set_apart_at_the_end_signs_the_story(end: str, byline: str) -> None:
    data = f"<script type='application/ld+json'>{SITE}</script>"
    article = one(f"<article><h1>Quay stays open</h1>{told(*PARAGRAPHS)}{end}</article>", data)
    assert article.byline == byline
    assert article.body.startswith("\n\n".join(PARAGRAPHS))


@pytest.mark.parametrize(
    ("line", "raw", "iso"),
    [
        ("24.11.2026, 5 min", "24.11.2026", "2026-11-24"),
        ("<time datetime='2026-11-24T09:14:00+01:00'>Tuesday</time>", "2026-11-24T09:14:00+01:00", None),
        ("Version 24.11.2026.3", None, None),
    ],
)
def test_a_day_printed_above_the_story_is_its_day(line: str, raw: str | None, iso: str | None) -> None:
    published = one(f"<article><h1>Quay stays open</h1><p>{line}</p>{told(*PARAGRAPHS)}</article>").published
    assert (published.raw if published else None) == raw
    assert published is None or published.iso == (iso or raw)


def test_the_pages_own_data_adds_what_it_has_in_the_story_and_ends_it() -> None:
    linked = json.dumps({"@type": "NewsArticle", "articleBody": "\n\n".join(PARAGRAPHS)})
    head = f"<script type='application/ld+json'>{linked}</script>"
    box = f"<aside class='box'><p>{PARAGRAPHS[2]}</p></aside>"
    about = (
        "Ada Lind has written about harbours and their boards for the Coast Daily since the year of the great flood."
    )
    page = f"<article><h1>Quay stays open</h1>{told(*PARAGRAPHS[:2])}{box}{told(*PARAGRAPHS[3:], about)}</article>"
    assert one(page, head).body.split("\n\n") == PARAGRAPHS
    assert one(page).body.endswith(about)  # nothing says that it is none of the story
