"""``pullquote views``: saved views, and what is new in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store import Archive
from tests.cli.command_line import story

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from tests.cli.command_line import CommandLine


def test_views_are_saved_listed_with_what_is_new_renamed_and_removed(
    run: CommandLine, copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PULLQUOTE_USER", "ada")
    run("import", copy)
    assert run("views", "save", "Unread here", "is:unread").out == "Saved “Unread here”.\n"
    assert (
        run("views", "save", "Everything", "--for-all", "--sort", "oldest").out
        == "Saved “Everything”, for all desks.\n"
    )
    with Archive.open(run.store, actor="ada") as archive:
        for view in archive.views.all():
            archive.views.look(view, archive.views.position())
    (tmp_path / "late.txt").write_text(story("Night ferry cancelled", "The sea is rough."))
    run("import", tmp_path / "late.txt")

    assert [" ".join(line.split()) for line in run("views").out.splitlines()] == [
        "For me 0",
        "Unread here 1 new of 4",
        "Everything (for all, by ada) 1 new of 4",
    ]
    listed = run("views", "--json").objects
    assert [(one["name"], one["made_by"], one["articles"], one["new"]) for one in listed] == [
        ("For me", None, 0, 0),
        ("Unread here", None, 4, 1),
        ("Everything", "ada", 4, 1),
    ]
    monkeypatch.setenv("PULLQUOTE_USER", "Ben")
    assert run("list", "--view", "everything").status == 0
    assert run("views", "rename", "everything", "All").status == 1
    assert run("views", "rename", "everything", "All", "--for-all").out == "Renamed “Everything” to “All”.\n"
    assert run("views", "remove", "all", "--for-all").out == "Removed “All”, which ada made.\n"
    assert [one["name"] for one in run("views", "--json").objects] == ["For me"]
