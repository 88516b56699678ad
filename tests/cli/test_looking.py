"""The output of ``list``, ``search``, ``show``, ``speakers``, ``log`` and ``find``, for people and for programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from newstext.spans import Span
from store import Archive
from store.model.annotations import SpanRole, Status
from tui.wording.events import WORDINGS

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.command_line import CommandLine


@pytest.fixture
def stack(run: CommandLine, copy: Path) -> None:
    """Three articles, scanned by the finder."""
    run("import", copy)
    run("find")


def settle_all(archive: Archive) -> None:
    for row in archive.articles.page().rows:
        archive.decisions.settle(archive.open_article(row.id).annotations, Status.ACCEPTED)


@pytest.mark.parametrize("command", [["list"], ["search", "ferry"], ["show", "0"], ["speakers"], ["log"], ["find"]])
def test_without_a_store_nothing_is_found_and_none_is_made(run_anew: CommandLine, command: list[str]) -> None:
    ran = run_anew(*command)

    assert (ran.status, ran.out) == (1, "")
    assert ran.err == f"There is no store at {run_anew.store} yet. Import articles with: pullquote import FILE\n"
    assert not run_anew.store.exists()


@pytest.mark.usefixtures("archive")
@pytest.mark.parametrize("command", [["list"], ["search", "ferry"], ["show", "0"], ["speakers"], ["log"], ["find"]])
def test_in_an_empty_store_nothing_is_found(run: CommandLine, command: list[str]) -> None:
    ran = run(*command)

    assert (ran.status, ran.out) == (1, "")
    assert ran.err.endswith("\n")
    assert ran.err.count("\n") == 1


@pytest.mark.usefixtures("stack")
def test_list_shows_each_article_with_its_id(run: CommandLine) -> None:
    people, program = run("list"), run("list", "--json")

    assert program.status == people.status == 0
    assert len(program.objects) == 3
    for row in program.objects:
        assert {"id", "headline", "source", "byline", "stated_time", "state", "open_count"} <= row.keys()
        assert row["headline"] in people.out
        assert row["id"] in people.out


@pytest.mark.usefixtures("stack")
def test_search_says_where_the_words_are(run: CommandLine) -> None:
    [hit] = run("search", "auditor", "--json").objects

    assert hit.keys() == {"article", "snippet", "offset", "why", "headline_marks", "snippet_marks"}
    assert hit["article"]["headline"] == "Bridge audit clears ministry"
    assert "auditor" in run("search", "auditor").out


@pytest.mark.usefixtures("stack")
@pytest.mark.parametrize("words", ['"', "NEAR(", "* -", "who:", "a' OR 1=1", "]", "\x00"])
def test_no_character_that_a_person_types_is_an_error(run: CommandLine, words: str) -> None:
    assert run("search", "--", words).status in (0, 1)


@pytest.mark.usefixtures("stack")
def test_search_that_finds_nothing_says_so(run: CommandLine) -> None:
    ran = run("search", "xylophone")

    assert (ran.status, ran.out, ran.err) == (1, "", "Nothing found for “xylophone”.\n")


@pytest.mark.usefixtures("stack")
def test_search_says_what_it_did_not_understand_also_when_it_finds_nothing(run: CommandLine) -> None:
    ran = run("search", "before:soon", "is:opn")

    day = "before:soon is not a day; write it as in before:2026-11-24 or before:7d."
    said = f"{day}\nUnknown filter is:opn. Did you mean is:open?\n"
    assert (ran.status, ran.err) == (1, f"{said}Nothing found for “before:soon is:opn”.\n")


@pytest.mark.usefixtures("stack")
@pytest.mark.parametrize("options", [[], ["--json"]])
def test_a_filter_that_is_not_understood_is_said_once_and_not_with_every_hit(
    run: CommandLine, options: list[str]
) -> None:
    ran = run("search", "said", "is:opn", *options)

    assert (ran.status, ran.err) == (0, "Unknown filter is:opn. Did you mean is:open?\n")
    assert "opn" not in ran.out
    assert len(run("search", "said", "--json").objects) > 1


@pytest.mark.usefixtures("stack")
def test_search_keeps_to_its_limit(run: CommandLine) -> None:
    assert len(run("search", "last", "--limit", "2", "--json").objects) == 2
    assert run("search", "last", "--limit", "0").status == 2


@pytest.mark.usefixtures("stack")
def test_show_prints_the_article_and_its_quotations(run: CommandLine) -> None:
    article_id = run("search", "ferry", "--json").objects[0]["article"]["id"]
    ran = run("show", article_id)

    assert ran.status == 0
    assert "Night ferry survives" in ran.out
    assert "It was the last thing" in ran.out
    assert "Mira Holt" in ran.out.split("quotation 1 of")[1]


@pytest.mark.usefixtures("stack")
def test_show_for_a_program_holds_text_revision_and_annotations(run: CommandLine) -> None:
    [shown] = run("show", run("list", "--json").objects[0]["id"], "--json").objects

    assert {"id", "revision", "article", "annotations"} <= shown.keys()
    assert shown["revision"].keys() == {"id", "article_id", "seq", "sha256", "reader", "reader_version", "seen_at"}
    for annotation in shown["annotations"]:
        for piece in annotation["state"]["pieces"]:
            start, end = piece["span"]
            assert shown["article"]["body"][start:end] == piece["exact"]


@pytest.mark.usefixtures("stack")
def test_the_beginning_of_an_id_will_do(run: CommandLine) -> None:
    ids = [row["id"] for row in run("list", "--json").objects]

    assert run("show", ids[0][:-2]).status == 0
    ran = run("show", "01234567")
    assert (ran.status, ran.out) == (1, "")


@pytest.mark.usefixtures("stack")
def test_speakers_lists_who_was_settled(run: CommandLine, archive: Archive) -> None:
    assert run("speakers").err == "No quotation is accepted yet.\n"
    settle_all(archive)

    [speaker] = [line for line in run("speakers", "--json").objects if line["name"] == "Mira Holt"]
    assert speaker.keys() >= {"id", "name", "aliases", "role", "quotations"}
    assert f"Mira Holt  {speaker['quotations']}\n" in run("speakers").out
    [saying] = run("speakers", "holt", "--json").objects
    assert saying["speaker"] == "Mira Holt"
    assert [place["status"] for place in saying["printed"]] == ["accepted"]
    assert "— Mira Holt\n  Night ferry survives · accepted\n" in run("speakers", "holt").out
    assert run("speakers", "nobody at all").status == 1


@pytest.mark.usefixtures("stack")
def test_questions_about_sources_that_find_nothing_say_so(run: CommandLine) -> None:
    assert run("speakers", "--disputed").err == "No words are attributed to different speakers.\n"
    assert run("speakers", "--loaded").err == "There are no loaded verbs.\n"
    assert "Total: " in run("speakers", "--unnamed").out
    assert {"descriptor", "reason", "plural", "quotations"} <= run("speakers", "--unnamed", "--json").objects[0].keys()


@pytest.mark.usefixtures("stack")
def test_log_says_who_did_what(run: CommandLine, archive: Archive) -> None:
    settle_all(archive)
    last = run("log", "--json").objects[-1]

    assert (last["actor"], last["action"]) == ("ada", "accept")
    assert (last["before"]["status"], last["after"]["status"]) == ("suggested", "accepted")
    assert run("log").out.count("accepted") == sum(line["action"] == "accept" for line in run("log", "--json").objects)


@pytest.mark.usefixtures("stack")
def test_the_log_for_people_has_newsroom_words_for_whatever_was_done(run: CommandLine, archive: Archive) -> None:
    settle_all(archive)
    opened = archive.open_article(archive.articles.page().rows[0].id)
    revision = opened.revision
    quotation = archive.decisions.add_quotation(revision, [Span(0, 8)])
    quotation = archive.decisions.respan(quotation, revision, [Span(0, 9)])
    quotation = archive.decisions.label(quotation, revision, SpanRole.CUE, [Span(10, 12)])
    quotation = archive.remarks.note(quotation, "Ask again.")
    quotation = archive.remarks.tag(quotation, ["harbour"])
    quotation = archive.remarks.flag(quotation, flagged=True)
    quotation = archive.decisions.name_speaker(quotation, "Ada Lind")
    [quotation] = archive.decisions.settle([quotation], Status.REMOVED)
    archive.decisions.undo()
    archive.decisions.redo()

    actions = {line["action"] for line in run("log", "--json").objects}
    assert actions <= WORDINGS.keys()
    assert actions >= {"suggest", "accept", "mark", "respan", "label", "note", "tag", "flag", "name", "remove", "undo"}
    told = run("log").out
    for words in ("new quotation", "ends moved", "words labelled", "speaker named", "undone", "redone"):
        assert f"  {words} " in told
    assert "respan" not in told


@pytest.mark.usefixtures("stack")
def test_the_log_has_the_registers_lines_too(run: CommandLine, archive: Archive) -> None:
    settle_all(archive)
    holt = archive.register.speakers("holt")[0]
    archive.register.add_name(holt.id, "Miroslava")

    assert run("log").out.endswith("speaker: Mira Holt, Miroslava\n")
    lines = run("log", "--json").objects
    assert lines[-1]["after"]["aliases"] == ["Miroslava"]
    assert [line["seq"] for line in lines] == sorted(line["seq"] for line in lines)


def test_find_goes_over_an_article_once(run: CommandLine, copy: Path) -> None:
    run("import", copy)
    first, again = run("find", "--all"), run("find", "--all")

    assert first.out.startswith("Scanned 3 of 3 articles: ")
    assert ": 0 with new suggestions" not in first.out
    assert again.out == "Scanned 3 of 3 articles: 0 with new suggestions.\n"
    assert [line["new_suggestions"] for line in run("find", "--all", "--json").objects] == [False] * 3


@pytest.mark.usefixtures("stack")
def test_list_takes_the_filters_of_a_search_an_order_and_a_limit(run: CommandLine) -> None:
    newest = [row["id"] for row in run("list", "--json").objects]

    assert [row["id"] for row in run("list", "--sort", "oldest", "--json").objects] == newest[::-1]
    assert [row["id"] for row in run("list", "--limit", "2", "--json").objects] == newest[:2]
    assert len(run("list", "--limit", "9" * 40, "--json").objects) == 3
    assert [row["headline"] for row in run("list", "who:mira holt", "--json").objects] == ["Night ferry survives"]
    assert run("list", "who:nobody").err == "No article matches this filter.\n"
    assert run("list", "is:opn").status == run("list", "ferry").status == run("list", "--sort", "size").status == 2


@pytest.mark.usefixtures("stack")
def test_a_name_of_two_words_after_a_colon_is_one_filter_also_when_the_shell_took_its_marks(run: CommandLine) -> None:
    assert [hit["article"]["headline"] for hit in run("search", "who:mira holt", "--json").objects] == [
        "Night ferry survives"
    ]
    assert run("search", "who:holt mira").status == 1


def test_a_date_that_cannot_be_is_said(run: CommandLine) -> None:
    odd = b'{"headline": "Tide turns early", "body": "It turned at noon, a warden said.", "published": "3013-11-24"}'
    run("import", "-", stdin=odd)
    [row] = run("list", "--json").objects

    assert "24 Nov 3013 (impossible), received " in run("list").out
    assert "Impossible date, 24 Nov 3013: listed by arrival, " in run("show", row["id"]).out
    assert (row["stated_time"]["iso"], row["sorted_at"] < "3013") == ("3013-11-24", True)


@pytest.mark.usefixtures("stack")
def test_the_log_is_narrowed_by_day_person_and_article(run: CommandLine, store: Path) -> None:
    for actor in ("Ada Lind", "Ben Adair"):
        with Archive.open(store, actor=actor) as archive:
            for row in archive.articles.page().rows:
                archive.remarks.add_note(archive.open_article(row.id).revision, Span(0, 4), "Ask again")
    rows = run("list", "--json").objects

    def shown(*options: str) -> set[tuple[str, str]]:
        events = run("log", "--json", *options).objects
        return {(event["actor"], event["article_id"]) for event in events if event["after"]["kind"] == "note"}

    assert len(shown()) == len(shown("--since", "2026-11")) == 6
    assert {actor for actor, _ in shown("--by", "adair ben")} == {"Ben Adair"}
    assert {article for _, article in shown("--article", rows[0]["id"])} == {rows[0]["id"]}
    assert len(shown("--article", rows[0]["id"], "--by", "lind", "--since", "2026")) == 1
    nothing = run("log", "--since", "9999")
    assert (nothing.status, nothing.err) == (1, "No decision matches.\n")
    assert run("log", "--since", "someday").status == 2
    assert run("log", "--article", "none").err == "There is no article “none” in this store.\n"


def test_lists_are_limited_sorted_and_begun_at_a_day(run: CommandLine, archive: Archive, copy: Path) -> None:
    run("import", copy)
    run("find")
    assert run("speakers", "--since", "2020").status == 1, "nobody has settled anything"
    quotation = next(
        a["id"]
        for row in run("list", "--json").objects
        for a in run("show", row["id"], "--json").objects[0]["annotations"]
    )
    run("settle", "accept", quotation)
    run("name", quotation, "Zora Quist")
    run("name", quotation, "Mira Holt")
    assert [one["name"] for one in run("speakers", "--json", "--sort", "name").objects] == ["Mira Holt"]
    newest = run("log", "--json", "--sort", "newest", "--limit", "2").objects
    assert [event["seq"] for event in newest] == sorted((event["seq"] for event in newest), reverse=True)
    assert run("log", "--json", "--limit", "2").objects == newest[::-1]
    assert run("list", "--view", "settled", "--json").objects[0]["open_count"] == 0
    assert "Did you mean “Settled”?" in run("list", "--view", "setled").err
    assert run("list", "--since", "2031").status == 1
    assert run("log", "--since", "soon").status == 2


def test_articles_and_the_people_they_quote_are_narrowed_by_the_byline(
    run: CommandLine, archive: Archive, copy: Path
) -> None:
    hers = {"headline": "Mud", "byline": "By Ingrid Coyle", "body": "“It was never moved,” said Zora Quist, a diver."}
    (copy / "mud.jsonl").write_text(json.dumps(hers))
    run("import", copy)
    run("find")
    [row] = run("list", "--by", "coyle", "--json").objects
    assert row["headline"] == "Mud"
    assert run("list", 'by:"ingrid coy"', "--json").objects == [row]
    assert run("speakers", "--by", "coyle").status == 1, "nobody has settled anything"
    settle_all(archive)
    assert {one["name"] for one in run("speakers", "--json").objects} == {"Mira Holt", "Zora Quist"}
    assert [one["name"] for one in run("speakers", "--by", "coyle", "--json").objects] == ["Zora Quist"]
    assert run("speakers", "--by", "nobody").err == "No quotation in these articles is accepted.\n"


def test_a_mistyped_command_is_told_the_near_one(run: CommandLine) -> None:
    assert "Did you mean “export”?" in run("exprot").err
    assert "Did you mean" not in run("zzzz").err
    assert run("-V").out.startswith("pullquote ")


@pytest.mark.usefixtures("stack")
def test_search_and_list_take_a_pattern(run: CommandLine) -> None:
    everything = run("list", "--json").objects
    wanted = [row["id"] for row in everything if "ferry" in row["headline"].lower()]
    assert wanted
    assert [row["id"] for row in run("list", r"re:\bferry\b", "--json").objects][: len(wanted)] == wanted
    hit = run("search", "re:fer(ry|ries) ?", "--json").objects[0]
    assert hit["headline_marks"] or hit["snippet_marks"]
    faulty = run("search", "re:ferry(")
    assert (faulty.status, faulty.out) == (1, "")
    assert faulty.err.startswith("The pattern fails at character 7: missing ).")
    assert "is for search and list" in run("export", "--format", "csv", "re:ferry").err
    assert "is for search and list" in run("speakers", "re:ferry").err
    assert "sorted newest first" in run("list", "re:ferry", "--sort", "oldest").err
