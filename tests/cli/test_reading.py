"""``read`` and ``quotes`` need only files, and their output for programs keeps its shape."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from newstext import read
from newstext.quotations.languages import pack
from tests.cli.command_line import story
from tui.cli.exits import EXIT_UNREADABLE

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from tests.cli.command_line import CommandLine

QUOTATION = {
    *("kind", "content", "cue", "source", "speaker", "role", "via", "unnamed", "said", "confidence", "name_confidence"),
    "reason",
}


def test_read_prints_one_article_a_line_that_reads_back_the_same(run: CommandLine, copy: Path) -> None:
    ran = run("read", copy, "--json")

    assert ran.status == 0
    assert [line["headline"] for line in ran.objects] == [
        "Bridge audit clears ministry",
        "Night ferry survives",
        "Eels counted again",
    ]
    assert read(ran.out.encode(), "copy.jsonl")[0] == read((copy / "bridge.txt").read_bytes(), "bridge.txt")[0]


def test_reading_touches_no_store(run_anew: CommandLine, copy: Path) -> None:
    run_anew("read", copy)
    run_anew("quotes", copy)

    assert not run_anew.store.exists()


def test_read_tells_a_person_what_is_in_a_file(run: CommandLine, copy: Path) -> None:
    ran = run("read", copy / "ferry.txt")

    assert "Night ferry survives" in ran.out
    assert "2 paragraphs" in ran.out


def test_quotes_prints_one_line_a_text_with_places_in_it(run: CommandLine, copy: Path) -> None:
    [line] = run("quotes", copy / "ferry.txt", "--json").objects

    assert line.keys() == {"file", "text", "quotations"}
    assert line["file"] == str(copy / "ferry.txt")
    [quotation] = [q for q in line["quotations"] if q["speaker"] == "Mira Holt"]
    assert quotation.keys() == QUOTATION
    assert quotation["kind"] == "direct"
    [(start, end)] = quotation["content"]
    assert "We will sail again tonight" in line["text"][start:end]


def test_places_count_code_points(run: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "whale.txt"
    file.write_text(story("Whale sings", "🐳🐳🐳 swam past. “It has been a very long song,” said Ada Lind."))
    [line] = run("quotes", file, "--json").objects

    [(start, end), *_] = line["quotations"][0]["content"]
    assert line["text"][start:end].strip("“”,") == "It has been a very long song"


def test_as_is_takes_the_whole_file_as_the_text(run: CommandLine, copy: Path) -> None:
    [line] = run("quotes", copy / "ferry.txt", "--as-is", "--json").objects

    assert line["text"] == (copy / "ferry.txt").read_text()


def test_quotes_shows_a_person_who_said_what(run: CommandLine, copy: Path) -> None:
    ran = run("quotes", copy / "ferry.txt")

    assert "“We will sail again tonight,”" in ran.out
    assert "— Mira Holt (direct)" in ran.out


def test_what_cannot_be_read_is_told_beside_the_result(run: CommandLine, copy: Path) -> None:
    for command in ("read", "quotes"):
        ran = run(command, copy / "nowhere.txt", copy / "ferry.txt", "--json")

        assert ran.status == 3
        assert len(ran.objects) == 1
        assert ran.err == f"{copy / 'nowhere.txt'}: There is no such file.\n"


def test_standard_input_can_be_read_twice_over(run: CommandLine, copy: Path) -> None:
    first = run("read", "-", "--json", stdin=(copy / "ferry.txt").read_bytes())
    second = run("read", "-", "--json", stdin=first.out.encode())

    assert json.loads(second.out) == json.loads(first.out)


def test_read_names_the_file_of_each_article_and_its_place_where_there_are_several(
    run: CommandLine, copy: Path
) -> None:
    lines = [{"headline": f"Eel {number}", "body": f"Eel {number} was counted on Monday."} for number in (1, 2, 3)]
    (copy / "eels.jsonl").write_text("\n".join(map(json.dumps, lines)))

    read_again = run("read", copy, "--json").objects

    assert [(line["file"], line.get("place"), line["headline"]) for line in read_again] == [
        (str(copy / "bridge.txt"), None, "Bridge audit clears ministry"),
        *((str(copy / "eels.jsonl"), place, f"Eel {place}") for place in (1, 2, 3)),
        (str(copy / "ferry.txt"), None, "Night ferry survives"),
        (str(copy / "later" / "eels.txt"), None, "Eels counted again"),
    ]


def test_a_readme_beside_the_copy_is_left_out_and_one_that_is_named_is_read(run: CommandLine, copy: Path) -> None:
    for name in ("README.md", "later/readme.de.txt", "later/README"):
        (copy / name).write_text(story("About this folder", "It holds copy, an editor said."))
    (copy / "readmes-are-dull.txt").write_text(story("Manuals are dull", "So are eels, a warden said."))

    ran = run("import", copy)

    assert ran.out.splitlines()[-1] == "Total: 4 added."
    named = ", ".join(str(copy / name) for name in ("README.md", "later/README", "later/readme.de.txt"))
    assert ran.err == f"Skipped {named}. To read a README, name it.\n"
    assert run("import", copy / "README.md").out.startswith(f"{copy / 'README.md'}: added")
    assert len(run("read", copy, "--json").objects) == 4


def test_a_mistake_in_a_language_pack_is_told_with_its_file(
    run: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("german.toml", "unknown.toml"):
        (tmp_path / name).write_text('code = "de"\nname = "German"\n[words]\npronuns = "er sie"\n', "utf-8")
    monkeypatch.setattr(pack, "_FOLDER", tmp_path)
    pack.pack_of.cache_clear()
    text = tmp_path / "text.txt"
    text.write_text("„Das Wasser steigt“, sagte der Bürgermeister, und die Leute gingen nach Hause.", "utf-8")
    ended = run("quotes", text, "--as-is")
    pack.pack_of.cache_clear()
    assert ended.status == EXIT_UNREADABLE
    assert f"The language pack {tmp_path / 'german.toml'} cannot be used." in ended.err
    assert "does not know: pronuns. Correct it" in ended.err
    assert "Traceback" not in ended.err
