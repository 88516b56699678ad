"""``pullquote import`` imports articles, reports on each file, and never loses what it has read."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from importlib.resources import files
from typing import TYPE_CHECKING

from newstext.article import Article
from newstext.reader_version import reader_version
from store.model.articles import ImportResult, Outcome
from tests.cli.command_line import story
from tui.transfer import sources
from tui.transfer.batches import BatchImport
from tui.transfer.sources import Source

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import pytest

    from store import Archive
    from tests.cli.command_line import CommandLine


def test_a_new_file_is_added(run_anew: CommandLine, copy: Path) -> None:
    ran = run_anew("import", copy / "ferry.txt")

    assert (ran.status, ran.err) == (0, "")
    assert ran.out == f"{copy / 'ferry.txt'}: added\nTotal: 1 added.\n"


def test_the_same_file_again_is_unchanged(run: CommandLine, copy: Path) -> None:
    run("import", copy / "ferry.txt")

    assert run("import", copy / "ferry.txt").out.endswith("ferry.txt: unchanged\nTotal: 1 unchanged.\n")


def test_a_changed_article_becomes_a_new_revision(run: CommandLine, archive: Archive, tmp_path: Path) -> None:
    file = tmp_path / "wire.jsonl"
    for body in ("We will sign.", "We will not sign."):
        file.write_text(json.dumps({"headline": "Talks", "external_id": "talks-1", "body": body}))
        ran = run("import", file)

    assert ran.out.startswith(f"{file}: new revision\n")
    [row] = archive.articles.page().rows
    assert [r.article.body for r in archive.articles.revisions(row.id)] == ["We will sign.", "We will not sign."]


def test_several_of_a_kind_are_told_as_several(run: CommandLine, tmp_path: Path) -> None:
    for body in ("We will sign.", "We will not sign."):
        files = [tmp_path / f"{number}.jsonl" for number in (1, 2)]
        for file in files:
            file.write_text(json.dumps({"headline": "Talks", "external_id": file.stem, "body": body}))
        ran = run("import", *files)

    assert ran.out.endswith("Total: 2 new revisions.\n")


def test_a_folder_is_read_with_all_below_it_in_order_and_without_hidden_files(run: CommandLine, copy: Path) -> None:
    ran = run("import", copy)

    assert ran.out.splitlines() == [
        f"{copy / 'bridge.txt'}: added",
        f"{copy / 'ferry.txt'}: added",
        f"{copy / 'later' / 'eels.txt'}: added",
        "Total: 3 added.",
    ]


def test_standard_input_is_read_under_the_name_it_is_given(run: CommandLine) -> None:
    ran = run("import", "-", "--name", "desk mail", "--format", "text", stdin=story("Late news", "It rained.").encode())

    assert ran.out.startswith("desk mail: added\n")


def test_the_split_of_a_paste_is_said_and_can_be_refused(run: CommandLine, tmp_path: Path) -> None:
    paste = tmp_path / "paste.txt"
    paste.write_bytes(files("sample_data").joinpath("pasted/two-stories.txt").read_bytes())

    assert run("import", paste).out.startswith(f"{paste}: 2 stories in this file, 2 added\n")
    assert "stories" not in run("import", paste, "--format", "one-story").out
    assert "one-story" in run("import", "--help").out


def test_a_guess_of_the_encoding_is_said_wherever_the_article_is_shown(run: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "old.txt"
    file.write_bytes(story("Café shut", "“It was good,” a naïve guest said.").encode("cp1252"))

    assert run("import", file).out.startswith(f"{file}: added. The encoding is a guess: cp1252.\n")
    [row] = run("list", "--json").objects
    assert "The encoding is a guess (cp1252)" in run("show", row["id"]).out


def test_a_version_that_comes_late_is_said_to_be_older(run: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "wire.jsonl"
    for version in ("2", "1"):
        file.write_text(json.dumps({"external_id": "talks-1", "version": version, "body": f"Version {version}."}))
        ran = run("import", file)

    assert ran.out.startswith(f"{file}: older version kept\n")
    [row] = run("list", "--json").objects
    assert run("show", row["id"], "--json").objects[0]["article"]["body"] == "Version 2."


def test_a_file_in_the_place_of_a_folder_is_refused_in_a_sentence(run: CommandLine, copy: Path) -> None:
    ran = run("import", copy / "ferry.txt" / "below.txt", "x" * 5_000)

    assert ran.status == 3
    assert ran.out.count("refused. ") == 2


def test_a_file_that_cannot_be_read_is_named_with_the_reason_and_does_not_stop_the_others(
    run: CommandLine, archive: Archive, copy: Path
) -> None:
    (copy / "a-picture.jpg").write_bytes(b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(100))
    (copy / "empty.txt").touch()
    ran = run("import", copy, copy / "nowhere.txt")

    assert ran.status == 3
    assert f"{copy / 'nowhere.txt'}: refused. There is no such file.\n" in ran.out
    assert f"{copy / 'a-picture.jpg'}: refused. This is a picture" in ran.out
    assert ran.out.endswith("Total: 3 added, 3 files refused.\n")
    assert archive.articles.totals().articles == 3


def test_for_a_program_there_is_one_line_an_article_and_one_for_each_refused_file(run: CommandLine, copy: Path) -> None:
    (copy / "empty.txt").touch()
    ran = run("import", copy, "--json")

    assert sorted(line["outcome"] for line in ran.objects) == ["added", "added", "added", "refused"]
    added = next(line for line in ran.objects if line["outcome"] == "added")
    assert added.keys() == {
        *("file", "outcome", "article_id", "revision_id", "changed_quotations", "headline", "guessed_encoding")
    }
    assert ran.err == "Total: 3 added, 1 file refused.\n"


def test_a_format_nobody_knows_is_wrong_use(run: CommandLine, copy: Path) -> None:
    ran = run("import", copy, "--format", "papyrus")

    assert ran.status == 2
    assert "is not a format" in ran.err


def test_ctrl_c_keeps_what_was_read(
    run: CommandLine, archive: Archive, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = sources.articles

    def stopped_at_the_last(source: Source, format_name: str | None) -> object:
        if source.name.endswith("eels.txt"):
            raise KeyboardInterrupt
        return read(source, format_name)

    monkeypatch.setattr(sources, "articles", stopped_at_the_last)
    ran = run("import", copy)

    assert ran.status == 130
    assert ran.out.splitlines()[-1] == "Total: 2 added."
    assert archive.articles.totals().articles == 2


class CountingArchive:
    """An archive that records the size of each batch."""

    def __init__(self) -> None:
        self.batches: list[int] = []

    def add(self, articles: Sequence[Article], *, reader: str, reader_version: str, again: bool) -> list[ImportResult]:
        assert not again
        self.batches.append(len(articles))
        return [ImportResult(Outcome.ADDED, "a", "r")] * len(articles)


def test_ten_thousand_files_are_stored_in_batches_and_each_is_told_of_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "articles", lambda source, format_name: [Article(headline=source.name)])
    archive, told = CountingArchive(), []
    importing = BatchImport(archive, lambda *_: None, lambda tally: told.append(tally.name))  # type: ignore[arg-type]
    for number in range(10_000):
        importing.take(Source(str(number), open))  # type: ignore[arg-type]
    importing.flush()

    assert sum(archive.batches) == 10_000
    assert 100 <= max(archive.batches) <= 5_000
    assert told == [str(number) for number in range(10_000)]


def test_one_file_of_many_articles_is_never_held_whole(run: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = CountingArchive()
    held: list[int] = []

    def many(source: Source, format_name: str | None) -> object:
        for number in range(12_000):
            held.append(number - sum(archive.batches))
            yield Article(headline=str(number))

    monkeypatch.setattr(sources, "articles", many)
    importing = BatchImport(archive, lambda *_: None, lambda _: None)  # type: ignore[arg-type]
    importing.take(Source("many.jsonl", open))  # type: ignore[arg-type]

    assert max(held) <= max(archive.batches) <= 5_000


def test_a_reader_that_breaks_is_counted_apart_from_files_that_cannot_be_read(
    run: CommandLine, copy: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "newstext.formats.tables.csv", None)
    (copy / "log.csv").write_text("headline,body\nFog,Fog came.\n")
    (copy / "none.txt").write_text("")
    ran = run("import", copy)

    assert ran.status == 3
    assert ran.out.endswith("Total: 3 added, 1 file refused, 1 file not read: the reader failed.\n")
    [report] = (home / "state").rglob("report-*")
    assert str(report) in "".join(ran.out.split())
    assert "ModuleNotFoundError" in report.read_text()
    [said] = [line for line in run("import", "--json", copy).objects if line["outcome"] == "broken"]
    assert said["file"] == str(copy / "log.csv")
    assert "fault is in Pullquote" in said["reason"]
    report.unlink()


def test_an_empty_reading_is_refused_and_the_text_stays(run: CommandLine, archive: Archive, tmp_path: Path) -> None:
    file = tmp_path / "wire.jsonl"
    for body in ("We will sign.", ""):
        file.write_text(json.dumps({"headline": "Talks", "url": "https://port.example/talks", "body": body}))
        ran = run("import", file)

    reason = "It has no text this time; the stored text stays."
    assert (ran.status, ran.out) == (3, f"{file}: refused. {reason}\nTotal: 1 file refused.\n")
    [row] = archive.articles.page().rows
    assert archive.open_article(row.id).revision.article.body == "We will sign."
    [line] = run("import", file, "--json").objects
    assert (line["outcome"], line["reason"], line["article_id"]) == ("refused", reason, row.id)


def test_articles_that_hold_nothing_are_refused_beside_those_that_are_added(run: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "wire.jsonl"
    file.write_text(
        "\n".join(json.dumps(article) for article in ({"headline": "Talks"}, {"url": "https://a.example/b"}))
    )

    ran = run("import", file)
    assert ran.status == 3
    assert "2 stories in this file, 1 added, 1 refused. It has neither a headline nor a text.\n" in ran.out
    assert ran.out.endswith("Total: 1 added, 1 article refused.\n")


def test_the_encoding_of_a_file_can_be_said(run: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "old.txt"
    file.write_bytes(story("Café shut", "“It was good,” a naïve guest said.").encode("mac_roman"))

    assert (
        "“It was good,” a naïve guest said."
        in run("read", file, "--encoding", "macintosh", "--json").objects[0]["body"]
    )
    assert run("import", file, "--encoding", "macintosh").out.startswith(f"{file}: added\n")
    assert "not in the encoding utf-8" in run("import", file, "--encoding", "utf-8").out
    refused = run("import", file, "--encoding", "klingon")
    assert (refused.status, "is not a known encoding" in refused.err) == (2, True)


def test_an_article_without_a_headline_is_listed_by_how_its_text_begins(run: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "posts.jsonl"
    file.write_text(json.dumps({"id": "1", "body": "The night ferry is cancelled.\n\n" + "Nobody sails. " * 30}))
    run("import", file)

    assert run("list").out.startswith("The night ferry is cancelled. Nobody sails.")
    assert run("read", file).out.startswith("The night ferry is cancelled. Nobody sails.")


def test_the_same_file_read_by_a_newer_reader_says_so(
    run: CommandLine, archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from newstext import reader_version as installed
    from newstext.formats.plain import text

    before = reader_version()
    file = tmp_path / "ferry.txt"
    file.write_text(story("Ferry stops", "“We had no steering,” captain Idris Moll said."))
    run("import", file)
    older = text.read
    monkeypatch.setattr(text, "read", lambda *given: [replace(a, byline="Ada Lind") for a in older(*given)])
    monkeypatch.setattr(installed, "reader_version", lambda: "9.9")

    assert run("import", file).out.startswith(f"{file}: read anew by a newer reader\n")
    [row] = archive.articles.page().rows
    assert [revision.reader_version for revision in archive.articles.revisions(row.id)] == [before, "9.9"]
