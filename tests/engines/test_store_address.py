"""Anything that names a file may name a store; anything else is refused in one sentence, and nothing is created."""

from __future__ import annotations

import os
import stat
import sys
from types import ModuleType, SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from store import Archive, address
from store.errors import StoreError

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def test_a_file_has_no_logins(here: Path) -> None:
    with pytest.raises(StoreError, match="a file has no logins"):
        address.address("stack.db").as_member("ada")
    assert list(here.iterdir()) == []


@pytest.mark.parametrize(
    "name",
    [
        "postgresql://ada:secret@127.0.0.1:1/newsroom",
        "PostgreSQL://ada:secret@127.0.0.1:1/newsroom",
        " postgres://ada:secret@127.0.0.1:1/newsroom?sslpassword=secret",
        "mysql://ada:secret@host/newsroom",
        "https://ada:secret@host/newsroom.db",
        "sqlite:///secret/newsroom.db",
        "postgresql:/ada:secret@host/newsroom",
        "host=host user=ada password=secret dbname=newsroom",
        "",
        "   ",
        "news\0room.db",
        "n" * 300,
        "n" * 254,
        f"{'n' * 200}/" * 30 + "newsroom.db",
        ".",
    ],
)
def test_what_names_no_file_is_refused_without_its_password(here: Path, name: str) -> None:
    with pytest.raises(StoreError) as refused:
        Archive.open(name, actor="Ada")
    assert "secret" not in str(refused.value)
    assert str(refused.value).endswith(
        (
            *(
                "Name a file instead.",
                "begins with postgresql://.",
                "Name a file.",
                "Name another file.",
                "place.",
                "in it.",
            ),
            *("the server is running.", "or service=NAME."),
        )
    )
    assert list(here.iterdir()) == []


def test_an_address_that_went_through_a_path_is_refused_too(here: Path) -> None:
    from pathlib import Path

    with pytest.raises(StoreError, match="This address of a store cannot be read"):
        Archive.open(Path("postgresql://ada:secret@host/newsroom"), actor="Ada")
    assert list(here.iterdir()) == []


@pytest.mark.parametrize(
    "name", ["newsroom.db", "a/b/newsroom.db", ":memory:", "file:newsroom.db", "news?mode=ro", "%41"]
)
def test_a_name_of_a_file_will_do(here: Path, name: str) -> None:
    Archive.open(name, actor="Ada").close()
    assert (here / name).is_file()


class _Engine(str):
    """An engine that is only its address."""

    def signature(self, actor: str) -> str:
        return actor


def test_an_address_is_opened_by_the_engine_of_its_scheme(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = ModuleType("an_engine")
    vars(engine)["address"] = lambda text: SimpleNamespace(open=lambda **_: _Engine(f"opened {text}"), files=tuple)
    monkeypatch.setitem(sys.modules, "an_engine", engine)
    monkeypatch.setitem(address._ENGINES, "desk", "an_engine")
    assert vars(Archive.open("Desk://newsroom/stack", actor="Ada"))["_engine"] == "opened Desk://newsroom/stack"
    assert list(here.iterdir()) == []


def test_devices_and_pipes_are_refused(here: Path) -> None:
    os.mkfifo("pipe")
    for name in ("/dev/null", "pipe"):
        with pytest.raises(StoreError, match="is not a file"):
            Archive.open(name, actor="Ada")


def test_a_link_to_nowhere_is_followed_or_refused(here: Path) -> None:
    (here / "disk").mkdir()
    (here / "newsroom.db").symlink_to(here / "disk" / "newsroom.db")
    Archive.open("newsroom.db", actor="Ada").close()
    assert (here / "disk" / "newsroom.db").is_file()
    (here / "lost.db").symlink_to(here / "unplugged" / "newsroom.db")
    with pytest.raises(StoreError, match="cannot be created"):
        Archive.open("lost.db", actor="Ada")
    (here / "loop.db").symlink_to(here / "loop.db")
    with pytest.raises(StoreError, match="cannot be created"):
        Archive.open("loop.db", actor="Ada")


# Who may use it


def modes(folder: Path) -> set[int]:
    return {stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()}


def test_a_new_store_and_all_that_is_made_with_it_are_for_their_owner_only(here: Path) -> None:
    before = os.umask(0)
    try:
        with Archive.open("desk/newsroom/stack.db", actor="Ada") as desk:
            assert list(desk.integrity.reindex())
            assert modes(here / "desk" / "newsroom") == {0o600}
            assert len(list((here / "desk" / "newsroom").iterdir())) == 5
    finally:
        os.umask(before)
    assert modes(here) == modes(here / "desk") == {0o700}


def test_a_store_that_its_owner_shares_stays_shared_with_its_lock_for_those_who_may_write(here: Path) -> None:
    Archive.open("stack.db", actor="Ada").close()
    (here / "stack.db").chmod(0o664)
    (here / "stack.db-lock").chmod(0o644)
    with Archive.open("stack.db", actor="Ada") as desk:
        desk.articles.flag([], flagged=True)
        assert {file.name: stat.S_IMODE(file.stat().st_mode) for file in here.iterdir()} == {
            "stack.db": 0o664,
            "stack.db-wal": 0o664,
            "stack.db-shm": 0o664,
            "stack.db-lock": 0o660,
            "stack.db-lock-index": 0o600,
        }


@pytest.mark.parametrize("in_the_way", ["link", "pipe", "folder"])
def test_what_lies_in_the_place_of_the_lock_is_neither_written_nor_waited_for(here: Path, in_the_way: str) -> None:
    (here / "notes.txt").write_text("Call the port.")
    lock = here / "stack.db-lock"
    match in_the_way:
        case "link":
            lock.symlink_to("notes.txt")
        case "pipe":
            os.mkfifo(lock)
        case _:
            lock.mkdir()
    with Archive.open("stack.db", actor="Ada") as desk:
        desk.articles.flag([], flagged=True)
    assert (here / "notes.txt").read_text() == "Call the port."
