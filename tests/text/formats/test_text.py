"""Plain and pasted text: the head is read, the body stays verbatim."""

from pathlib import Path

import pytest

from newstext import read
from newstext.article import Article
from newstext.stated import Precision, State

DATA = Path(__file__).parent / "data"


def one(text: str, format_name: str | None = None) -> Article:
    (article,) = read(text.encode(), "story.txt", format_name=format_name)
    return article


@pytest.fixture
def paste() -> str:
    return (DATA / "paste-two-stories.txt").read_text(encoding="utf-8")


@pytest.fixture
def stories(paste: str) -> list[Article]:
    return read(paste.encode(), "paste.txt")


def test_a_paste_of_two_stories_is_two_articles(stories: list[Article]) -> None:
    assert [article.headline for article in stories] == [
        "Harbour strike enters third week as talks stall — port authority",
        "Halmark says herring deal with Tavarra worth 20 million crowns is near",
    ]


def test_summary_points_are_the_standfirst(stories: list[Article]) -> None:
    assert stories[0].standfirst == (
        "Dockers and terminal owners to meet again on Nov. 26 after Sunday’s talks broke off",
        "About 40 sailings lost so far, says port authority",
    )


def test_a_credit_in_a_caption_is_the_pictures_and_not_the_storys(stories: list[Article]) -> None:
    (caption,) = stories[0].captions
    assert caption.credit == "QPA"
    assert stories[0].source is None
    assert stories[0].credit is None
    assert stories[1].captions == ()


def test_a_day_is_no_midnight_and_has_no_zone(stories: list[Article]) -> None:
    updated = stories[0].updated
    assert updated
    assert (updated.raw, updated.iso) == ("Updated 23 November 2026", "2026-11-23")
    assert updated.precision is Precision.DAY
    assert updated.instant is None
    assert stories[0].published is None


def test_the_body_is_a_stretch_of_the_paste_no_break_spaces_included(paste: str, stories: list[Article]) -> None:
    for article in stories:
        assert article.body in paste
    assert [len(article.body.split("\n\n")) for article in stories] == [3, 2]
    assert stories[0].body.split("\n\n")[0].endswith("settlement.\u00a0 ")


def test_furniture_of_the_page_is_in_no_field(stories: list[Article]) -> None:
    for article in stories:
        assert "Short Url" not in repr(article)
        assert "Follow" not in repr(article)


def test_the_dateline_is_told_and_stays_in_the_body(stories: list[Article]) -> None:
    assert [article.dateline for article in stories] == ["PORT VERRIN", "SANDREY"]
    assert stories[1].body.startswith("SANDREY: ")


def test_what_is_not_stated_is_not_there(stories: list[Article]) -> None:
    assert {article.language for article in stories} == {None}
    assert {article.byline for article in stories} == {None}


def test_a_split_can_be_refused(paste: str) -> None:
    article = one(paste, format_name="one-story")
    assert "herring" in article.body
    assert "Nobody here wants" in article.body


@pytest.mark.parametrize(
    "between", ["\n* * *\n\n", "\n---\n\n", "\n-----\n\n", "\nThe rest\n\n", "\n\n\n", "\n" + "=" * 20 + "\n\n"]
)
def test_a_break_within_a_story_does_not_split_it(between: str) -> None:
    running = "The port said on Tuesday that it would wait for the outcome of the talks. " * 4 + "\n"
    assert len(read(f"Harbour strike goes on\n\n{running}{between}{running}".encode(), "story.txt")) == 1


def test_a_line_that_comes_back_in_running_text_does_not_split_it() -> None:
    running = "The port said on Tuesday that it would wait for the outcome of the talks. " * 4
    refrain = "And the ferry did not come that day either"
    text = "\n\n".join(
        ["Waiting for the ferry", running, refrain, running, running, refrain, running, refrain, running]
    )
    assert one(text).body.count(refrain) == 3


def test_a_verse_with_a_refrain_is_no_headline_that_comes_back() -> None:
    verse = "And the ferry did not come today\nThe gulls went in\nThe lamps went out\nAnd the ferry did not come today"
    assert one(f"{verse}\nThe tide went too").body.count("ferry") == 2


def test_a_paste_that_begins_with_a_section_or_has_lost_its_blank_lines_is_split_too(paste: str) -> None:
    for text in (f"Business\nHome | News\n\n{paste}", "\n".join(line for line in paste.split("\n") if line.strip())):
        assert [a.headline for a in read(text.encode(), "paste.txt")] == [a.headline for a in read(paste.encode(), "")]


def test_a_page_names_writer_agency_and_address_between_its_headlines(paste: str) -> None:
    text = paste.replace("Short Url", "https://port-wire.example/1\nBram Oduya-Linde\nReuters\nNovember 23, 2026 09:14")
    article = read(text.encode(), "paste.txt")[0]
    assert (article.byline, article.source) == ("Bram Oduya-Linde", "Reuters")
    assert article.url == "https://port-wire.example/1"
    assert article.published
    assert article.published.iso == "2026-11-23T09:14"


def test_stories_that_two_blank_lines_part_are_split_when_each_has_a_head_of_its_own() -> None:
    running = "The port said on Tuesday that it would wait for the outcome of the talks. " * 4
    heads = ["Strike goes on\n\nBy Ada Lind\n\n", "Herring is back\n\nBy Bo Marsh\n\n"]
    text = "\n\n\n".join(head + running for head in heads)
    assert [a.byline for a in read(text.encode(), "two.txt")] == ["Ada Lind", "Bo Marsh"]
    assert len(read((text + "\n\n\n" + running).encode(), "two.txt")) == 1


@pytest.mark.parametrize("rule", ["-30-", "=========", "End of Document"])
def test_stories_with_heads_of_their_own_are_split_at_a_rule(rule: str) -> None:
    running = "The port said on Tuesday that it would wait for the outcome of the talks. " * 4
    text = f"Strike goes on\n\nBy Ada Lind\n\n{running}\n\n{rule}\n\nHerring is back\n\nBy Bo Marsh\n\n{running}\n"
    assert [a.byline for a in read(text.encode(), "two.txt")] == ["Ada Lind", "Bo Marsh"]


def test_a_story_as_a_paper_prints_it() -> None:
    article = one(
        "Water to be off in eleven streets\n\n"
        "Old main to go after 118 years; bring a bucket\n\n"
        "By Ada Lind, city reporter\nPort Wire\nPublished 24 November 2026 09:14 UTC+1\n\n"
        "A section of the old main at the corner of Rope Walk. (Jon Vail/Port Wire)\n\n"
        "PORT VERRIN (Port Wire) — Water will be off on Sunday night.\n\nTanks will stand by.\n"
    )
    assert article.headline == "Water to be off in eleven streets"
    assert article.standfirst == ("Old main to go after 118 years; bring a bucket",)
    assert article.byline == "Ada Lind, city reporter"
    assert article.source == "Port Wire"
    assert article.published
    assert article.published.iso == "2026-11-24T09:14+01:00"
    assert article.captions[0].credit == "Jon Vail/Port Wire"
    assert article.dateline == "PORT VERRIN (Port Wire)"
    assert article.body == "PORT VERRIN (Port Wire) — Water will be off on Sunday night.\n\nTanks will stand by."


@pytest.mark.parametrize(
    ("line", "stated"),
    [
        ("By Ada Lind | Port Wire | 24 Nov 2026", ("Ada Lind", "Port Wire", "2026-11-24", None)),
        ("Published 23 Nov 2026 09:14 GMT | Updated 24 Nov 2026", (None, None, "2026-11-23T09:14+00:00", "2026-11-24")),
        ("Updated - November 24, 2026 09:14 am IST", (None, None, None, "2026-11-24T09:14")),
        ("By Ada Lind · 4 min read", ("Ada Lind", None, None, None)),
    ],
)
def test_what_a_page_sets_side_by_side(line: str, stated: tuple[str | None, ...]) -> None:
    article = one(f"Strike goes on\n\n{line}\n\nNo end is in sight.")
    times = [time and time.iso for time in (article.published, article.updated)]
    assert (article.byline, article.source, *times) == stated
    assert article.body == "No end is in sight."


@pytest.mark.parametrize("paper", ["Marrow Gazette", "The Harbour Times", "Reuters"])
@pytest.mark.parametrize("day", ["28 November 2026", "Saturday 28 November 2026", "November 28, 2026"])
def test_a_line_under_the_headline_states_paper_and_day(paper: str, day: str) -> None:
    article = one(f"Pier to close\n{paper}, {day}\n\nBy Ada Lind\n\nThe pier closes in January.\n\nIt stays shut.")
    assert (article.headline, article.byline, article.source) == ("Pier to close", "Ada Lind", paper)
    assert article.published
    assert article.published.iso == "2026-11-28"
    assert article.body == "The pier closes in January.\n\nIt stays shut."


@pytest.mark.parametrize("line", ["Paris, 28 November 2026", "the news, 28 November 2026", "Marrow Gazette, Saturday"])
def test_a_place_with_a_day_and_a_paper_without_one_stay_in_the_body(line: str) -> None:
    article = one(f"Ferry pier to close\n\n{line}\n\nThe pier closes in January.")
    assert article.source is None
    assert line in article.body


def test_a_line_of_parts_that_are_not_all_known_stays_in_the_body() -> None:
    assert one("Strike goes on\n\nPort Wire · Ada Lind · harbour desk\n\nNo end.").body.startswith("Port Wire · Ada")


def test_a_header_of_named_fields() -> None:
    article = one(
        "Headline: Mayor to resign\nSource: Port Wire\nByline: By Ada Lind\nPublished: 5 November 2026\n"
        "State: withdrawn\nId: pw-17\nVersion: 3\n\nThe mayor will resign.\n"
    )
    assert (article.headline, article.source, article.byline) == ("Mayor to resign", "Port Wire", "Ada Lind")
    assert article.state is State.WITHDRAWN
    assert (article.external_id, article.external_version) == ("pw-17", "3")
    assert article.body == "The mayor will resign."


@pytest.mark.parametrize(
    ("headline", "state"),
    [
        ("WITHDRAWN: Mayor to resign", State.WITHDRAWN),
        ("CORRECTED-Mayor to resign", State.CORRECTED),
        ("Correction officers to strike", State.LIVE),
    ],
)
def test_what_an_agency_writes_before_a_headline_is_the_state(headline: str, state: State) -> None:
    article = one(f"{headline}\n\nThe mayor will resign.")
    assert (article.headline, article.state) == (headline, state)


def test_a_note_in_brackets_is_no_caption() -> None:
    article = one("Strike goes on\n\n(Adds quote, details)\n\nPORT VERRIN: No end.")
    assert article.captions == ()
    assert article.body.startswith("(Adds quote")


def test_an_embargo_is_a_state_with_its_time() -> None:
    article = one("EMBARGOED UNTIL 24 November 2026 09:14 UTC\n\nMayor to resign\n\nThe mayor will resign.\n")
    assert article.state is State.EMBARGOED
    assert article.embargo
    assert article.embargo.iso == "2026-11-24T09:14+00:00"


def test_text_without_a_headline_is_all_body() -> None:
    text = "The mayor will resign, she said on Tuesday.\n\nShe gave no reason."
    article = one(text)
    assert article.headline is None
    assert article.body == text


def test_text_wrapped_by_hand_keeps_its_paragraphs_and_its_line_ends() -> None:
    body = (
        "   Port Verrin (Port Wire) - The harbour strike in Port Verrin\nentered its third week on Monday, with some "
        "40 sailings\nlost and no date for a settlement.\n\n   The owners said their offer still stood, and that they\n"
        "would wait."
    )
    assert one(f"Strike goes on\n\n{body}\n").body == body


def test_indents_part_paragraphs_of_wrapped_text() -> None:
    wrapped = (
        "   The harbour strike in Port Verrin entered its third week\n"
        "on Monday, with some 40 sailings lost and no date for\n"
        "a settlement, the port authority said.\n"
        "   The owners said their offer still stood, and that they\n"
        "would wait."
    )
    assert len(one(f"Strike goes on\n\n{wrapped}").body.split("\n\n")) == 2


def test_lines_shorter_than_anybody_wraps_text_are_a_paragraph_each() -> None:
    assert one("Fog\n\nThe fog came.\nIt left at noon.\n").body == "The fog came.\n\nIt left at noon."


def test_one_line_a_paragraph_keeps_its_paragraphs() -> None:
    lines = [f"Paragraph {n} says something of its own. " + "It goes on for a while. " * (n + 3) for n in range(4)]
    assert one("Strike goes on\n\n" + "\n".join(lines)).body == "\n\n".join(lines)


def test_lines_of_the_page_inside_the_body_go() -> None:
    assert (
        one("Strike goes on\n\nFirst of all.\n\nAdvertisement\n\nAnd then.\n\nShare").body
        == "First of all.\n\nAnd then."
    )


def test_a_word_that_somebody_says_stays_in_the_body() -> None:
    body = "What should I do?\n\nListen.\n\nAnd then?\n\nSave\n\nFollow the gulls, she said."
    assert one(f"Strike goes on\n\n{body}\n\nShare\nPrint").body == body


def test_control_and_bidi_characters_of_an_article_are_kept() -> None:
    assert (
        one("Strike goes on\n\nBe\x1b]52;c;aGk=\x07 \u202eware\x00 [/b].").body
        == "Be\x1b]52;c;aGk=\x07 \u202eware\x00 [/b]."
    )


@pytest.mark.parametrize("label", ["FOR IMMEDIATE RELEASE", "Press release", "NEWS RELEASE:", "Media Advisory"])
def test_a_press_release_is_headed_by_its_headline_and_ends_at_its_mark(label: str) -> None:
    text = (
        f"{label}\n\nQuay Line Orders New Rudders\n\nSKARNE, Nov. 24, 2026 /QuayWire/ -- Quay Line said that it "
        "had ordered two rudders.\n\n# # #\n"
    )
    (article,) = read(text.encode(), "release.txt")
    assert (article.headline, article.dateline, article.source) == (
        "Quay Line Orders New Rudders",
        "SKARNE, Nov. 24, 2026 /QuayWire/",
        "QuayWire",
    )
    assert article.body.endswith("two rudders.")


@pytest.mark.parametrize(
    "line",
    ["From: our correspondent in Eskholt", "Subject: eels, and who may catch them", "To: the harbour, with love"],
)
def test_a_story_that_begins_like_one_line_of_a_mail_is_a_story(line: str) -> None:
    (article,) = read(f"{line}\n\nThe ferry stopped on Monday.\n".encode(), "story.txt")
    assert (article.headline, article.source, article.body) == (line, None, "The ferry stopped on Monday.")
