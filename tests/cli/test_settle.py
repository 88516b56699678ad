"""Decisions from the command line: single commands, and a review by line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from store import Archive
from store.model.annotations import Record, Status
from tests.cli.command_line import story

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from store.model.annotations import Annotation
    from tests.cli.command_line import CommandLine, Ran

STRIKE = (
    "“Nobody here wants a fourth week,” union secretary Mira Holt said on Tuesday.\n\n"
    "“The offer stands,” said Yusuf Amadi, who speaks for the port."
)


@pytest.fixture
def settled_by_ada(run: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A store with two suggested quotations, and commands in Ada's name."""
    monkeypatch.setenv("PULLQUOTE_USER", "ada")
    (tmp_path / "strike.txt").write_text(story("Harbour strike goes on", STRIKE))
    run("import", tmp_path / "strike.txt")
    run("find")


@pytest.fixture
def quotations(run: CommandLine, settled_by_ada: None) -> Iterator[Callable[[], list[Annotation]]]:
    """The article's quotations, as stored when asked."""
    with Archive.open(run.store, actor="bo") as archive:
        yield lambda: list(archive.open_article(archive.articles.page().rows[0].id).annotations)


@pytest.fixture
def review(run: CommandLine) -> Callable[..., Ran]:
    """A review by line with commands, one a line."""
    return lambda *commands: run("review", "--plain", stdin="\n".join(commands).encode())


def test_commands_settle_name_remove_and_undo_as_the_desk_does(
    run: CommandLine, quotations: Callable[[], list[Annotation]]
) -> None:
    first, second = quotations()
    accepted = run("settle", "accept", first.id, second.id, "--json")
    assert [one["state"]["status"] for one in accepted.objects] == ["accepted", "accepted"]
    assert run("log", "--json").objects[-1]["action"] == "accept"
    assert {a.state.speaker_id for a in quotations()} & {None} == set(), "accepting enters speakers in the register"

    named = run("name", first.id, "Mira", "Holtby", "--terms", "background", "--json")
    assert named.objects[0]["state"]["speaker"] == "Mira Holtby"
    assert quotations()[0].state.record is Record.BACKGROUND
    assert run("undo").out.startswith("Undone: speaker.\naccepted: Mira Holt, union secretary: ")
    assert run("undo", "--redo").out.startswith("Redone: speaker.")
    assert run("undo").status == 0

    assert run("remove", second.id).out.startswith("removed: Yusuf Amadi")
    assert len(quotations()) == 1
    undone = run("undo", "--json").objects[0]
    assert undone["action"] == "remove"
    assert run("undo").out.count("suggested: ") == 2, "both were accepted in one step"
    assert run("undo").status == 1


def test_only_a_second_reader_verifies(
    run: CommandLine, quotations: Callable[[], list[Annotation]], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = quotations()[0].id
    run("settle", "accept", first)
    assert run("settle", "verify", first, "--against", "the recording").status == 1
    assert quotations()[0].state.status is Status.ACCEPTED
    monkeypatch.setenv("PULLQUOTE_USER", "bo")
    assert run("settle", "verify", first, "--against", "the recording").status == 0
    assert quotations()[0].state.checked_against == "the recording"


def test_a_step_that_a_colleague_changed_and_an_unknown_id_are_refused(
    run: CommandLine, quotations: Callable[[], list[Annotation]]
) -> None:
    run("settle", "accept", first := quotations()[0].id)
    with Archive.open(run.store, actor="bo") as archive:
        archive.remarks.note(archive.annotations.get(first), "Heard it otherwise.")
    assert (refused := run("undo")).status == 1
    assert "bo has changed this quotation since" in refused.err
    assert run("settle", "accept", "no-such-id").status == 1
    assert run("settle", "accept").status == 2
    assert run("name", first).status == 2


def test_a_review_by_line_settles_every_quotation(
    review: Callable[..., Ran], run: CommandLine, quotations: Callable[[], list[Annotation]]
) -> None:
    done = review("terms background", "@Mira Holtby", "x")
    assert "[“Nobody here wants a fourth week,”] union secretary Mira Holt said on Tuesday." in done.out
    assert "Quotation 2 of 2" in done.out
    assert "1 of 2 accepted." in done.out
    assert "Terms saved: on background." in done.out, "as the desk says it"
    assert "Rejected. u undoes it." in done.out
    assert "That was the last: 1 of 2 accepted. q leaves, k goes back." in done.out
    first = quotations()[0]
    assert (first.state.speaker, first.state.record) == ("Mira Holtby", Record.BACKGROUND)
    assert [e["action"] for e in run("log", "--json").objects if e.get("annotation_id")][-3:] == [
        "record",
        "name",
        "reject",
    ]
    assert review().status == 1, "nothing is open"


def test_a_review_by_line_corrects_words_undoes_and_goes_on_later(
    review: Callable[..., Ran], quotations: Callable[[], list[Annotation]]
) -> None:
    done = review("words “Nobody here", "words no such words", "2 union secretary Mira Holt", "a", "u", "a", "q")
    assert "[“Nobody here] wants a fourth week" in done.out
    assert "Type words as the article has them" in done.out
    assert "Undone: accept." in done.out
    first = quotations()[0]
    assert first.words == "“Nobody here"
    assert first.state.status is Status.ACCEPTED
    later = review("?", "nonsense", "so", "")
    assert "Quotation 2 of 2" in later.out
    assert "@ NAME (speaker): name the speaker; without a name, list those in the article" in later.out
    assert "u (undo): undo\n" in later.out
    assert "“nonsense” is not a command." in later.out
    assert quotations()[1].state.status is Status.SUGGESTED, "“so” sets no source without words"


def test_a_review_by_line_announces_a_step_of_an_earlier_review(
    review: Callable[..., Ran], quotations: Callable[[], list[Annotation]]
) -> None:
    review("a", "q")
    first = quotations()[0]
    assert "from an earlier session (" in (told := review("u", "q").out)
    assert "): accept. u again undoes it." in told
    assert quotations()[0] == first
    assert "Undone: accept." in review("u", "u", "q").out
    assert quotations()[0].state.status is Status.SUGGESTED


def test_a_review_by_line_lets_a_person_choose_between_two_sides(
    run: CommandLine, quotations: Callable[[], list[Annotation]], monkeypatch: pytest.MonkeyPatch
) -> None:
    from tui.cli import review

    first, _ = quotations()
    lines = iter(["a", "mine", "q"])

    def ask(prompt: str) -> str:
        if prompt == "> " and not seen:
            seen.append(prompt)
            with Archive.open(run.store, actor="bo") as archive:
                archive.decisions.settle([archive.annotations.get(first.id)], Status.REJECTED)
        return next(lines)

    seen: list[str] = []
    monkeypatch.setattr(review, "_ask", ask)
    said = run("review", "--plain").out
    assert "bo has changed this quotation meanwhile." in said
    assert "status: bo: rejected; you: accepted" in said
    assert quotations()[0].state.status is Status.ACCEPTED


def test_a_review_by_line_shows_both_versions_of_changed_words(
    run: CommandLine, tmp_path: Path, settled_by_ada: None, review: Callable[..., Ran]
) -> None:
    def table(body: str) -> None:
        (tmp_path / "one.jsonl").write_text(
            f'{{"external_id": "s1", "version": "{len(body)}", "headline": "Talks", "body": "{body}"}}'
        )
        run("import", tmp_path / "one.jsonl")

    table("“We want a phone call,” Pia Renner said.")
    run("find")
    review("a", "a", "a")
    table("“We want a long phone call,” Pia Renner said.")
    done = review("q")
    assert "Was: “We want a phone call,”" in done.out
    assert "Now: “We want a long phone call,”" in done.out
    [stale] = [
        a
        for one in run("list", "--json").objects
        for a in run("show", one["id"], "--json").objects[0]["annotations"]
        if a["state"]["status"] == "stale"
    ]
    assert run("settle", "accept", stale["id"]).status == 1, "nobody has compared the words"
    review("o")
    assert run("show", stale["article_id"], "--json").objects[0]["annotations"] == []
