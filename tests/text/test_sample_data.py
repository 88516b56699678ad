"""The invented sample data: it can be read, is complete, and shows each feature it is meant to show."""

from __future__ import annotations

import difflib
import json
import re
import unicodedata
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from newstext import read
from newstext.stated import Precision, State

if TYPE_CHECKING:
    from newstext.article import Article

SAMPLES = Path(__file__).parents[2] / "sample_data"
STORIES = sorted((SAMPLES / "stories").glob("*.txt"))
ARTICLES_IN = {SAMPLES / "stories.jsonl": 26, SAMPLES / "pasted" / "two-stories.txt": 2} | dict.fromkeys(STORIES, 1)
# Files of other formats; tests/text/formats and tests/text/wire check each of their fields.
AS_IT_COMES = {
    SAMPLES / "pages" / "lamp-oil.html": 1,
    SAMPLES / "pages" / "swan-lane.mhtml": 1,
    SAMPLES / "feeds" / "port-wire.rss": 2,
    SAMPLES / "feeds" / "coast-daily.atom": 1,
    SAMPLES / "feeds" / "eskholt-chronicle.rdf": 1,
    SAMPLES / "feeds" / "northern-post.json": 2,
    SAMPLES / "tables" / "desk-log.csv": 2,
    SAMPLES / "documents" / "soundings-memorandum.pdf": 1,
    SAMPLES / "documents" / "board-answer.docx": 1,
    SAMPLES / "documents" / "board-minutes.odt": 1,
    SAMPLES / "documents" / "farrow-letter.rtf": 1,
    SAMPLES / "mail" / "two-charts.msg": 2,
    SAMPLES / "transcripts" / "pilotage-committee.vtt": 1,
    SAMPLES / "mail" / "basin.mbox": 2,
}

# Patterns to find in the articles' text, each with its least number of matches.
FEATURES: dict[str, tuple[str, int]] = {
    "direct quotation, speaker after it": (r"[,?!]” (?:[\w-]+ ){0,6}[\w-]+ said\b|[,?!]” said ", 20),
    "split by its cue": (r"“[^”\n]+,” (?:[\w’-]+ ){1,8}said[,.] “", 10),
    "partial quotation": (r"\b(?:was|would|had|be|as|put|called) “[a-z][^”\n]*”", 10),
    "indirect speech": (r"\bsaid that\b[^“”\"\n]*\.", 20),
    "several paragraphs in one quotation": (r"“[^”\n]+\n\n(?=“)", 6),
    "several paragraphs in straight marks": (r'^"[^"\n]+\n\n"', 1),
    "a quotation in a quotation": (r"“[^”\n]*[ ,“]‘[\w’][^‘”\n]*[.,?!]’", 10),
    "straight marks": (r'"[^"\n]+[,.?!]" (?:said|[A-Z]\w+)', 5),
    "straight single marks": (r"(?<= )'[A-Z][^'\n]*'", 2),
    "single marks outside": (r"(?<!\w)‘[^’\n]+’d [^’\n]+,’ he said", 1),
    "marks the wrong way round": (r"”[a-z]+“", 1),
    "doubled single marks": (r"''[a-z ]+''", 1),
    "German marks": (r"„[^“\n]+“", 5),
    "guillemets": (r"« ?[^»\n]+ ?»", 3),
    "corner brackets": (r"「[^」\n]+」", 4),
    "scare quotes": (r'\b(?:so-called|[Tt]he [\d]+) (?:"\w+"|“\w+”|\w+ unit)', 2),
    "a nickname between the names": (r'[A-Z]\w+ ["“][\w ]+["”] [A-Z]\w+', 3),
    "a title in marks": (r"\b(?:film|book|song|novel|album|after) “[A-Z0-9][^”\n]+”", 4),
    "inches": (r'\b\d+" (?:pipe|trays|wrench)', 3),
    "feet": (r"\b\d+' \w+", 2),
    "brackets inside": (r"“[^”\n]*\[[^\]\n]+\][^”\n]*”", 4),
    "an ellipsis inside": (r"“[^”\n]*…[^”\n]*”", 3),
    "unnamed, with the reason": (
        r"not (?:to )?be (?:named|identified|quoted)\b[^.\n]*\b(?:because|as|since|for)\b",
        10,
    ),
    "a senior official": (r"senior official said, asking not to be named because talks are under way", 2),
    "several unnamed": (r"\b[Tt](?:wo|hree) (?:\w+ )?(?:officials|people|diplomats|engineers|managers|doctors)\b", 5),
    "reported, citing": (r"reported, citing|reported(?: on \w+)?, (?:citing|quoting)|which cited", 5),
    "said, according to": (r"said, according to", 4),
    "told the paper": (r"\btold (?:Port Wire|the Northern Post|the Coast Daily|this newspaper)\b", 8),
    "a role for a name": (r"\bthe (?:ambassador|mayor|official|diver|director) said", 3),
    "Arabic": (r"[\u0621-\u064a]{3}", 10),
    "a family of four in one character": ("👨\u200d👩\u200d👧\u200d👦", 1),
    "flags": (r"[\U0001f1e6-\U0001f1ff]{2}", 3),
    "skin tones": (r"[\U0001f3fb-\U0001f3ff]", 3),
    "dotted and dotless i": (r"İ|ı", 4),
    "l with a stroke, o with a stroke, d with a stroke": (r"ł|Ł|ø|Ø|đ|Đ", 6),
    "combining marks": (r"[a-z][\u0300-\u036f]", 3),
    "soft hyphens": ("\u00ad", 20),
    "no-break spaces": (r"[\u00a0\u202f]", 15),
    "zero-width space and joiner": (r"[a-z/]?[\u200b\u200d][a-z/]", 4),
    "isolates of direction": (r"\u2067[^\u2069]+\u2069", 1),
}

REAL = (
    "Reuters", "Associated Press", "AP", "AFP", "BBC", "CNN", "Bloomberg", "TASS", "Interfax", "Xinhua", "Kyodo",
    "Jiji", "dpa", "EFE", "ANSA", "PTI", "ANI", "Anadolu", "Yonhap", "UPI", "Press Association", "PA Media",
    "Al Jazeera", "Al Arabiya", "Arab News", "Guardian", "New York Times", "Washington Post", "Wall Street Journal",
    "Financial Times", "Le Monde", "Der Spiegel", "El País", "Dawn", "Hindu", "Sky News", "Politico", "Axios",
    "Getty", "Shutterstock", "Twitter", "Facebook",
)  # fmt: skip


def articles_of(path: Path) -> list[Article]:
    return read(path.read_bytes(), path.name)


def everything() -> list[Article]:
    return [article for path in ARTICLES_IN for article in articles_of(path)]


@pytest.fixture(scope="module")
def articles() -> list[Article]:
    return everything()


@pytest.fixture(scope="module")
def strike(articles: list[Article]) -> list[Article]:
    return [article for article in articles if article.headline == "Harbour strike enters third week"]


@pytest.mark.parametrize(
    ("path", "count"), (ARTICLES_IN | AS_IT_COMES).items(), ids=lambda value: getattr(value, "name", str(value))
)
def test_every_file_gives_the_number_of_articles_it_should(path: Path, count: int) -> None:
    assert len(articles_of(path)) == count


def test_there_are_enough_to_fill_a_morning(articles: list[Article]) -> None:
    stories = {article.external_id or article.headline for article in articles}
    words = [len(article.body.split()) for article in articles]
    assert len(stories) >= 60
    assert min(words) < 80
    assert sum(count > 1_100 for count in words) == 2
    assert 270 < sum(words) / len(words) < 330


@pytest.mark.parametrize("path", [*STORIES, SAMPLES / "pasted" / "two-stories.txt"], ids=lambda path: path.name)
def test_a_body_is_a_stretch_of_its_file_letter_for_letter(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for article in articles_of(path):
        assert article.body in text
        assert article.headline
        assert article.headline not in article.body
        assert "Updated" not in article.body


def test_json_lines_keep_the_words_as_they_were_written() -> None:
    path = SAMPLES / "stories.jsonl"
    written = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    for said, article in zip(written, articles_of(path), strict=True):
        assert (article.headline, article.body, article.state) == (said["headline"], said["body"], said["state"])
        assert list(article.standfirst) == said.get("standfirst", [])
        assert (article.byline, article.dateline, article.source) == (
            said.get("byline"),
            said.get("dateline"),
            said.get("source"),
        )


def test_the_paste_has_nine_paragraphs_and_six() -> None:
    first, second = articles_of(SAMPLES / "pasted" / "two-stories.txt")
    assert [len(story.body.split("\n\n")) for story in (first, second)] == [9, 6]
    assert [len(story.standfirst) for story in (first, second)] == [2, 2]
    assert first.headline == "Halmark railway chief to take up night train again in Altwerth — state railway"
    assert [caption.credit for caption in first.captions] == ["Port Wire"]


@pytest.mark.parametrize("feature", FEATURES)
def test_each_kind_of_quotation_and_each_trap_is_there(feature: str, articles: list[Article]) -> None:
    shape, at_least = FEATURES[feature]
    found = [hit for article in articles for hit in re.findall(shape, article.body, re.MULTILINE)]
    assert len(found) >= at_least


def test_some_articles_quote_nobody(articles: list[Article]) -> None:
    silent = [article for article in articles if not re.search(r"[“”\"„«「]", article.body)]
    assert len(silent) >= 4
    assert any(len(article.body.split()) > 100 for article in silent)


def test_one_paragraph_opens_and_never_closes(articles: list[Article]) -> None:
    open_ended = [
        paragraph
        for article in articles
        for paragraph, following in zip(paragraphs(article), [*paragraphs(article)[1:], ""], strict=True)
        if paragraph.count("“") > paragraph.count("”") and "„" not in paragraph and not following.startswith("“")
    ]
    assert open_ended == ["“It was moving,” he said. “Not fast. About like the 17."]


@pytest.mark.parametrize(
    "people",
    [("Anders Halvard", "Rasmus Halvard"), ("Einar Lofting", "Astrid Lofting"), ("Mira Holt", "Greer Holt")],
)
def test_two_people_share_a_surname_in_one_article(people: tuple[str, str], articles: list[Article]) -> None:
    assert any(all(name in article.body for name in people) for article in articles)


def test_headlines_name_their_source_after_a_dash(articles: list[Article]) -> None:
    headlines = [article.headline or "" for article in articles]
    named = {line.rpartition(" — ")[2] for line in headlines if " — " in line}
    assert named == {"state radio", "union", "civil defence", "state railway", "Tavarran ministry"}


def test_every_state_is_there_and_the_embargo_has_its_instant(articles: list[Article]) -> None:
    assert {article.state for article in articles} == set(State)
    (embargoed,) = (article for article in articles if article.state is State.EMBARGOED)
    assert embargoed.embargo is not None
    assert embargoed.embargo.instant is not None


def test_times_are_stated_in_many_ways(articles: list[Article]) -> None:
    times = [time for article in articles for time in (article.published, article.updated) if time is not None]
    assert {time.precision for time in times} >= {Precision.DAY, Precision.MINUTE, None}
    assert {time.zoned for time in times if time.precision is Precision.MINUTE} == {True, False}
    assert any(article.published is None and article.updated is not None for article in articles)
    days = {time.day for time in times if time.day is not None}
    assert (min(days).isoformat(), max(days).isoformat()) == ("2026-11-16", "2026-11-24")


def test_the_strike_has_two_versions_of_one_story(strike: list[Article]) -> None:
    first, second = strike
    assert first.external_id == second.external_id
    assert (first.external_version, second.external_version) == ("1", "2")
    assert (first.state, second.state) == (State.LIVE, State.CORRECTED)
    assert (first.updated, second.updated is not None) == (None, True)


def test_between_the_versions_a_word_a_letter_and_a_paragraph_changed(strike: list[Article]) -> None:
    first, second = (paragraphs(article) for article in strike)
    mended = [paragraph.replace("ancor", "anchor").replace("We will sign", "We will not sign") for paragraph in first]
    assert mended != second
    assert sorted(mended) == sorted(second)
    (moved,) = (paragraph for paragraph in second if without(paragraph, mended) == without(paragraph, second))
    assert moved.startswith("Two of the ships")
    changed = [line for line in difflib.ndiff(sorted(first), sorted(second)) if line.startswith("- ")]
    assert len(changed) == 2


def test_the_strike_opens_as_the_picture_shows_it(strike: list[Article]) -> None:
    for article in strike:
        assert (article.byline, article.source) == ("Ada Lind", "Port Wire")
        assert (
            "“Nobody here wants a fourth week,” union secretary Mira Holt said. “We want a phone call.”" in article.body
        )
        assert "“The offer stands,” a senior official said, asking not to be named because" in article.body
        assert "about 40 sailings, the port said on Tuesday." in article.body


def test_no_two_stories_share_an_id(articles: list[Article]) -> None:
    versions = defaultdict(list)
    for article in articles:
        if article.external_id is not None:
            versions[article.external_id].append(article.external_version)
    assert [numbers for numbers in versions.values() if len(numbers) > 1] == [["1", "2"]]
    headlines = [article.headline for article in articles]
    assert len(headlines) - len(set(headlines)) == 1


def test_credits_of_pictures_are_found(articles: list[Article]) -> None:
    captions = [caption for article in articles for caption in article.captions]
    assert len(captions) >= 7
    for caption in captions:
        assert caption.credit
        assert caption.text.endswith(f"({caption.credit})")


def test_nobody_real_is_named() -> None:
    for path in SAMPLES.rglob("*"):
        if path in ARTICLES_IN | AS_IT_COMES:
            text = repr(articles_of(path))
            assert [name for name in REAL if re.search(rf"\b{re.escape(name)}\b", text)] == []


def test_addresses_belong_to_nobody(articles: list[Article]) -> None:
    hosts = {article.url.split("/")[2] for article in articles if article.url}
    assert hosts
    assert all(host.endswith(".example") for host in hosts)


def test_the_saved_page_keeps_what_other_readers_lose() -> None:
    [page] = articles_of(SAMPLES / "pages" / "lamp-oil.html")
    assert "212\u00a0drums" in page.body
    assert "Light\u00adhouse" in page.body
    assert "boat\u2011house" in page.body
    assert "the foreman, Ossian Breck" in page.body
    assert (page.published, page.updated) != (None, None)


def test_some_words_are_not_in_their_composed_form(articles: list[Article]) -> None:
    assert [article.headline for article in articles if unicodedata.normalize("NFC", article.body) != article.body] == [
        "Names mangled on trophy, so players engrave their own"
    ]


def test_the_readme_says_what_is_here() -> None:
    guide = (SAMPLES / "README.md").read_text(encoding="utf-8")
    assert "All of this is invented" in guide
    assert f"| {len(STORIES)} |" in guide
    headlines = [article.headline or "" for article in everything()]
    pointed_at = [shown for shown in re.findall(r"“([^”|\n]{8,}) …”", guide) if not shown.startswith("We will")]
    assert len(pointed_at) > 10
    assert [shown for shown in pointed_at if not any(line.startswith(shown) for line in headlines)] == []


def paragraphs(article: Article) -> list[str]:
    return article.body.split("\n\n")


def without(paragraph: str, story: list[str]) -> list[str]:
    return [other for other in story if other != paragraph]
