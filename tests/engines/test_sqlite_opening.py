"""The opening of a SQLite store: what is created, what is refused, and the sentence for each refusal."""

from __future__ import annotations

import fcntl
import os
import sqlite3
import subprocess
import sys
import tempfile
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from shutil import copyfile
from typing import TYPE_CHECKING, Any

import pytest

from newstext.article import Article
from store import Archive
from store.errors import (
    DamagedStoreError,
    ForeignFileError,
    LockedStoreError,
    NewerStoreError,
    NotFoundError,
    ReadOnlyStoreError,
    StoreError,
)
from store.sqlite import SqliteEngine
from store.sqlite.annotations import rows
from store.sqlite.file import open_store
from store.sqlite.file.sqlite_errors import told
from store.sqlite.file.versions import APPLICATION_ID
from store.sqlite.migrations import SCHEMA_VERSION
from tests.engines.newsroom import BODY, FIRST_QUOTE, MORNING, SECOND_QUOTE, Newsroom, bring, copy, story
from tests.engines.sqlite_room import open_sqlite
from tests.terminal import DEADLINE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from store.model.annotations import Annotation
    from store.model.changes import Change


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "stack.db"


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed store with an article in it, to copy."""
    room = Newsroom(open_sqlite, tmp_path_factory.mktemp("filled") / "stack.db")
    desk = room.desk()
    desk.decisions.add_quotation(story(desk).revision, [FIRST_QUOTE])
    room.close()
    return room.path


@pytest.fixture
def full(path: Path, filled: Path) -> Path:
    """A closed store with an article in it."""
    return copyfile(filled, path)


def raw(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        for statement in statements:
            db.execute(statement)


def refusal(path: Path, kind: type[StoreError]) -> str:
    with pytest.raises(kind) as refused:
        SqliteEngine(path, patience=0.05)
    assert type(refused.value) is kind
    return str(refused.value)


def test_a_new_store_is_ours_in_its_header(path: Path) -> None:
    SqliteEngine(path).close()
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
        assert db.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
        assert db.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        tables = db.execute("SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND type = 'table'")
        loose = {name for name, strict in tables if not strict}
    assert {
        name for name in loose if not name.startswith(("sqlite_", "_sqlite_", "article_fts_", "article_head_fts_"))
    } == set()


def test_every_migration_is_counted() -> None:
    from store.sqlite.migrations import migrations

    with closing(sqlite3.connect(":memory:")) as db:
        from sqlite_utils import Database

        assert len(migrations().pending(Database(db))) == SCHEMA_VERSION


def test_every_connection_syncs_each_commit_to_the_disk_and_checks_foreign_keys(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    connections: list[sqlite3.Connection] = []
    connect = sqlite3.connect

    def noted(*args: Any, **kwargs: Any) -> sqlite3.Connection:
        connections.append(connect(*args, **kwargs))
        return connections[-1]

    monkeypatch.setattr(sqlite3, "connect", noted)
    room = Newsroom(SqliteEngine, path)
    desk = room.desk()
    desk.decisions.add_quotation(story(desk).revision, [FIRST_QUOTE])
    elsewhere = threading.Thread(target=desk.articles.totals)
    elsewhere.start()
    elsewhere.join()
    asked = ("synchronous", "foreign_keys", "fullfsync")
    try:
        settings = [tuple(one.execute(f"PRAGMA {name}").fetchone()[0] for name in asked) for one in connections]
    finally:
        room.close()
    full = 2
    assert set(settings) == {(full, 1, 1)}


def test_the_folders_to_a_new_store_are_made(tmp_path: Path) -> None:
    SqliteEngine(tmp_path / "a" / "b" / "stack.db").close()
    assert (tmp_path / "a" / "b" / "stack.db").is_file()


def test_an_empty_file_and_one_whose_making_was_cut_short_become_stores(path: Path, tmp_path: Path) -> None:
    path.touch()
    SqliteEngine(path).close()
    cut_short = tmp_path / "other.db"
    raw(cut_short, "PRAGMA journal_mode = WAL")
    SqliteEngine(cut_short).close()
    with closing(sqlite3.connect(cut_short)) as db:
        assert db.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)


def test_a_name_that_sqlite_reads_otherwise_is_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    SqliteEngine(Path(":memory:")).close()
    SqliteEngine(Path("file:x?mode=ro")).close()
    assert {p.name for p in tmp_path.iterdir()} >= {":memory:", "file:x?mode=ro"}


def test_many_open_a_new_store_at_once(path: Path) -> None:
    def open_it() -> None:
        try:
            SqliteEngine(path).close()
        except Exception as error:  # noqa: BLE001 - told to the test below
            troubles.append(error)

    troubles: list[Exception] = []
    threads = [threading.Thread(target=open_it) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert troubles == []


def test_sqlite_utils_and_rapidfuzz_stay_out_of_an_up_to_date_store(full: Path) -> None:
    script = """
import sys
from pathlib import Path
from store import Archive
with Archive.open(Path(sys.argv[1]), actor="Ada") as desk:
    desk.open_article(desk.articles.page().rows[0].id)
    desk.search("harbour")
print(sorted({"sqlite_utils", "rapidfuzz", "store.sqlite.migrations.m0001_first_schema"} & set(sys.modules)))
"""
    ran = subprocess.run([sys.executable, "-c", script, str(full)], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


# Refusals


@pytest.mark.parametrize("content", [b"Harbour strike enters third week\n", b"\x00" * 4096, b"SQLite"])
def test_a_file_of_another_kind_is_refused_and_left_alone(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    assert refusal(path, ForeignFileError) == (
        f"{path} is not a Pullquote store and was left unchanged. Name another file."
    )
    assert path.read_bytes() == content


@pytest.mark.parametrize(
    "statement", ["CREATE TABLE note (words)", "PRAGMA application_id = 7", "PRAGMA user_version = 7"]
)
def test_another_programs_database_is_refused_and_left_alone(path: Path, statement: str) -> None:
    raw(path, statement, "CREATE TABLE IF NOT EXISTS other (x)")
    before = path.read_bytes()
    assert "is not a Pullquote store" in refusal(path, ForeignFileError)
    assert path.read_bytes() == before


def test_a_folder_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path, ForeignFileError) == f"{tmp_path} is a folder, not a store. Name a file in it."


def test_a_store_below_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    path = tmp_path / "file" / "stack.db"
    assert "is not a folder" in refusal(path, ForeignFileError)
    assert "is not a folder" in refusal(path.parent / "deeper" / "stack.db", ForeignFileError)


def test_what_is_no_file_is_refused(path: Path) -> None:
    os.mkfifo(path)
    assert refusal(path, ForeignFileError) == f"{path} is not a file. Name another place for the store."


def test_a_newer_store_is_refused(full: Path) -> None:
    raw(full, f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    assert refusal(full, NewerStoreError) == (
        f"The store {full} was written by a newer Pullquote (format {SCHEMA_VERSION + 1}; this version supports"
        f" {SCHEMA_VERSION}). Update Pullquote to open it."
    )


def test_a_program_that_has_a_store_open_while_a_newer_one_migrates_it_writes_no_more(full: Path) -> None:
    desk = Archive.open(full, actor="Ada")
    [row] = desk.articles.page().rows
    opened = desk.open_article(row.id)
    raw(full, f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    for ask in (
        lambda: desk.decisions.add_quotation(opened.revision, [SECOND_QUOTE]),
        lambda: bring(desk, copy(external_id="2")),
        lambda: list(desk.integrity.reindex()),
        desk.articles.page,
        lambda: desk.search("harbour"),
    ):
        with pytest.raises(NewerStoreError, match=r"Another version .* so nothing more is saved\. Quit and update"):
            ask()
    desk.close()
    raw(full, f"PRAGMA user_version = {SCHEMA_VERSION}")
    with Archive.open(full, actor="Ada") as later:
        assert len(later.open_article(row.id).annotations) == later.articles.totals().articles == 1


@pytest.mark.parametrize(
    "damage",
    [
        lambda whole: whole[:100] + os.urandom(4000) + whole[4100:],
        lambda whole: whole[:4096],
        lambda whole: whole[:16] + b"\xff" * (len(whole) - 16),
    ],
    ids=["first page", "cut off", "header"],
)
def test_a_damaged_store_is_refused(full: Path, damage: object) -> None:
    assert callable(damage)
    full.write_bytes(damage(full.read_bytes()))
    assert refusal(full, DamagedStoreError) == (
        f"The store {full} is damaged and cannot be read. Restore a backup,"
        " or recover what is left with sqlite3's .recover command."
    )


def test_a_store_without_its_tables_is_damaged(path: Path) -> None:
    raw(path, f"PRAGMA application_id = {APPLICATION_ID}", f"PRAGMA user_version = {SCHEMA_VERSION}")
    assert "is damaged" in refusal(path, DamagedStoreError)


def test_damage_met_later_is_told_in_the_same_words(path: Path) -> None:
    room = Newsroom(open_sqlite, path)
    bring(room.desk(), *(copy(external_id=str(n), body=BODY * 20) for n in range(120)))
    room.close()
    whole = path.read_bytes()
    half = len(whole) // 8192 * 4096
    path.write_bytes(whole[:half] + b"\xfe" * (len(whole) - half))
    desk = room.desk()

    def read_all() -> None:
        for row in desk.articles.page().rows:
            desk.open_article(row.id)

    with pytest.raises(DamagedStoreError, match="is damaged and cannot be read"):
        read_all()
    room.close()


AS_NOBODY = """
import os, sys
from newstext.article import Article
from store import Archive
from store.errors import StoreError

def read(path):
    try:
        with Archive.open(path, actor="Ben") as desk:
            [row] = desk.articles.page().rows
            print(row.headline, len(desk.open_article(row.id).annotations), len(desk.search("harbour")))
            wrong = [check.what for check in desk.integrity.checks() if check.trouble]
            print(wrong, len(os.listdir(os.path.dirname(path))))
            desk.add([Article(headline="Ferry sails again")], reader="test", reader_version="1")
    except StoreError as error:
        print(type(error).__name__, error)

store, rehearsal = sys.argv[1:]
if os.getuid() == 0:
    read(rehearsal)  # Loads all that is needed: nobody else may read the modules.
    print("---")
    os.setgroups([])
    os.setresgid(65534, 65534, 65534)
    os.setresuid(65534, 65534, 65534)  # Nothing is read-only to root.
read(store)
"""


@pytest.fixture
def as_nobody(tmp_path: Path) -> Callable[[Path], list[str]]:
    """The messages to an account that neither owns a store nor has more rights than its mode gives."""
    rehearsal = tmp_path / "rehearsal.db"
    with Archive(open_sqlite(rehearsal), actor="Ada") as desk:
        story(desk)

    def run(path: Path) -> list[str]:
        ran = subprocess.run(
            [sys.executable, "-c", AS_NOBODY, str(path), str(rehearsal)], capture_output=True, text=True, check=False
        )
        return (ran.stdout.rpartition("---\n")[2] + ran.stderr).splitlines()

    return run


@pytest.fixture
def shared() -> Iterator[Path]:
    """A closed store with an article in it, in a folder open to everybody, outside pytest's own folders."""
    with tempfile.TemporaryDirectory(dir="/tmp") as name:
        folder = Path(name)
        folder.chmod(0o777)
        path = folder / "stack.db"
        desk = Archive.open(path, actor="Ada")
        desk.decisions.add_quotation(story(desk).revision, [FIRST_QUOTE])
        desk.close()
        for lock in folder.glob("*-lock*"):
            lock.unlink()
        yield path
        folder.chmod(0o777)


READ = ["Harbour strike enters third week 1 1", "['Saving'] {files}"]
MAY_NOT = "ReadOnlyStoreError You have no permission to write to the store {path}, so nothing is saved."
NOT_IN_FOLDER = "ReadOnlyStoreError You have no permission to write to the folder {path.parent} of the store stack.db"


@pytest.mark.parametrize(
    ("file_mode", "folder_mode", "sentence"),
    [(0o444, 0o777, MAY_NOT), (0o666, 0o555, NOT_IN_FOLDER), (0o444, 0o555, NOT_IN_FOLDER)],
)
def test_a_store_that_may_not_be_written_is_read_and_nothing_is_left_beside_it(
    shared: Path, as_nobody: Callable[[Path], list[str]], file_mode: int, folder_mode: int, sentence: str
) -> None:
    shared.chmod(file_mode)
    shared.parent.chmod(folder_mode)
    *read, refusal = as_nobody(shared)
    assert read == [line.format(files=1) for line in READ]
    assert refusal.startswith(sentence.format(path=shared))


@pytest.mark.parametrize("folder_mode", [0o777, 0o555])
def test_what_a_desk_has_just_saved_is_read_by_those_who_may_only_read(
    shared: Path, as_nobody: Callable[[Path], list[str]], folder_mode: int
) -> None:
    shared.chmod(0o644)
    desk = Archive.open(shared, actor="Ada")
    [row] = desk.articles.page().rows
    desk.decisions.add_quotation(desk.open_article(row.id).revision, [SECOND_QUOTE])
    shared.chmod(0o444)
    shared.parent.chmod(folder_mode)
    assert as_nobody(shared)[0] == "Harbour strike enters third week 2 1"
    desk.close()


@pytest.mark.parametrize("without_shm", [False, True])
def test_a_log_that_was_left_behind_is_read_where_nothing_may_be_written(
    shared: Path, as_nobody: Callable[[Path], list[str]], without_shm: bool
) -> None:
    subprocess.run([sys.executable, "-c", KILLED, str(shared)], check=False)
    for file in shared.parent.iterdir():
        file.chmod(0o444)
        if file.name.endswith("-lock") or (without_shm and file.name.endswith("-shm")):
            file.unlink()
    shared.parent.chmod(0o555)
    assert as_nobody(shared)[0] == "Harbour strike enters third week 2 1"


KILLED = """
import os, signal, sys
from newstext.spans import Span
from store import Archive
desk = Archive.open(sys.argv[1], actor="Ada")
[row] = desk.articles.page().rows
desk.decisions.add_quotation(desk.open_article(row.id).revision, [Span(78, 101)])
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_store_that_may_not_be_read_is_refused(shared: Path, as_nobody: Callable[[Path], list[str]]) -> None:
    shared.chmod(0)
    assert as_nobody(shared) == [f"ReadOnlyStoreError You have no permission to read the store {shared}. Ask for it."]


def test_a_store_that_cannot_be_made_is_refused(shared: Path, as_nobody: Callable[[Path], list[str]]) -> None:
    shared.unlink()
    shared.parent.chmod(0o555)
    [refusal] = as_nobody(shared)
    assert refusal.startswith(NOT_IN_FOLDER.format(path=shared))


def test_an_older_store_that_may_not_be_written_is_refused(
    shared: Path, as_nobody: Callable[[Path], list[str]]
) -> None:
    raw(shared, "PRAGMA user_version = 1")
    shared.chmod(0o444)
    [refusal] = as_nobody(shared)
    assert refusal.startswith(f"ReadOnlyStoreError The store {shared} must be upgraded before it can be")


def test_what_is_read_without_locks_and_written_meanwhile_is_told(
    shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refusal = ReadOnlyStoreError("It cannot be written.")
    monkeypatch.setattr(open_store, "prepare", lambda path: refusal)
    reader = Archive.open(shared, actor="Ben")
    monkeypatch.undo()
    assert reader.articles.totals().articles == 1
    with Archive.open(shared, actor="Ada") as desk:
        bring(desk, copy(external_id="2"))
        with pytest.raises(StoreError, match=r"has written to the store .*\. Open it again\."):
            reader.articles.totals()
    with pytest.raises(StoreError, match="has written to the store"):
        reader.wait(0)
    reader.close()


def test_a_store_that_others_keep_locked_is_waited_for_and_then_told(full: Path) -> None:
    engine = SqliteEngine(full, patience=0.05)
    with closing(sqlite3.connect(full, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LockedStoreError, match=r"keeps the store .*stack\.db locked"):
            engine.add([copy(external_id="2")], reader="test", reader_version="1", at=MORNING)
        other.execute("ROLLBACK")
    assert engine.add([copy(external_id="2")], reader="test", reader_version="1", at=MORNING)
    engine.close()


def test_a_store_locked_for_one_alone_is_told_when_opened(full: Path) -> None:
    with closing(sqlite3.connect(full, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        assert "locked" in refusal(full, LockedStoreError)


def test_a_turn_that_does_not_come_is_told_and_comes_later(full: Path) -> None:
    engine = SqliteEngine(full, patience=0.05)
    with full.with_name("stack.db-lock").open() as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        with pytest.raises(LockedStoreError) as refused:
            engine.add([copy(external_id="2")], reader="test", reader_version="1", at=MORNING)
    assert str(refused.value) == (
        f"Another program has kept the store {full} locked for 0.05 seconds, so nothing was saved."
        " Try again, or close that program."
    )
    patient = SqliteEngine(full)
    assert patient.add([copy(external_id="2")], reader="test", reader_version="1", at=MORNING)
    patient.close()
    engine.close()


def test_without_a_lock_file_writers_still_take_turns(path: Path) -> None:
    path.with_name("stack.db-lock").mkdir()
    room = Newsroom(SqliteEngine, path)
    bring(room.desk("Ada"), copy(external_id="1"))
    bring(room.desk("Ben"), copy(external_id="2"))
    assert room.desk().articles.totals().articles == 2
    room.close()


def test_a_full_disk_is_told(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("CREATE TABLE t (x)")
        db.execute("PRAGMA max_page_count = 2")
        with pytest.raises(StoreError, match=r"is full, so nothing was saved\. Free some space"), told(path):
            db.execute("INSERT INTO t VALUES (zeroblob(100000))")


def test_a_store_whose_right_to_be_written_is_taken_away_is_told(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("PRAGMA query_only = ON")
        with pytest.raises(ReadOnlyStoreError, match="no permission to write"), told(path):
            db.execute("CREATE TABLE t (x)")


def test_bugs_stay_loud(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        with pytest.raises(sqlite3.OperationalError, match="syntax error"), told(path):
            db.execute("SELEC 1")
        with pytest.raises(sqlite3.ProgrammingError), told(path):
            db.execute("SELECT ?", ())
        db.execute("CREATE TABLE t (x NOT NULL)")
        with pytest.raises(sqlite3.IntegrityError), told(path):
            db.execute("INSERT INTO t VALUES (NULL)")


def test_a_store_opened_to_read_sees_what_others_write_and_writes_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    folder.mkdir()
    path = folder / "stack.db"
    with pytest.raises(NotFoundError, match="no store"):
        Archive.open(path, actor="server", read_only=True)
    assert not path.exists()
    with Archive.open(path, actor="ada") as desk, Archive.open(path, actor="server", read_only=True) as server:
        desk.add([Article(headline="Ferry", body="“We will sail,” said Mira Holt.")], reader="r", reader_version="1")

        assert server.wait(0)
        assert [hit.article.headline for hit in server.search("sail")] == ["Ferry"]
        [row] = server.articles.page().rows
        for write in (
            lambda: server.add([Article(body="x")], reader="r", reader_version="1"),
            lambda: server.suggestions.find(row.id),
            lambda: server.articles.mark_read([row]),
        ):
            with pytest.raises(ReadOnlyStoreError, match="only to be read"):
                write()
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    with Archive.open(path, actor="server", read_only=True) as server:
        assert server.search("sail")
    kept = {file.name: file.read_bytes() for file in folder.iterdir() if not file.name.endswith(("-shm", "-wal"))}
    assert kept == before
    with Archive.open(path, actor="ada") as desk:
        assert all(check.trouble is None for check in desk.integrity.checks())


def test_a_write_in_progress_is_finished_when_another_thread_closes_the_store(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = Archive.open(path, actor="Ada")
    opened = story(desk)
    began, may_go_on = threading.Event(), threading.Event()
    apply = rows.apply

    def slow(db: sqlite3.Connection, change: Change) -> tuple[Annotation, ...]:
        began.set()
        assert may_go_on.wait(DEADLINE)
        return apply(db, change)

    monkeypatch.setattr(rows, "apply", slow)
    with ThreadPoolExecutor(1) as pool:
        writing = pool.submit(desk.decisions.add_quotation, opened.revision, [FIRST_QUOTE])
        assert began.wait(DEADLINE)
        desk.close()
        may_go_on.set()
        made = writing.result()
    with Archive.open(path, actor="Ben") as anybody:
        assert anybody.annotations.get(made.id).words == made.words
