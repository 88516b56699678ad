"""A colleague changes a quotation while somebody is being asked about it.

Nothing unseen is overwritten, nothing typed is lost, and the outcome is reported.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from newstext.spans import Span
from store import Archive
from store.model.annotations import Status
from tests.screens.driver import at_the_desk
from tests.screens.invented import HARBOUR

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from store.model.annotations import Annotation
    from tests.screens.driver import Driver

    Change = Callable[[Archive, Annotation], object]

LEGAL = "LEGAL: do not print"
ELSEWHERE = "lights on all night"
"""Words outside all quotations."""


async def _at_the_strike(desk: Driver) -> Annotation:
    await desk.open("Harbour strike")
    await desk.go_to("Nobody here")
    assert desk.current is not None
    return desk.current


async def _ben(desk: Driver, path: Path, quotation: Annotation, change: Change) -> None:
    """Let Ben change a quotation, and wait until Ada's desk has heard of it."""
    with Archive.open(path, actor="ben") as ben:
        change(ben, ben.annotations.get(quotation.id))
    await desk.until(lambda: _versions(desk.quotations) == _versions(desk.stored()))
    await desk.idle()


def _versions(annotations: Sequence[Annotation]) -> dict[str, int]:
    return {annotation.id: annotation.version for annotation in annotations}


def _notes(ben: Archive, it: Annotation) -> object:
    return ben.remarks.note(it, LEGAL)


def _rejects(ben: Archive, it: Annotation) -> object:
    return ben.decisions.settle([it], Status.REJECTED)


def _moves_its_ends(ben: Archive, it: Annotation) -> object:
    revision = ben.open_article(it.article_id).revision
    start = revision.article.body.index(ELSEWHERE)
    return ben.decisions.respan(it, revision, [Span(start, start + len(ELSEWHERE))])


@pytest.mark.parametrize(
    ("keys", "typed", "change", "theirs", "mine"),
    [
        (["c"], "nice", _notes, LEGAL, "nice"),
        (["t"], "port", lambda ben, it: ben.remarks.tag(it, ["legal"]), "legal", "port"),
        (["at"], "Somebody Else", lambda ben, it: ben.decisions.name_speaker(it, "Ben"), "Ben", "Somebody Else"),
        (["R", "down", "down"], "", _notes, LEGAL, "deep background"),
        (["e", "l", "l", "l"], "", _moves_its_ends, ELSEWHERE, "week,” un"),
    ],
    ids=["note", "tags", "speaker", "terms", "ends"],
)
async def test_what_a_colleague_did_while_a_question_was_open_is_shown_before_it_is_overwritten(
    keys: list[str], typed: str, change: Change, theirs: str, mine: str, archive: Archive, path: Path
) -> None:
    async with at_the_desk(archive) as desk:
        quotation = await _at_the_strike(desk)
        await desk.press(*keys)
        await _ben(desk, path, quotation, change)
        after_ben = archive.annotations.get(quotation.id)
        await desk.type(typed)
        await desk.press("enter")
        assert desk.where == "conflict"
        assert archive.annotations.get(quotation.id) == after_ben
        assert theirs in desk.sees
        assert mine in desk.sees
        await desk.press("m")
        assert archive.annotations.get(quotation.id).version == after_ben.version + 1
        assert desk.says == "Your version is saved."


async def test_what_is_verified_is_what_the_second_reader_saw(archive: Archive, path: Path) -> None:
    async with at_the_desk(archive) as desk:
        quotation = await _at_the_strike(desk)
        await _ben(desk, path, quotation, lambda ben, it: ben.decisions.settle([it], Status.ACCEPTED))
        await desk.go_to("Nobody here")
        await desk.press("a")
        await _ben(desk, path, quotation, _moves_its_ends)
        await desk.type("tape")
        await desk.press("enter")
        assert desk.where == "conflict"
        await desk.press("t")
        assert archive.annotations.get(quotation.id).state.status is Status.ACCEPTED
        assert desk.says == "Their version is kept. Yours was not saved."


async def test_ones_own_decisions_on_their_way_are_no_conflict(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        quotation = await _at_the_strike(desk)
        for key in ("f", "c", *"one", "enter", "t", *"port", "enter", "f"):
            await desk.hurry(key)
        await desk.idle()
        state = archive.annotations.get(quotation.id).state
        assert (state.note, state.tags, state.flagged) == ("one", ("port",), False)
        assert desk.where != "conflict"


async def test_an_update_that_leaves_the_words_alone_is_no_conflict(archive: Archive) -> None:
    async with at_the_desk(archive) as desk:
        quotation = await _at_the_strike(desk)
        await desk.press("f", "c", *"nice")
        update = replace(HARBOUR, body=HARBOUR.body.replace("40 sailings", "41 sailings"))
        archive.add([update], reader="test", reader_version="1")
        await desk.press("enter")
        assert archive.annotations.get(quotation.id).state.note == "nice"
        assert desk.where != "conflict"


@pytest.mark.parametrize("status", [Status.REJECTED, Status.REMOVED])
async def test_what_was_typed_about_a_quotation_that_is_gone_meanwhile_is_not_lost(
    status: Status, archive: Archive, path: Path
) -> None:
    async with at_the_desk(archive) as desk:
        quotation = await _at_the_strike(desk)
        await desk.press("c")
        await _ben(desk, path, quotation, lambda ben, it: ben.decisions.settle([it], status))
        await desk.type("ask her again")
        await desk.press("enter")
        assert f"ben: {status}" in desk.sees
        assert "you: ask her again" in desk.sees
        await desk.press("m")
        state = archive.annotations.get(quotation.id).state
        assert (state.status, state.note) == (status, "ask her again")
        assert desk.says == f"Your version is saved. It stays {status}, as ben decided."


async def test_who_is_named_for_a_rejected_quotation_is_asked_about_and_can_bring_it_back(
    archive: Archive, path: Path
) -> None:
    async with at_the_desk(archive) as desk:
        quotation = await _at_the_strike(desk)
        await desk.press("at")
        await _ben(desk, path, quotation, _rejects)
        await desk.type("New Person")
        await desk.press("enter")
        assert desk.where == "conflict"
        await desk.press("m")
        state = archive.annotations.get(quotation.id).state
        assert (state.status, state.speaker) == (Status.ACCEPTED, "New Person")


@pytest.mark.parametrize(("change", "told"), [(_notes, LEGAL), (_moves_its_ends, ELSEWHERE)])
async def test_of_all_listed_none_is_accepted_unseen_and_none_is_forgotten(
    change: Change, told: str, archive: Archive, path: Path
) -> None:
    async with at_the_desk(archive) as desk:
        quotation = await _at_the_strike(desk)
        open_before = len(desk.stored(Status.SUGGESTED))
        await desk.press("A")
        await _ben(desk, path, quotation, change)
        assert told not in desk.sees
        await desk.press("enter")
        assert desk.where == "accept all"
        assert desk.stored(Status.ACCEPTED) == []
        assert "changed by ben" in desk.sees
        assert told in desk.sees
        assert desk.says.startswith("Nothing accepted yet: 1 quotation changed")
        await desk.press("enter")
        assert len(desk.stored(Status.ACCEPTED)) == open_before
        assert desk.says == f"Accepted {open_before} quotations. u undoes all of them."
        await desk.press("u")
        assert len(desk.stored(Status.SUGGESTED)) == open_before


async def test_what_a_colleague_settled_of_all_listed_stays_so_and_is_told(archive: Archive, path: Path) -> None:
    async with at_the_desk(archive) as desk:
        quotation = await _at_the_strike(desk)
        others = len(desk.stored(Status.SUGGESTED)) - 1
        await desk.press("A")
        await _ben(desk, path, quotation, _rejects)
        await desk.press("enter")
        assert archive.annotations.get(quotation.id).state.status is Status.REJECTED
        assert len(desk.stored(Status.ACCEPTED)) == others
        assert desk.says == (
            f"Accepted {others} quotations. u undoes all of them. Not changed: 1 quotation that ben settled meanwhile."
        )
