"""A store moved to another engine and back: everything arrives unchanged, and people go on where they were."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test
from psycopg.errors import LockNotAvailable

from store import Archive
from store.errors import MovedStoreError, NotAllowedError, StoreError
from store.model.annotations import Status
from store.model.lists import FOR_ME, ArticleFilter, ArticleOrder, ReviewPlace, View
from store.model.watches import Host, Incoming, NewWatch, SeenFile, WatchKind
from store.move import move
from store.rows.moved_tables import DERIVED, DERIVED_COLUMNS, JSON, MOVED, OWN
from store.rules.files_beside import LEARNED
from tests.engines.conftest import ENGINES
from tests.engines.newsroom import FIRST_QUOTE, MORNING, ODD_TEXTS, SECOND_QUOTE, Newsroom, bring, copy, story
from tests.engines.postgres_room import open_postgres, store
from tests.engines.sqlite_room import open_sqlite
from tests.engines.test_model import Desks
from tests.engines.test_watches import visited
from tests.postgres import the_server

if TYPE_CHECKING:
    from pathlib import Path

    from store.engine import Engine
    from store.move import Moved

OTHER = {"sqlite": "postgres", "postgres": "sqlite"}


def moved(old: Engine, new: Engine, *, copied: bool = False, marked: bool = False) -> Moved:
    """Move a store, and index the new one."""
    done = move(old, new, moved_to="the new place", copied=copied, marked=marked, told=lambda *_: None)
    for _ in new.reindex():
        pass
    return done


def troubles(engine: Engine) -> list[str]:
    return [f"{check.what}: {check.trouble}" for check in engine.checks() if check.trouble]


LOGS = ("event", "register_event", "article_removal", "removed_line")
"""The tables that share the numbers of the log."""


def fill(engine: Engine) -> None:
    """Let one person do everything that a store keeps."""
    desk = Archive(engine, actor="Ada")
    for name, text in ODD_TEXTS.items():
        if text.strip():
            opened = story(desk, external_id=name, headline=f"{name} {text}", body=f"{text} “So be it,” he said.")
            desk.suggestions.find(opened.row.id)
    mistaken = story(desk, external_id="mistaken", headline="Mistaken")
    desk.suggestions.find(mistaken.row.id)
    desk.articles.removals.remove(mistaken.row.id, "wrong \0 folder")
    pasted = story(desk, headline="Pasted", body="Nobody has an id here. Still this is a whole story. Or so they say.")
    opened = story(desk, external_id="main")
    first = desk.decisions.add_quotation(opened.revision, [FIRST_QUOTE])
    second = desk.decisions.add_quotation(opened.revision, [SECOND_QUOTE])
    first = desk.decisions.name_speaker(first, "Mi\0ra Holt \uf8ff0")
    second = desk.decisions.name_speaker(second, "M. Holt")
    desk.register.merge(str(second.state.speaker_id), str(first.state.speaker_id))
    desk.register.set_field(str(first.state.speaker_id), "region", "nor\uf8ffth")
    desk.remarks.tag(desk.annotations.get(first.id), ("strike", "Łódź"))
    desk.decisions.settle([desk.annotations.get(first.id)], Status.ACCEPTED)
    desk.decisions.settle([desk.annotations.get(second.id)], Status.REJECTED)
    desk.decisions.undo()
    bring(desk, copy(external_id="main", body=opened.revision.article.body.replace("fourth", "fifth")))
    desk.remarks.note(desk.annotations.get(first.id), "Call her.")
    desk.articles.mark_read([desk.articles.row(pasted.row.id)])
    desk.articles.flag([opened.row.id], flagged=True)
    desk.views.save(View("open \0 now", ArticleFilter(source="port"), ArticleOrder.NEWEST))
    desk.views.save(View("shared \0 now", ArticleFilter(assigned="me")), shared=True)
    desk.views.look(FOR_ME, desk.views.position())
    desk.decisions.assignments.assign_article(opened.row.id, "Ben \0")
    desk.reviews.keep_place("everything", ReviewPlace(None, first.id, 1, 0))
    engine.keep_host(Host("wire.example", "User-agent: *", MORNING))
    engine.add_watches([NewWatch(WatchKind.FOLDER, "/wire/\0in")], actor="Ben", at=MORNING)
    visited(
        engine,
        engine.watches()[0],
        incoming=(Incoming(copy(external_id="watched"), "a.xml"),),
        files=(SeenFile("a.xml", 12, 2**60),),
    )


def seen(engine: Engine) -> object:
    """Return what a person sees of a store."""
    desk = Archive(engine, actor="Ada")
    rows = [desk.articles.page(order=order).rows for order in ArticleOrder]
    [watch] = engine.watches()
    return (
        rows,
        {row.id: (desk.open_article(row.id), desk.events(article_id=row.id)) for row in rows[0]},
        (desk.events(), desk.register.events(), desk.articles.totals(), desk.remarks.tags(), desk.views.all()),
        (desk.register.speakers("holt"), desk.register.everyone(), desk.reviews.place("everything")),
        (watch, desk.watches.entries(watch.id), engine.seen_files(watch.id), engine.host("wire.example")),
        [[hit.article.id for hit in desk.search(words)] for words in ("holt", "strike third", "so be it", "harbuor")],
    )


@pytest.mark.parametrize("name", ENGINES)
def test_what_a_person_sees_is_the_same_there_and_back(name: str, tmp_path: Path) -> None:
    with (
        closing(ENGINES[name](tmp_path / "stack.db")) as old,
        closing(ENGINES[OTHER[name]](tmp_path / "other.db")) as other,
    ):
        fill(old)
        before = seen(old)
        there = moved(old, other)
        assert (seen(other), troubles(other)) == (before, [])
        assert (there.people, there.last_seq) == (["Ada", "Ben"], sum(there.rows[log] for log in LOGS))
        assert min(there.rows.values()) > 0
        with closing(ENGINES[name](tmp_path / "back.db")) as back:
            assert moved(other, back).digest == there.digest
            assert seen(back) == before
            desk = Archive(back, actor="Ada")
            assert desk.decisions.undo()
            assert story(desk, external_id="one more").row.id in {row.id for row in desk.articles.page().rows}
            assert troubles(back) == []


@pytest.mark.parametrize("name", ENGINES)
def test_whatever_two_desks_have_done_arrives_unchanged(name: str) -> None:
    class Moving(Desks):
        engine = name

        def teardown(self) -> None:
            if hasattr(self, "room"):
                old = self.room.engine()
                with closing(ENGINES[OTHER[name]](self.room.path.with_name("other.db"))) as other:
                    there = moved(old, other)
                    with closing(ENGINES[name](self.room.path.with_name("back.db"))) as back:
                        assert moved(other, back).digest == there.digest
                        assert troubles(back) == []
                    assert troubles(other) == []
            super().teardown()

    run_state_machine_as_test(
        Moving,
        settings=settings(
            max_examples=2,
            stateful_step_count=15,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
        ),
    )


def test_a_store_that_was_moved_is_read_and_no_longer_written(newsroom: Newsroom, tmp_path: Path) -> None:
    desk, later = newsroom.desk(), newsroom.engine()
    opened = story(desk)
    with closing(open_sqlite(tmp_path / "new.db")) as new:
        move(newsroom.engine(), new, moved_to="the new place", copied=False, marked=True, told=lambda *_: None)
    sentence = "was moved to the new place. Open that one"
    for another in (desk, Archive(later, actor="Ben"), newsroom.desk()):
        assert another.open_article(opened.row.id).revision == opened.revision
        with pytest.raises(MovedStoreError, match=sentence):
            another.decisions.add_quotation(opened.revision, [FIRST_QUOTE])
        with pytest.raises(MovedStoreError, match=sentence):
            another.articles.flag([opened.row.id], flagged=True)
        with pytest.raises(MovedStoreError, match=sentence):
            story(another, external_id="another")
    assert sentence in newsroom.engine().warnings()[0]
    with closing(open_sqlite(tmp_path / "third.db")) as third, pytest.raises(MovedStoreError, match=sentence):
        moved(newsroom.engine(), third)


@pytest.mark.parametrize("name", ENGINES)
def test_others_work_on_while_a_store_is_copied_and_nobody_writes_while_it_is_moved(name: str, tmp_path: Path) -> None:
    with closing(ENGINES[name](tmp_path / "stack.db")) as old, closing(open_sqlite(tmp_path / "new.db")) as new:
        desk = Archive(old, actor="Ada")
        revision = story(desk).revision
        with closing(ENGINES[name](tmp_path / "stack.db")) as another, another.leaving(held=False) as left:
            desk.decisions.add_quotation(revision, [FIRST_QUOTE])
            assert list(left.rows("event").values) == []
        assert moved(old, new, copied=True, marked=True).rows["event"] == 1
        desk.decisions.add_quotation(revision, [SECOND_QUOTE])
        if name == "sqlite":
            other = sqlite3.connect(tmp_path / "stack.db", timeout=0)
            with closing(other), old.leaving(held=True), pytest.raises(sqlite3.OperationalError, match="locked"):
                other.execute("BEGIN IMMEDIATE")
        else:
            with old.leaving(held=True), the_server().connect(store().connection.info.dbname) as client:
                client.execute("SET lock_timeout = '10ms'")
                with pytest.raises(LockNotAvailable):
                    client.execute("UPDATE pullquote.article SET open_count = 1")


@pytest.mark.parametrize("name", ENGINES)
def test_nothing_is_committed_unless_what_arrived_is_sound(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(open_sqlite(tmp_path / "stack.db")) as old, closing(ENGINES[name](tmp_path / "new.db")) as new:
        desk = Archive(old, actor="Ada")
        desk.decisions.add_quotation(story(desk).revision, [FIRST_QUOTE])
        with closing(sqlite3.connect(tmp_path / "stack.db")) as other:
            [(sql,)] = other.execute("SELECT sql FROM sqlite_schema WHERE name = 'event_unchanged'").fetchall()
            other.executescript(
                f"DROP TRIGGER event_unchanged; UPDATE event SET after = json_set(after, '$.note', 'x'); {sql}"
            )
        with pytest.raises(StoreError, match=r"not sound: quotation .* differs from the last state in the log"):
            moved(old, new, marked=True)
        assert Archive(new, actor="Ada").articles.totals().articles == 0
        story(desk, external_id="still open")

        monkeypatch.setattr("store.rows.moved_tables.hashlib.sha256", _always_other())
        with pytest.raises(StoreError, match="did not arrive unchanged"):
            moved(old, new)
        assert Archive(new, actor="Ada").articles.totals().articles == 0


@pytest.mark.parametrize("name", ENGINES)
def test_a_store_with_articles_is_not_filled(name: str, tmp_path: Path) -> None:
    with closing(open_sqlite(tmp_path / "stack.db")) as old, closing(ENGINES[name](tmp_path / "new.db")) as new:
        story(Archive(old, actor="Ada"))
        story(Archive(new, actor="Ada"), external_id="there")
        with pytest.raises(StoreError, match=r"articles at .* already|articles already"):
            moved(old, new, marked=True)
        story(Archive(old, actor="Ada"), external_id="still open")


def test_the_lesson_of_the_finder_goes_to_another_file_and_stays_beside_where_a_server_has_no_place(
    tmp_path: Path,
) -> None:
    with closing(open_sqlite(tmp_path / "stack.db")) as old, closing(open_sqlite(tmp_path / "new.db")) as new:
        lesson = tmp_path / f"stack.db{LEARNED}"
        lesson.write_text("{}")
        with closing(open_postgres(tmp_path)) as server:
            assert moved(old, server).lesson == str(lesson)
        assert moved(old, new).lesson is None
        assert (tmp_path / f"new.db{LEARNED}").read_text() == "{}"


def test_only_the_owner_moves_a_store_on_a_server(tmp_path: Path) -> None:
    from store.postgres.engine import PostgresEngine

    with closing(open_postgres(tmp_path)), closing(open_sqlite(tmp_path / "new.db")) as file:
        owner = store().connection
        login = f"plain_{owner.info.backend_pid}"
        owner.execute(f"CREATE ROLE {login} LOGIN; GRANT USAGE ON SCHEMA pullquote TO {login}")
        owner.execute(f"GRANT SELECT ON ALL TABLES IN SCHEMA pullquote TO {login}")
        try:
            with closing(
                PostgresEngine(the_server().address(owner.info.dbname, login), "postgresql:///newsroom")
            ) as theirs:
                for old, new in ((theirs, file), (file, theirs)):
                    with pytest.raises(NotAllowedError, match=r"Only the owner|Your role"):
                        moved(old, new, copied=old is theirs)
        finally:
            owner.execute(f"DROP OWNED BY {login}; DROP ROLE {login}")


def test_every_table_and_column_is_moved_or_made_anew_or_is_of_one_place_alone(tmp_path: Path) -> None:
    open_sqlite(tmp_path / "stack.db").close()
    with closing(sqlite3.connect(tmp_path / "stack.db")) as db:
        names = db.execute(
            "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
            " AND name NOT GLOB 'sqlite_*' AND name NOT GLOB '_sqlite_*'"
        )
        in_file = {name: _columns(db.execute(f"SELECT name FROM pragma_table_info('{name}')")) for (name,) in names}
    with closing(open_postgres(tmp_path)):
        server = store().connection
        of_server = "SELECT {} FROM information_schema.columns WHERE table_schema = 'pullquote' AND {}"
        tables = server.execute(
            "SELECT table_name FROM information_schema.tables"
            " WHERE table_schema = 'pullquote' AND table_type = 'BASE TABLE'"
        ).fetchall()
        on_server = {
            name: _columns(server.execute(of_server.format("column_name", f"table_name = '{name}'")).fetchall())
            for (name,) in tables
        }
        as_json = server.execute(of_server.format("table_name, column_name", "data_type = 'jsonb'")).fetchall()

    assert (set(in_file) | set(on_server)) - {*MOVED, *DERIVED, *OWN} == set(), "name it in store/rows/moved_tables.py"
    on_server["kin"] = in_file["kin"]  # The one table that each engine keeps in its own way.
    for table in MOVED:
        made_anew = DERIVED_COLUMNS.get(table, frozenset())
        assert in_file[table] - made_anew == on_server[table] - made_anew, table
    assert {(table, column) for table, column in as_json if table in MOVED} == {
        (table, column) for table, found in JSON.items() for column in found
    }


def _columns(rows: object) -> set[str]:
    return {name for (name,) in rows}  # type: ignore[attr-defined]


def _always_other() -> object:
    """Return a hash that is never the same again."""
    import hashlib
    from itertools import count

    real, counter = hashlib.sha256, count()
    return lambda data: real(data + str(next(counter)).encode())
