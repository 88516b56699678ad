"""A store whose files are moved, replaced or deleted under an open desk.

Nothing saved is lost, nothing unsaved is called saved, and neither the old file nor its replacement is damaged.
"""

from __future__ import annotations

import errno
import subprocess
import sys
import threading
from contextlib import contextmanager, suppress
from pathlib import Path
from shutil import copyfile, copytree
from typing import TYPE_CHECKING

import pytest

from bench.crash import faults
from newstext.spans import Span
from store import Archive
from store.errors import StoreError
from store.sqlite.file import rescue
from store.sqlite.file.change_watch import ChangeWatch
from store.sqlite.search import index
from tests.engines.newsroom import BODY, bring, copy, story

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from sqlite3 import Connection

HEADLINE = "Fishing talks stall over quota"
BEFORE, EARLIER, LAST = Span(0, 34), Span(78, 101), Span(35, 49)
"""The words quoted in the backup, between the backup and the session, and in the session itself."""


@pytest.fixture(scope="session")
def backup(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed store with one decision in it."""
    path = tmp_path_factory.mktemp("backup") / "stack.db"
    with Archive.open(path, actor="Ada") as desk:
        desk.decisions.add_quotation(story(desk, external_id="1", headline=HEADLINE).revision, [BEFORE])
    return path


@pytest.fixture(scope="session")
def present(tmp_path_factory: pytest.TempPathFactory, backup: Path) -> Path:
    """A closed store with more in it than the backup."""
    path = tmp_path_factory.mktemp("present") / "stack.db"
    copyfile(backup, path)
    with Archive.open(path, actor="Ada") as desk:
        bring(desk, *(copy(external_id=str(n), body=BODY * 9) for n in range(2, 20)))
        quote(desk, EARLIER)
    return path


@pytest.fixture
def path(tmp_path: Path, present: Path) -> Path:
    """The present store."""
    path = tmp_path / "newsroom" / "stack.db"
    path.parent.mkdir()
    copyfile(present, path)
    return path


def quote(desk: Archive, words: Span) -> None:
    """Add a quotation; it is saved when this returns."""
    [row] = [row for row in desk.articles.page().rows if row.headline == HEADLINE]
    desk.decisions.add_quotation(desk.open_article(row.id).revision, [words])


def quoted(path: Path) -> set[str]:
    """Return the words quoted in a store, which must be sound."""
    assert faults(path) == []
    with Archive.open(path, actor="auditor") as desk:
        return {quoted.annotation.words for quoted in desk.annotations.quoted()}


def words(*spans: Span) -> set[str]:
    return {BODY[span.start : span.end] for span in spans}


OPENED = """
import os, signal, sys
from newstext.article import Article
from store.sqlite import SqliteEngine
from store import Archive
desk = Archive(SqliteEngine(sys.argv[1], patience=0.1), actor="Ben")
desk.add([Article(headline="Ferry sails again")], reader="test", reader_version="1")
"""
WRITER = f"{OPENED}desk.close()"
KILLED = f"{OPENED}os.kill(os.getpid(), signal.SIGKILL)"
OTHER_TOOL = """
import sqlite3, sys
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.execute("CREATE TABLE mine (words)")
"""
THOROUGH_TOOL = f"""{OTHER_TOOL}
db.execute("VACUUM")
db.execute("PRAGMA wal_checkpoint")
"""
READER = """
import sys
from store import Archive
from store.errors import StoreError
with Archive.open(sys.argv[1], actor="Ben") as desk:
    print(desk.articles.totals().articles, flush=True)
    for line in sys.stdin:
        try:
            print(desk.articles.totals().articles, flush=True)
        except StoreError as error:
            print(error, flush=True)
"""


def elsewhere(path: Path, program: str) -> str:
    """Run another person's program on the store; return its output, or its last line if it fails."""
    ran = subprocess.run(
        [sys.executable, "-c", program, str(path)],
        check=False,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
    )
    return ran.stdout + ran.stderr


# The events. Each returns where everything saved must be afterwards.


def is_moved(path: Path, backup: Path) -> Path:
    return path.rename(path.with_name("elsewhere.db"))


def is_moved_with_its_log(path: Path, backup: Path) -> Path:
    for ending in ("-wal", "-shm"):
        path.with_name(path.name + ending).rename(path.with_name(f"elsewhere.db{ending}"))
    return is_moved(path, backup)


def goes_with_its_folder(path: Path, backup: Path) -> Path:
    return path.parent.rename(path.parent.with_name("archive")) / path.name


def is_replaced(path: Path, backup: Path) -> Path:
    copyfile(backup, path.with_name("restored.db"))
    path.with_name("restored.db").replace(path)
    return path.with_name("stack-rescued.db")


def is_moved_and_replaced(path: Path, backup: Path) -> Path:
    moved = is_moved(path, backup)
    is_replaced(path, backup)
    return moved


def is_deleted(path: Path, backup: Path) -> Path:
    path.unlink()
    return path.with_name("stack-rescued.db")


def is_deleted_with_all_beside_it(path: Path, backup: Path) -> Path:
    for file in path.parent.glob("stack.db*"):
        file.unlink()
    return path.with_name("stack-rescued.db")


def loses_its_log(path: Path, backup: Path) -> Path:
    path.with_name("stack.db-wal").unlink()
    return path


def loses_its_index_of_the_log(path: Path, backup: Path) -> Path:
    path.with_name("stack.db-shm").unlink()
    return path


def loses_both(path: Path, backup: Path) -> Path:
    loses_its_log(path, backup)
    return loses_its_index_of_the_log(path, backup)


def is_copied_over(path: Path, backup: Path) -> Path:
    return Path(copyfile(backup, path))


EVENTS = (
    is_moved,
    is_moved_with_its_log,
    goes_with_its_folder,
    is_replaced,
    is_moved_and_replaced,
    is_deleted,
    is_deleted_with_all_beside_it,
    loses_its_log,
    loses_its_index_of_the_log,
    loses_both,
)
REPLACED = (is_replaced, is_moved_and_replaced)


# The moments. Each triggers the event at one moment of a session, and checks that the desk reports it then.


@contextmanager
def told() -> Iterator[None]:
    with pytest.raises(StoreError, match=r"while (it|the store) was open, so nothing more is saved"):
        yield


def while_idle(desk: Archive, happen: Callable[[], None], monkeypatch: pytest.MonkeyPatch) -> None:
    happen()
    with told():
        desk.wait(0)


def before_a_read(desk: Archive, happen: Callable[[], None], monkeypatch: pytest.MonkeyPatch) -> None:
    happen()
    with told():
        desk.articles.page()


def before_a_save(desk: Archive, happen: Callable[[], None], monkeypatch: pytest.MonkeyPatch) -> None:
    happen()
    with told():
        bring(desk, copy(external_id="too late"))


def before_a_search(desk: Archive, happen: Callable[[], None], monkeypatch: pytest.MonkeyPatch) -> None:
    happen()
    with told():
        desk.search("harbour")


def within_a_save(desk: Archive, happen: Callable[[], None], monkeypatch: pytest.MonkeyPatch) -> None:
    keep_up = index.keep_up

    def keep_up_when_it_has_happened(db: Connection, at_once: int) -> bool:
        happen()
        return keep_up(db, at_once)

    monkeypatch.setattr(index, "keep_up", keep_up_when_it_has_happened)
    with told():
        bring(desk, copy(external_id="too late"))
    monkeypatch.undo()


def in_a_new_thread(desk: Archive, happen: Callable[[], None], monkeypatch: pytest.MonkeyPatch) -> None:
    happen()
    said: list[str] = []

    def read() -> None:
        with suppress(StoreError):
            desk.articles.page()
            said.append("It was read.")

    thread = threading.Thread(target=read)
    thread.start()
    thread.join()
    assert said == []


def at_the_end(desk: Archive, happen: Callable[[], None], monkeypatch: pytest.MonkeyPatch) -> None:
    happen()


MOMENTS = (while_idle, before_a_read, before_a_save, before_a_search, within_a_save, in_a_new_thread, at_the_end)


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("event", EVENTS)
def test_what_was_saved_is_kept_when_a_store(
    event: Callable[[Path, Path], Path],
    moment: Callable[..., None],
    path: Path,
    backup: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    desk = Archive.open(path, actor="Ada")
    quote(desk, LAST)
    kept: list[Path] = []
    moment(desk, lambda: kept.append(event(path, backup)), monkeypatch)
    with suppress(StoreError):  # Says where everything is, if the desk has not said so yet.
        desk.close()

    assert quoted(kept[0]) == words(BEFORE, EARLIER, LAST)
    if event in REPLACED:
        assert quoted(path) == words(BEFORE)


@pytest.mark.parametrize("event", EVENTS)
def test_what_is_committed_in_the_last_moment_is_kept_when_a_store(
    event: Callable[[Path, Path], Path], path: Path, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = Archive.open(path, actor="Ada")
    kept: list[Path] = []
    passing_over = ChangeWatch.passing_over

    def passing_over_when_it_has_happened(self: ChangeWatch) -> AbstractContextManager[None]:
        kept.append(event(path, backup))
        return passing_over(self)

    monkeypatch.setattr(ChangeWatch, "passing_over", passing_over_when_it_has_happened)
    quote(desk, LAST)
    monkeypatch.undo()
    with told():
        desk.articles.page()
    desk.close()

    assert quoted(kept[0]) == words(BEFORE, EARLIER, LAST)
    if event in REPLACED:
        assert quoted(path) == words(BEFORE)


@pytest.mark.parametrize("event", EVENTS)
def test_a_program_that_only_reads_is_told_and_harms_nothing_when_a_store(
    event: Callable[[Path, Path], Path], path: Path, backup: Path
) -> None:
    desk = Archive.open(path, actor="Ada")
    with subprocess.Popen(
        [sys.executable, "-c", READER, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as reader:
        assert reader.stdin is not None
        assert reader.stdout is not None
        assert reader.stdout.readline() == "19\n"
        quote(desk, LAST)
        kept = event(path, backup)
        reader.stdin.write("\n")
        reader.stdin.flush()
        assert "was open, so nothing more is saved." in reader.stdout.readline()
        with suppress(StoreError):
            desk.close()
        reader.stdin.close()
    assert reader.returncode == 0
    assert len(list(path.parent.glob("*-rescued*"))) <= 1
    assert quoted(kept) == words(BEFORE, EARLIER, LAST)
    if event in REPLACED:
        assert quoted(path) == words(BEFORE)


@pytest.mark.parametrize("event", [*REPLACED, is_copied_over])
def test_nobody_opens_the_new_file_with_the_log_of_the_old_one(
    event: Callable[[Path, Path], Path], path: Path, backup: Path
) -> None:
    desk = Archive.open(path, actor="Ada")
    quote(desk, LAST)
    event(path, backup)
    assert "was replaced by another file, but" in elsewhere(path, READER)
    with pytest.raises(StoreError, match="nothing more is saved"):
        desk.articles.page()

    assert elsewhere(path, READER) == "1\n"
    desk.close()
    assert quoted(path) == words(BEFORE)


def test_nothing_is_left_where_a_store_was_and_nothing_is_copied_when_two_desks_see_it_move(
    path: Path, backup: Path
) -> None:
    desks = [Archive.open(path, actor=person) for person in ("Ada", "Ben")]
    for desk, span in zip(desks, (LAST, Span(140, 150)), strict=True):
        quote(desk, span)
    moved = is_moved(path, backup)
    for desk in desks:
        with told():
            desk.articles.page()
        desk.close()
    assert quoted(moved) == words(BEFORE, EARLIER, LAST, Span(140, 150))
    assert {file.name.partition("-lock")[0] for file in path.parent.iterdir()} == {path.name, moved.name}
    assert not list(path.parent.glob("*-wal"))


def test_nobody_opens_a_moved_store_before_the_desk_has_brought_in_what_it_saved(path: Path, backup: Path) -> None:
    desk = Archive.open(path, actor="Ada")
    quote(desk, LAST)
    moved = is_moved(path, backup)
    assert "was moved here while another program had it open" in elsewhere(moved, WRITER)
    with told():
        desk.articles.page()
    assert elsewhere(moved, WRITER) == ""
    desk.close()
    assert quoted(moved) == words(BEFORE, EARLIER, LAST)


@pytest.mark.parametrize(
    ("tool", "sentence"),
    [(OTHER_TOOL, "Everything saved before is in .*stack-rescued.db"), (THOROUGH_TOOL, "can no longer be read")],
    ids=["into its log", "into the file"],
)
def test_a_moved_store_that_another_tool_has_written_to_is_left_to_it(
    path: Path, backup: Path, tool: str, sentence: str
) -> None:
    desk = Archive.open(path, actor="Ada")
    quote(desk, LAST)
    moved = is_moved(path, backup)
    elsewhere(moved, tool)
    with pytest.raises(StoreError, match=sentence):
        desk.articles.page()
    desk.close()
    assert quoted(moved) == words(BEFORE, EARLIER)
    for rescued in path.parent.glob("*-rescued*"):
        assert quoted(rescued) == words(BEFORE, EARLIER, LAST)


@pytest.mark.parametrize("program", [WRITER, KILLED], ids=["closes", "is killed"])
def test_what_was_saved_before_somebody_else_opened_a_store_without_its_log_is_kept(
    path: Path, backup: Path, program: str
) -> None:
    desk = Archive.open(path, actor="Ada")
    quote(desk, LAST)
    loses_both(path, backup)
    elsewhere(path, program)
    with told():
        desk.articles.page()
    desk.close()
    assert quoted(path) == words(BEFORE, EARLIER, LAST)


def test_a_moved_store_holds_everything_for_those_who_open_it_in_the_same_program(path: Path, backup: Path) -> None:
    with Archive.open(path, actor="Ada") as desk:
        quote(desk, LAST)
        assert quoted(is_moved(path, backup)) == words(BEFORE, EARLIER, LAST)


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_store_that_is_copied_over_in_place_is_left_as_it_was_copied(
    moment: Callable[..., None], path: Path, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = Archive.open(path, actor="Ada")
    quote(desk, LAST)
    moment(desk, lambda: is_copied_over(path, backup), monkeypatch)
    with suppress(StoreError):
        desk.close()
    assert path.with_name("stack.db-wal-kept").stat().st_size > 0
    assert quoted(path) == words(BEFORE)


@pytest.mark.parametrize("event", REPLACED)
def test_the_log_of_a_desk_that_was_killed_is_not_laid_over_another_file(
    event: Callable[[Path, Path], Path], path: Path, backup: Path
) -> None:
    elsewhere(path, KILLED)
    event(path, backup)
    with pytest.raises(StoreError, match="was replaced by another file, but"):
        Archive.open(path, actor="Ben")
    for ending in ("-wal", "-shm"):
        path.with_name(path.name + ending).unlink()
    assert quoted(path) == words(BEFORE)


def test_a_store_and_its_log_can_be_taken_elsewhere_after_a_desk_was_killed(path: Path, tmp_path: Path) -> None:
    elsewhere(path, KILLED)
    taken = copytree(path.parent, tmp_path / "taken")
    with Archive.open(taken / path.name, actor="Ada") as desk:
        assert desk.articles.totals().articles == 20
    with Archive.open(path, actor="Ada") as desk:
        assert desk.articles.totals().articles == 20


def test_what_cannot_be_copied_anywhere_is_said_and_copied_when_there_is_room(
    path: Path, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = Archive.open(path, actor="Ada")
    quote(desk, LAST)
    kept = is_deleted(path, backup)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(rescue, "_new_file", full)
    with pytest.raises(StoreError, match=r"could not be copied .*No space left.* Free some space before you quit"):
        desk.articles.page()
    monkeypatch.undo()
    with told():
        desk.articles.page()
    desk.close()
    assert quoted(kept) == words(BEFORE, EARLIER, LAST)


def test_the_end_of_a_session_says_where_everything_is_when_nobody_was_told_before(path: Path, backup: Path) -> None:
    desk = Archive.open(path, actor="Ada")
    quote(desk, LAST)
    kept = is_deleted(path, backup)
    with pytest.raises(StoreError, match=f"Everything saved before is in {kept}"):
        desk.close()
