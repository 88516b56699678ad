"""``pullquote pending``: decisions that wait for a store that was away, without a desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store import Archive
from store.away import AwayArchive
from store.model.annotations import Status
from store.pending.file import PendingFile, left_over
from store.pending.lines import Owner
from tests.cli.command_line import CommandLine
from tests.engines.newsroom import FIRST_QUOTE, SECOND_QUOTE, story
from tui.settings import paths

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from store.model.annotations import Annotation


def leave(path: Path, *, count: int = 2) -> list[Annotation]:
    """Leave decisions of Ada's, as a desk does that quits while its store is away."""
    with Archive.open(path, actor="ada") as desk:
        revision = story(desk).revision
        made = [desk.decisions.add_quotation(revision, [span]) for span in (FIRST_QUOTE, SECOND_QUOTE)[:count]]
        owner = Owner(desk.presence.identity, desk.place, desk.actor)
        file = PendingFile.begin(paths.pending_folder(), owner)
        for one in made:
            away = AwayArchive(desk, "The store is away.", {})
            away.decisions.settle([away.decisions.as_seen(one)], Status.REJECTED)
            assert away.taken is not None
            file.add(away.taken)
        file.close()
    return made


def test_without_any_it_says_so(run: CommandLine) -> None:
    done = run("pending")
    assert (done.status, done.err) == (1, "No decisions wait on this machine.\n")


def test_what_waits_is_listed_and_exported_without_the_store(run: CommandLine, store: Path) -> None:
    made = leave(store)
    store.rename(store.with_name("away.db"))
    listed = run("pending")
    assert f"{store}, ada" in listed.out
    assert listed.out.count("rejected") == 2
    assert made[0].words in listed.out
    [first, _] = run("pending", "list", "--json").objects
    assert (first["action"], first["annotation_ids"]) == ("reject", [made[0].id])
    [first, _] = run("pending", "export").objects
    assert [edit["state"]["status"] for edit in first["edits"]] == ["rejected"]
    assert [edit["base"]["status"] for edit in first["edits"]] == ["accepted"]
    assert len(left_over(paths.pending_folder())) == 1


def test_they_are_saved_in_order_and_each_once(run: CommandLine, store: Path) -> None:
    made = leave(store)
    assert run("pending", "send").err == "2 of 2 sent.\n"
    assert run("pending", "send").status == 1
    with Archive.open(store, actor="ada") as desk:
        assert [desk.annotations.get(one.id).version for one in made] == [2, 2]


def test_only_their_own_person_sends_them(run: CommandLine, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    leave(store)
    monkeypatch.setenv("PULLQUOTE_USER", "ben")
    done = run("pending", "send")
    assert (done.status, done.err) == (1, "No decisions of yours wait here for this store.\n")


def test_a_store_with_a_new_place_gets_them_by_the_name_of_their_file(run: CommandLine, store: Path) -> None:
    leave(store)
    moved = CommandLine(store.rename(store.with_name("moved.db")))
    assert moved("pending", "send").status == 1
    [left] = left_over(paths.pending_folder())
    assert moved("pending", "send", left.path).err == "2 of 2 sent.\n"


def test_a_conflict_is_left_to_the_desk(run: CommandLine, store: Path) -> None:
    [made] = leave(store, count=1)
    with Archive.open(store, actor="ben") as desk:
        desk.remarks.note(made, "Call her.")
    done = run("pending", "send")
    assert done.status == 1
    assert "ben has changed this quotation meanwhile" in done.err
    assert "Open the desk" in done.err
    assert len(left_over(paths.pending_folder())) == 1
