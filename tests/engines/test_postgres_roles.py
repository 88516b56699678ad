"""Each line of the table of roles (docs/newsroom.md), tried as that role with another program."""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg
import pytest

from store import Archive
from store.address import address
from store.errors import NotAllowedError, StoreError
from store.model.annotations import Status
from store.model.lists import ArticleFilter, ReviewPlace, View
from store.model.members import Deed, Role
from store.model.watches import NewWatch, WatchKind
from tests.engines.newsroom import BODY, FIRST_QUOTE, SECOND_QUOTE, Newsroom, bring, copy, story
from tests.engines.postgres_room import open_postgres, store
from tests.postgres import the_server

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from store.model.lists import ArticleRow

ADDED = 'INSERT INTO annotation SELECT (jsonb_populate_record(a, \'{{"id": "new", "change_id": "new", {}}}\')).*'
SIGNED = "change_id = 'another', version = version + 1"

READERS_MAY = [
    "SELECT count(*) FROM annotation",
    "SELECT body FROM revision",
    "SELECT * FROM event",
    "SELECT * FROM shared_view",
]
READERS_MAY_NOT = [
    f"UPDATE annotation SET status = 'rejected', changed_by = 'Vic', {SIGNED}",
    "INSERT INTO kin SELECT 1, number FROM article",
    "INSERT INTO shared_view VALUES ('x', '{}', 'newest', 'Vic', '2026')",
    "DELETE FROM article_head",
    "INSERT INTO member VALUES ('somebody', 'Somebody')",
    "UPDATE setting SET index_version = 0",
]
EDITORS_MAY = [
    f"UPDATE annotation SET status = 'rejected', changed_by = 'Ada', action = 'reject', {SIGNED}",
    f"UPDATE speaker SET name = 'Mira H.', changed_by = 'Ada', action = 'rename', {SIGNED}",
    f"UPDATE annotation SET assigned_to = 'Bo', assigned_by = 'Ada', changed_by = 'Ada', {SIGNED}",
    "INSERT INTO shared_view VALUES ('x', '{}', 'newest', 'Ada', '2026')",
    "INSERT INTO look VALUES ('Ada', 'own x', 1, 1)",
    "INSERT INTO reader VALUES ('a desk', 'Ada', 'an article', now())",
    "UPDATE step SET passed = true WHERE actor = 'Ada'",
]
EDITORS_MAY_NOT = [
    "INSERT INTO member VALUES ('somebody', 'Somebody')",
    "UPDATE setting SET index_version = 0",
    "UPDATE setting SET branch = gen_random_uuid()",
    "UPDATE step SET passed = true WHERE actor = 'Bo'",
]
CHIEFS_MAY = ["INSERT INTO member VALUES ('somebody', 'Somebody')", "UPDATE setting SET index_version = index_version"]
NOBODY_MAY = [
    f"UPDATE annotation SET status = 'rejected', changed_by = 'Bo', action = 'reject', {SIGNED}",
    f"UPDATE annotation SET status = 'verified', changed_by = 'pullquote update', action = 'anchor', {SIGNED}",
    f"UPDATE annotation SET note = 'x', status = 'stale', changed_by = 'pullquote update', action = 'anchor', {SIGNED}",
    f"UPDATE annotation SET status = 'removed', changed_by = 'pullquote finder', action = 'suggest', {SIGNED}",
    f"UPDATE speaker SET name = 'x', changed_by = 'Bo', action = 'rename', {SIGNED}",
    "UPDATE annotation SET author = 'Ada'",
    f"UPDATE annotation SET assigned_to = 'Ada', changed_by = 'pullquote update', action = 'anchor', {SIGNED}",
    "INSERT INTO shared_view VALUES ('x', '{}', 'newest', 'Bo', '2026')",
    "INSERT INTO look VALUES ('Bo', 'own x', 1, 1)",
    "INSERT INTO reader VALUES ('a desk', 'Bo', 'an article', now())",
    "UPDATE event SET actor = 'Ada'",
    "DELETE FROM event",
    "TRUNCATE event",
    "INSERT INTO event SELECT * FROM event",
    "DELETE FROM register_event",
    "UPDATE revision SET body = ''",
    "DELETE FROM revision",
    "UPDATE span SET exact = ''",
    "DELETE FROM article",
    "DELETE FROM annotation",
    "UPDATE article SET open_count = 7",
    "UPDATE tally SET open_quotations = 7",
    "INSERT INTO person VALUES ('Ada', 7, 7)",
    "ALTER TABLE event DISABLE TRIGGER ALL",
    "DROP TRIGGER kept ON event",
    "SET session_replication_role = replica",
    "CREATE TABLE pullquote.another (a int)",
    "CREATE FUNCTION pullquote.me() RETURNS text LANGUAGE sql AS 'SELECT ''Bo'''",
    "SET SESSION AUTHORIZATION owner",
    "SET ROLE owner",
    "SELECT note_step('note', 'x', NULL, 'Bo', 1)",
]


@pytest.fixture(scope="module")
def logins() -> Iterator[dict[str, str]]:
    """The logins of people, one in each role and one more editor."""
    place = address(store().address)
    place.prepare()
    made = {name: f"{name.lower()}_{os.getpid()}" for name in ("Vic", "Ada", "Bo", "Chi")}
    yield made
    with the_server().connect(store().connection.info.dbname) as owner:
        for role in [*made.values(), *(f"{owner.info.dbname}_{role}" for role in Role)]:
            owner.execute(f"DROP OWNED BY {role}; DROP ROLE {role}")


@pytest.fixture
def room(tmp_path: Path, logins: dict[str, str]) -> Iterator[Newsroom]:
    """A newsroom with members, an article, and quotations by Bo and by Ada."""
    room = Newsroom(open_postgres, tmp_path / "stack.db")
    room.desk()
    membership = address(store().address).membership()
    for (name, login), role in zip(logins.items(), (Role.READER, Role.EDITOR, Role.EDITOR, Role.CHIEF), strict=True):
        assert membership.add(login, name, role) == []
    yield room
    room.close()


def at(login: str) -> str:
    return the_server().address(store().connection.info.dbname, login)


def tried(login: str, statement: str) -> str | None:
    """Try a statement as a login, and roll it back; return the error's code."""
    with closing(psycopg.connect(at(login))) as connection:
        connection.execute("SET search_path = pullquote")
        try:
            connection.execute(statement)  # type: ignore[arg-type,unused-ignore]
        except psycopg.Error as error:
            return error.sqlstate
        finally:
            connection.rollback()
    return None


def settled(logins: dict[str, str]) -> Any:
    """Bo marks and Ada attributes a quotation; return it."""
    with Archive.open(at(logins["Bo"]), actor="anybody") as bo, Archive.open(at(logins["Ada"]), actor="Bo") as ada:
        opened = story(bo)
        made = bo.decisions.add_quotation(opened.revision, [FIRST_QUOTE])
        return ada.decisions.name_speaker(made, "Mira Holt")


def test_each_role_may_what_its_line_says_and_no_more(room: Newsroom, logins: dict[str, str]) -> None:
    settled(logins)
    vic, ada, chi = logins["Vic"], logins["Ada"], logins["Chi"]
    wrong = [f"{login} may not {sql}" for login in (vic, ada, chi) for sql in READERS_MAY if tried(login, sql)]
    wrong += [f"{ada} may not {sql}" for sql in EDITORS_MAY if tried(ada, sql)]
    wrong += [f"{chi} may not {sql}" for sql in CHIEFS_MAY if tried(chi, sql)]
    wrong += [f"{vic} may {sql}" for sql in READERS_MAY_NOT if not tried(vic, sql)]
    wrong += [f"{ada} may {sql}" for sql in EDITORS_MAY_NOT if not tried(ada, sql)]
    wrong += [f"{login} may {sql}" for login in (vic, ada, chi) for sql in NOBODY_MAY if not tried(login, sql)]
    assert wrong == []


def marks(desk: Archive, row: ArticleRow) -> None:
    desk.open_article(row.id)
    desk.articles.mark_read([row])
    desk.articles.flag([row.id])
    desk.views.save(View("mine"))
    desk.reviews.keep_place("everything", ReviewPlace(None, desk.open_article(row.id).annotations[0].id, 1, 0))
    desk.views.remove(View("mine"))


def notes_and_undoes(desk: Archive, row: ArticleRow) -> None:
    [found, *_] = desk.open_article(row.id).annotations
    desk.remarks.note(desk.remarks.tag(found, ["strike"]), "Call her.")
    assert desk.decisions.undo()
    assert desk.annotations.get(found.id).state.note is None


def merges(desk: Archive, row: ArticleRow) -> None:
    [found, *_] = desk.open_article(row.id).annotations
    one = desk.decisions.name_speaker(found, f"{desk.actor} Adler")
    other = desk.decisions.name_speaker(one, f"{desk.actor[:1]}. Adler")
    merged = desk.register.merge(str(one.state.speaker_id), str(other.state.speaker_id))
    assert desk.register.set_field(merged.id, "region", "north").fields


def watches(desk: Archive, _row: ArticleRow) -> None:
    [added] = desk.watches.add([NewWatch(WatchKind.FEED, f"https://{desk.actor}.example/feed", "Port Wire")])
    desk.watches.remove([added])


def rebuilds(desk: Archive, row: ArticleRow) -> None:
    assert list(desk.integrity.reindex())


def removes(desk: Archive, _row: ArticleRow) -> None:
    rows = desk.articles.page().rows
    undecided = next(row for row in rows if not desk.articles.removals.at_stake(row.id).decisions)
    desk.articles.removals.remove(undecided.id, "wrong folder")


DEEDS: dict[str, list[Callable[[Archive, ArticleRow], object]]] = {
    "read everything": [marks],
    "import, find": [
        lambda desk, row: story(desk, headline=f"Imported by {desk.actor}", external_id=desk.actor),
        lambda desk, row: desk.suggestions.find(row.id),
        lambda desk, row: desk.decisions.add_quotation(desk.open_article(row.id).revision, [SECOND_QUOTE]),
        notes_and_undoes,
        merges,
        watches,
        lambda desk, row: desk.decisions.assignments.assign_article(row.id, "Ada"),
        lambda desk, row: desk.views.save(View(f"Shared by {desk.actor}"), shared=True),
    ],
    "remove an article": [removes],
    "remove one with decisions": [
        rebuilds,
        lambda desk, row: desk.articles.removals.remove(row.id, "wrong folder", with_decisions=True),
    ],
    "change or shorten": [],
}
"""Deeds with the program for each line of the table in docs/newsroom.md; the last line is tried with SQL alone."""


def test_every_line_of_the_table_is_done_as_each_role(room: Newsroom, logins: dict[str, str]) -> None:
    manual = (Path(__file__).parents[2] / "docs" / "newsroom.md").read_text("utf-8")
    table = manual.partition("| | reader | editor | chief |\n")[2].partition("\n\n")[0].splitlines()[1:]
    lines = [[cell.strip() for cell in line.strip("|").split("|")] for line in table]
    assert len(lines) == len(DEEDS)
    article_id = settled(logins).article_id
    bring(room.desk(), copy(external_id="nobody"), copy(external_id="decided"))
    wrong = []
    for number, (login, role) in enumerate(zip(("Vic", "Ada", "Chi"), ("reader", "editor", "chief"), strict=True)):
        with Archive.open(at(logins[login]), actor="") as desk:
            row = desk.articles.row(article_id)
            for (line, *may), (begins, deeds) in zip(lines, DEEDS.items(), strict=True):
                assert line.startswith(begins)
                for deed in deeds:
                    try:
                        deed(desk, row)
                        done = "yes"
                    except NotAllowedError:
                        done = ""
                    if done != may[number]:
                        wrong.append(f"a {role} may {done or 'not'}: {line}")
    assert wrong == []
    assert lines[-1][1:] == ["never"] * 3
    assert [check.trouble for check in room.desk().integrity.checks()] == [None] * 4


def test_marks_of_others_are_neither_seen_nor_made(room: Newsroom, logins: dict[str, str]) -> None:
    settled(logins)
    with Archive.open(at(logins["Ada"]), actor="") as ada:
        marks(ada, ada.articles.page().rows[0])
    for table, values in {
        "reading": "'Ada', (SELECT id FROM article), (SELECT revision_id FROM article), ''",
        "flag": "'Ada', (SELECT id FROM article), ''",
        "saved_view": "'Ada', 'x', '{}', 'newest', ''",
        "review_place": "'Ada', 'x', NULL, (SELECT id FROM annotation), 1, 1, ''",
    }.items():
        for login in (logins["Vic"], logins["Chi"]):
            assert _seen(login, f"SELECT * FROM {table}") == []
            assert tried(login, f"INSERT INTO {table} VALUES ({values})") == "42501"


def test_what_is_saved_is_signed_by_who_is_logged_in(room: Newsroom, logins: dict[str, str]) -> None:
    made = settled(logins)
    assert (made.author, made.changed_by) == ("Bo", "Ada")
    logged = store().connection.execute("SELECT actor, login FROM pullquote.event ORDER BY seq").fetchall()
    assert logged == [("Bo", logins["Bo"]), ("Ada", logins["Ada"])]


def test_nobody_dates_a_decision_back(room: Newsroom, logins: dict[str, str]) -> None:
    settled(logins)
    with closing(psycopg.connect(at(logins["Ada"]))) as ada:
        ada.execute("SET search_path = pullquote")
        dated = f"changed_by = 'Ada', action = 'name', changed_at = '1999-01-01', {SIGNED}"
        ada.execute(f"UPDATE annotation SET status = 'rejected', {dated}")  # type: ignore[arg-type,unused-ignore]
        ada.execute(f"UPDATE speaker SET name = 'M. Holt', {dated}")  # type: ignore[arg-type,unused-ignore]
        ada.commit()
    logged = (
        store()
        .connection.execute("SELECT at FROM pullquote.event UNION ALL SELECT at FROM pullquote.register_event")
        .fetchall()
    )
    [(today,)] = store().connection.execute("SELECT (now() - interval '1 day')::text").fetchall()
    assert len(logged) == 5
    assert min(at for (at,) in logged) > today


def test_a_whole_day_works_for_editors_and_marks_are_their_own(room: Newsroom, logins: dict[str, str]) -> None:
    with Archive.open(at(logins["Ada"]), actor="") as ada, Archive.open(at(logins["Vic"]), actor="") as vic:
        [added] = bring(ada, copy(external_id="1"))
        opened = ada.open_article(added.article_id)
        assert ada.suggestions.find(opened.row.id)
        ada.decisions.settle(ada.open_article(added.article_id).annotations, Status.ACCEPTED)
        mine = ada.decisions.add_quotation(opened.revision, [SECOND_QUOTE])
        ada.decisions.settle([mine], Status.ACCEPTED)
        ada.decisions.undo()
        bring(ada, copy(external_id="1", body=BODY.replace("fourth", "fifth")))
        assert ada.updates.waiting().rows
        assert [hit.article.id for hit in ada.search("harbour")] == [added.article_id]
        vic.articles.mark_read([vic.articles.row(added.article_id)])
        assert (vic.articles.row(added.article_id).unread, ada.articles.row(added.article_id).unread) == (False, True)
        assert [row[0] for row in _seen(logins["Ada"], "SELECT actor FROM reading")] == []
        with pytest.raises(NotAllowedError, match="Your role"):
            vic.decisions.add_quotation(vic.open_article(added.article_id).revision, [FIRST_QUOTE])
    assert [check.trouble for check in room.desk().integrity.checks()] == [None] * 4


def test_a_member_logs_in_at_an_address_that_names_somebody_else(room: Newsroom, logins: dict[str, str]) -> None:
    named = address(at(f"{logins['Vic']}:secret")).as_member(logins["Bo"])
    with Archive.open(named, actor="anybody") as archive:
        assert archive.actor == "Bo"
    assert "secret" not in f"{vars(named)}"


def test_a_password_is_worth_nothing_where_the_server_asks_for_none(room: Newsroom, logins: dict[str, str]) -> None:
    typed = address(at(logins["Bo"])).as_member(logins["Bo"], "guessed")
    with pytest.raises(StoreError, match="asks nobody for a password") as refused:
        typed.open()
    assert "guessed" not in f"{typed} {typed!r} {refused.value}"


def test_editors_remove_articles_and_only_chiefs_remove_decisions(room: Newsroom, logins: dict[str, str]) -> None:
    made = settled(logins)
    with Archive.open(at(logins["Ada"]), actor="") as ada, Archive.open(at(logins["Vic"]), actor="") as vic:
        [added] = bring(ada, copy(external_id="1"))
        ada.suggestions.find(added.article_id)
        vic.articles.flag([added.article_id])
        with pytest.raises(NotAllowedError, match="Your role"):
            vic.articles.removals.remove(added.article_id, "wrong folder")
        assert ada.articles.removals.remove(added.article_id, "wrong folder").actor == "Ada"
        with pytest.raises(NotAllowedError, match="Your role"):
            ada.articles.removals.remove(made.article_id, "wrong folder", with_decisions=True)
        assert ada.annotations.get(made.id) == made
    with Archive.open(at(logins["Chi"]), actor="") as chi:
        removed = chi.articles.removals.remove(made.article_id, "wrong folder", with_decisions=True)
        assert (removed.actor, removed.decisions) == ("Chi", {"Ada": 1, "Bo": 1})
    assert [check.trouble for check in room.desk().integrity.checks()] == [None] * 4
    forged = "SELECT remove_article(id, 'Chi', 'now', 'x', 0, '{}') FROM article"
    assert [tried(login, forged) for login in (logins["Vic"], logins["Ada"])] == ["42501", None], "no article is left"


def test_who_is_no_member_is_told_so(room: Newsroom, logins: dict[str, str]) -> None:
    membership = address(store().address).membership()
    with Archive.open(at(logins["Ada"]), actor="") as ada:
        ada.decisions.assignments.assign_article(story(ada).row.id, "Bo")
    membership.remove(logins["Bo"])
    assert [(member.name, member.role) for member in membership.members()] == [
        ("Ada", Role.EDITOR),
        ("Bo", None),
        ("Chi", Role.CHIEF),
        ("Vic", Role.READER),
    ]
    with pytest.raises(StoreError, match="You are not a member"):
        Archive.open(at(logins["Bo"]), actor="Bo")
    with Archive.open(at(logins["Ada"]), actor="") as ada:
        assert ada.decisions.assignments.people() == ["Ada", "Chi", "Vic"]
        assert ada.decisions.assignments.asked("bo").name is None
        assert ada.articles.count(ArticleFilter(assigned="bo")) == 1
    with pytest.raises(NotAllowedError, match="Only a chief"):
        address(at(logins["Ada"])).membership().add(logins["Bo"], "Bo", Role.CHIEF)
    with pytest.raises(StoreError, match="Somebody else signs as Ada"):
        membership.add(logins["Bo"], "Ada", Role.EDITOR)
    assert address(at(logins["Chi"])).membership().add(logins["Bo"], "Bo", Role.EDITOR) == []
    assert address(at(logins["Chi"])).membership().add("somebody_new", "New", Role.EDITOR) == [
        'CREATE ROLE "somebody_new" LOGIN;',
        f'GRANT "{store().connection.info.dbname}_editor" TO "somebody_new";',
    ]


def _seen(login: str, query: str) -> list[tuple[Any, ...]]:
    with closing(psycopg.connect(at(login))) as connection:
        connection.execute("SET search_path = pullquote")
        return connection.execute(query).fetchall()  # type: ignore[arg-type,unused-ignore]


def test_everybody_is_told_beforehand_what_their_role_does_not_allow(room: Newsroom, logins: dict[str, str]) -> None:
    def allowed(login: str, *, read_only: bool = False) -> list[bool]:
        with Archive.open(at(login), actor="", read_only=read_only) as desk:
            return [desk.presence.refusal(deed) is None for deed in (Deed.MARK, Deed.DECIDE)]

    assert allowed(logins["Vic"]) == [True, False]
    assert allowed(logins["Ada"]) == allowed(logins["Chi"]) == [True, True]
    assert allowed(logins["Chi"], read_only=True) == [False, False]
    with Archive.open(at(logins["Vic"]), actor="") as vic:
        assert "Ask a chief" in str(vic.presence.refusal(Deed.DECIDE))
