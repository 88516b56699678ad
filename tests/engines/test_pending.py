"""Decisions that wait for a store that is away: each is made once, in order, and over nobody's head."""

from __future__ import annotations

import subprocess
import sys
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from newstext.anchors.model import SpanState
from newstext.quotations.model import QuotationKind
from newstext.spans import Span
from store.away import AwayArchive
from store.errors import ConflictError, NewerStoreError, NotFoundError, UnreachableError
from store.model.annotations import AnnotationKind, AnnotationState, Piece, Record, SpanRole, Status
from store.model.changes import Change, Edit
from store.model.lists import ArticleFilter
from store.model.speakers import Attribution, NewSpeaker
from store.pending.changes import ASK, PendingChange, settled
from store.pending.file import PendingFile, left_over
from store.pending.lines import Owner, added, done, everything, first_line, parsed
from store.quotations.conflicts import Conflict
from tests.engines.newsroom import FIRST_QUOTE, MORNING, ODD_TEXTS, SECOND_QUOTE, story

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from store import Archive
    from store.model.annotations import Annotation
    from tests.engines.newsroom import Newsroom

OWNER = Owner("/desk/stack.db", "stack.db", "Ada")
REFUSAL = "The store has been out of reach since 14:03, and this needs it."


class Waiting(NamedTuple):
    """A decision made while the store was away, and its result."""

    pending: PendingChange
    seen: tuple[Annotation, ...]


def decide(desk: Archive, change: Callable[[Archive], object], *known: Annotation) -> Waiting:
    """Decide without the store."""
    away = AwayArchive(desk, REFUSAL, {annotation.id: annotation for annotation in known})
    change(away)
    assert away.taken is not None
    return Waiting(away.taken, away.results)


def accepting(annotation: Annotation) -> Callable[[Archive], object]:
    return lambda archive: archive.decisions.settle([archive.decisions.as_seen(annotation)], Status.ACCEPTED)


def quoted(desk: Archive) -> Annotation:
    return desk.decisions.add_quotation(story(desk).revision, [FIRST_QUOTE])


# Decisions without the store


def test_a_decision_without_the_store_is_what_it_would_be_with_it(desk: Archive) -> None:
    made = quoted(desk)
    decided = decide(desk, lambda archive: archive.remarks.tag(archive.decisions.as_seen(made), ["port"]))
    assert decided.seen[0].is_pending
    assert desk.annotations.get(made.id) == made
    [sent] = desk.presence.send(decided.pending.change)
    assert sent.state == decided.seen[0].state
    assert (sent.version, sent.is_pending) == (decided.seen[0].version, False)


def test_decisions_on_one_quotation_build_on_each_other(desk: Archive) -> None:
    made = quoted(desk)
    first = decide(desk, lambda archive: archive.remarks.tag(archive.decisions.as_seen(made), ["port"]))
    second = decide(desk, lambda archive: archive.remarks.note(archive.decisions.as_seen(made), "call"), *first.seen)
    for decided in (first, second):
        desk.presence.send(decided.pending.change)
    state = desk.annotations.get(made.id).state
    assert (state.tags, state.note) == (("port",), "call")


def test_assignments_whose_answer_was_lost_wait_and_are_made_once(desk: Archive) -> None:
    made, article_id = quoted(desk), desk.articles.page().rows[0].id
    assignments = desk.decisions.assignments
    ended = assignments.end([assignments.assign_article(article_id, "Vic")])[0]
    lost: list[Change] = []
    engine = desk._engine
    apply = engine.apply

    def lose(change: Change) -> tuple[Annotation, ...]:
        apply(change)
        lost.append(change)
        raise UnreachableError("lost")

    ways: list[Callable[[Archive], object]] = [
        lambda archive: archive.decisions.assignments.assign([archive.decisions.as_seen(made)], "Ben"),
        lambda archive: assigned_anew(archive, ended),
    ]
    for assign in ways:
        engine.apply = lose  # type: ignore[method-assign]
        with pytest.raises(UnreachableError):
            assign(desk)
        engine.apply = apply  # type: ignore[method-assign]
        away = AwayArchive(desk, REFUSAL, {}, lost[-1])
        assign(away)
        assert away.taken is not None
        assert away.taken.change == lost[-1]
        desk.presence.send(away.taken.change)
    assert desk.articles.count(ArticleFilter(assigned="Ben")) == 1
    actions = [event.action for event in desk.events(limit=9).rows]
    assert actions == ["mark", "assign", "unassign", "assign", "assign"]


def assigned_anew(archive: Archive, ended: Annotation) -> Annotation:
    """Assign an article whose assignment had ended, as the desk does: with the annotation that it read before."""
    archive.decisions.as_seen(ended)
    return archive.decisions.assignments.assign_article(ended.article_id, "Ben")


def test_what_is_sent_twice_is_made_once(desk: Archive) -> None:
    revision = story(desk).revision
    decided = decide(desk, lambda archive: archive.decisions.add_quotation(revision, [SECOND_QUOTE]))
    for _ in range(2):
        [made] = desk.presence.send(decided.pending.change)
    assert made.words == decided.seen[0].words
    assert [event.annotation_id for event in desk.events(limit=9).rows] == [made.id]


def test_a_name_given_without_the_register_is_the_speaker_who_is_in_it(desk: Archive) -> None:
    made = quoted(desk)
    known = desk.decisions.attribute(made, Attribution("Mira Holt"))
    other = desk.decisions.add_quotation(desk.open_article(made.article_id).revision, [SECOND_QUOTE])
    named = decide(desk, lambda archive: archive.decisions.attribute(other, Attribution("Mira Holt")))
    [sent] = desk.presence.send(named.pending.change)
    assert sent.state.speaker_id == known.state.speaker_id
    assert [speaker.name for speaker in desk.register.speakers()] == ["Mira Holt"]


@pytest.mark.parametrize(
    "ask",
    [
        lambda archive: archive.search("strike"),
        lambda archive: archive.decisions.undo(),
        lambda archive: archive.register.speakers("mira"),
        lambda archive: archive.articles.totals(),
        lambda archive: archive.decisions.assignments.asked("ben"),
        lambda archive: archive.decisions.assignments.of_article("any"),
        lambda archive: archive.articles.removals.at_stake("any"),
        lambda archive: archive.reviews.place("all"),
        lambda archive: archive.open_article("never opened"),
    ],
    ids=["search", "undo", "register", "counts", "people", "whose article", "removal", "review", "another article"],
)
def test_what_needs_the_store_is_refused_with_a_sentence(desk: Archive, ask: Callable[[Archive], object]) -> None:
    quoted(desk)
    with pytest.raises(UnreachableError, match="out of reach since 14:03"):
        ask(AwayArchive(desk, REFUSAL, {}))


def test_an_article_opened_before_is_read_as_it_was_then(newsroom: Newsroom) -> None:
    desk = newsroom.desk()
    opened = story(desk)
    newsroom.desk("Ben").decisions.add_quotation(opened.revision, [FIRST_QUOTE])
    again = AwayArchive(desk, REFUSAL, {}).open_article(opened.row.id)
    assert again.as_of is not None
    assert again == opened._replace(as_of=again.as_of)


# Conflicts


def conflicting(newsroom: Newsroom) -> tuple[Archive, list[PendingChange], Conflict]:
    """Ada accepts and tags while she is away; Ben rejects meanwhile."""
    desk = newsroom.desk()
    made = quoted(desk)
    skipped = desk.decisions.settle([made], Status.SKIPPED)[0]
    first = decide(desk, accepting(skipped))
    second = decide(
        desk, lambda archive: archive.remarks.tag(archive.decisions.as_seen(skipped), ["port"]), *first.seen
    )
    newsroom.desk("Ben").decisions.settle([skipped], Status.REJECTED)
    with pytest.raises(ConflictError) as refused:
        desk.presence.send(first.pending.change)
    theirs = refused.value.current
    conflict = Conflict(skipped.state, theirs, first.pending.change.edits[0].state)
    return desk, [first.pending, second.pending], conflict


def test_a_later_decision_never_overwrites_the_colleague_whose_version_stands(newsroom: Newsroom) -> None:
    desk, waiting, conflict = conflicting(newsroom)
    [left] = settled(waiting, conflict, mine=False)
    assert left.change.edits[0].expected_version == ASK
    with pytest.raises(ConflictError):
        desk.presence.send(left.change)
    again = Conflict(conflict.theirs.state, conflict.theirs, left.change.edits[0].state)
    [left] = settled([left], again, mine=True)
    [sent] = desk.presence.send(left.change)
    assert (sent.state.status, sent.state.tags) == (Status.REJECTED, ("port",))


def test_an_own_version_that_is_kept_takes_the_later_decisions_with_it(newsroom: Newsroom) -> None:
    desk, waiting, conflict = conflicting(newsroom)
    for pending in settled(waiting, conflict, mine=True):
        [sent] = desk.presence.send(pending.change)
    assert (sent.state.status, sent.state.tags) == (Status.ACCEPTED, ("port",))


def test_of_several_quotations_only_the_one_in_conflict_is_left_out(newsroom: Newsroom) -> None:
    desk = newsroom.desk()
    revision = story(desk).revision
    both = [desk.decisions.add_quotation(revision, [span]) for span in (FIRST_QUOTE, SECOND_QUOTE)]
    both = list(desk.decisions.settle(both, Status.SKIPPED))
    bulk = decide(desk, lambda archive: archive.decisions.accept_all(both)).pending
    theirs = newsroom.desk("Ben").decisions.settle(both[:1], Status.REJECTED)[0]
    [left] = settled([bulk], Conflict(both[0].state, theirs, bulk.change.edits[0].state), mine=False)
    desk.presence.send(left.change)
    now = [desk.annotations.get(one.id).state.status for one in both]
    assert now == [Status.REJECTED, Status.ACCEPTED]


# The file

_words = some.one_of(some.sampled_from([*ODD_TEXTS.values(), "\ud800"]), some.text(max_size=8))
_maybe = some.none() | _words
_pieces = some.builds(
    Piece,
    role=some.sampled_from(SpanRole),
    piece=some.integers(0, 3),
    revision_id=_words,
    span=some.builds(Span, some.integers(0, 5), some.integers(6, 9)),
    exact=_words,
    prefix=_words,
    suffix=_words,
    state=some.sampled_from(SpanState),
)
_states = some.builds(
    AnnotationState,
    kind=some.sampled_from([AnnotationKind.QUOTE, AnnotationKind.NOTE]),
    quotation_kind=some.none() | some.sampled_from(QuotationKind),
    status=some.sampled_from(Status),
    pieces=some.lists(_pieces, max_size=2).map(tuple),
    speaker=_maybe,
    speaker_id=_maybe,
    role=_maybe,
    record=some.sampled_from(Record),
    unnamed=some.booleans(),
    descriptor=_maybe,
    unnamed_reason=_maybe,
    via=_maybe,
    note=_maybe,
    tags=some.lists(_words, max_size=2).map(tuple),
    flagged=some.booleans(),
    checked_against=_maybe,
)


@some.composite
def _waiting(draw: some.DrawFn) -> list[PendingChange]:
    count = draw(some.integers(0, 3))
    return [
        PendingChange(
            Change(
                id=f"change {number}",
                actor=draw(_words),
                at=MORNING + timedelta(microseconds=draw(some.integers(0, 10**12))),
                action=draw(some.sampled_from(["accept", "note", "mark"])),
                edits=(Edit(f"annotation {number}", "article", draw(some.integers(-1, 9)), draw(_states)),),
                new_speakers=draw(some.lists(some.builds(NewSpeaker, _words, _words), max_size=1).map(tuple)),
            ),
            (draw(some.none() | _states),),
            draw(some.booleans()),
        )
        for number in range(count)
    ]


@settings(max_examples=15)
@given(waiting=_waiting(), cut=some.integers(0, 10**6))
def test_a_file_that_was_cut_off_anywhere_loses_only_the_torn_line(waiting: list[PendingChange], cut: int) -> None:
    whole = everything(OWNER, waiting)
    found = parsed(whole)
    assert (found.owner, list(found.waiting), found.damaged) == (OWNER, waiting, ())
    torn = parsed(whole[: cut % (len(whole) + 1)])
    assert list(torn.waiting) == waiting[: len(torn.waiting)]
    assert len(torn.waiting) >= whole[: cut % (len(whole) + 1)].count(b"\n") - 1


@settings(max_examples=15)
@given(waiting=_waiting(), noise=some.binary(max_size=30), at=some.integers(0, 3))
def test_a_damaged_line_costs_no_other(waiting: list[PendingChange], noise: bytes, at: int) -> None:
    written = [added(pending) for pending in waiting]
    noise = b"!" + noise.replace(b"\n", b"")
    written.insert(min(at, len(written)), noise + b"\n")
    found = parsed(first_line(OWNER) + b"".join(written))
    assert (list(found.waiting), found.damaged) == (waiting, (noise,))


def test_a_file_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    newer = first_line(OWNER).replace(b'"version": 1', b'"version": 2')
    with pytest.raises(NewerStoreError):
        parsed(newer)
    (tmp_path / "newer.jsonl").write_bytes(newer)
    assert left_over(tmp_path) == []
    assert (tmp_path / "newer.jsonl").read_bytes() == newer


def a_change(number: int) -> PendingChange:
    edit = Edit(f"annotation {number}", "article", 1, AnnotationState(note=str(number)))
    return PendingChange(Change(f"change {number}", "Ada", MORNING, "note", (edit,)), (None,))


def test_the_next_desk_finds_what_the_last_one_left_and_nobody_else_does(tmp_path: Path) -> None:
    folder = tmp_path / "pending"
    file = PendingFile.begin(folder, OWNER)
    for number in range(3):
        file.add(a_change(number))
    file.remove(a_change(1))
    assert file.path.stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o700
    assert left_over(folder) == []  # a desk holds it
    second = PendingFile.begin(folder, OWNER)
    assert second.path != file.path
    second.close()
    file.close()
    [left] = left_over(folder, store=OWNER.store, actor="Ada")
    assert (left.owner, left.waiting) == (OWNER, (a_change(0), a_change(2)))
    assert left_over(folder, actor="Ben") == left_over(folder, store="elsewhere") == []
    taken = PendingFile.take_over(left)
    assert taken is not None
    assert PendingFile.take_over(left) is None
    taken.replace([a_change(7)])
    taken.remove(a_change(7))
    taken.close()
    assert list(folder.iterdir()) == []


def test_a_torn_or_damaged_file_goes_on_where_it_was_whole(tmp_path: Path) -> None:
    path = tmp_path / "left.jsonl"
    path.write_bytes(everything(OWNER, [a_change(0)]) + b"noise\n" + added(a_change(1)) + b'{"waits": {"id')
    taken = PendingFile.take_over(left_over(tmp_path)[0])
    assert taken is not None
    taken.add(a_change(2))
    assert parsed(path.read_bytes()).waiting == (a_change(0), a_change(1), a_change(2))
    assert (tmp_path / "left.damaged").read_bytes() == b"noise\n"
    taken.close()


def test_what_the_store_refuses_for_good_is_kept_with_the_reason(tmp_path: Path, desk: Archive) -> None:
    file = PendingFile.begin(tmp_path, OWNER)
    file.add(a_change(0))
    with pytest.raises(NotFoundError) as refused:
        desk.presence.send(a_change(0).change)
    path = file.put_aside(a_change(0), str(refused.value))
    assert file.waiting == []
    assert parsed(path.read_bytes()).waiting == (a_change(0),)
    assert b"There is no annotation" in path.read_bytes()
    file.close()


KEEP = """
import sys
from pathlib import Path
from store.pending.file import PendingFile
from tests.engines.test_pending import OWNER, a_change
file = PendingFile.begin(Path(sys.argv[1]), OWNER)
for number in range(100_000):
    file.add(a_change(number))
    if number % 3 == 2:
        file.remove(a_change(number))
    print(number, flush=True)
"""


def test_no_decision_that_was_shown_as_waiting_is_lost_when_the_desk_is_killed(tmp_path: Path) -> None:
    for run, shown in enumerate((3, 17, 40)):
        folder = tmp_path / str(run)
        killed = subprocess.Popen([sys.executable, "-c", KEEP, str(folder)], stdout=subprocess.PIPE, text=True)
        assert killed.stdout is not None
        for _ in range(shown):
            killed.stdout.readline()
        killed.kill()
        told = shown + len(killed.stdout.read().splitlines())
        killed.wait(60)
        killed.stdout.close()
        [left] = left_over(folder)
        ids = [pending.change.id for pending in left.waiting]
        must = [f"change {number}" for number in range(told) if number % 3 != 2]
        assert ids[: len(must)] == must
        assert len(ids) <= len(must) + 1


def test_a_change_that_is_done_waits_no_longer() -> None:
    file = everything(OWNER, [a_change(0), a_change(1)]) + done("change 0")
    assert parsed(file).waiting == (a_change(1),)
