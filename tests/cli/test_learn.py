"""``pullquote learn``: the worth of a desk's decisions, shown before a person uses them; and the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newstext.learning import lesson
from newstext.quotations.confidence import SHIPPED
from tests.taught import fill
from tui.cli.exits import EXIT_NOTHING_FOUND

if TYPE_CHECKING:
    import pytest

    from store import Archive
    from tests.cli.command_line import CommandLine


def test_a_desk_sees_what_it_taught_uses_it_and_goes_back(run: CommandLine, archive: Archive) -> None:
    fill(archive, 12)
    shown = run("learn").out
    assert "Learned from 144 decisions on 12 articles" in shown
    assert ["Right", "among", "the", "suggestions", "shown", "108", "of", "144", "108", "of", "108"] in [
        line.split() for line in shown.splitlines()
    ]
    assert "Less sure after: “noted”." in shown
    assert "To use it: pullquote learn --use" in shown
    assert archive.learning.in_force().card is None
    [used] = run("learn", "--use", "--json").objects
    assert used["used"]
    assert used["yardstick_after"] >= used["yardstick_before"] - lesson.MAY_FALL
    assert archive.learning.in_force().card
    assert run("learn", "--back").out.startswith("Back to the finder as shipped.\n")
    assert archive.learning.in_force().card is None
    assert run("learn", "--back").status == EXIT_NOTHING_FOUND


def test_what_does_not_help_is_not_used(run: CommandLine, archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lesson, "FEWEST_DECISIONS", 40)
    monkeypatch.setattr(lesson, "FEWEST_ARTICLES", 4)
    monkeypatch.setattr(lesson, "_STEPS", (1.0,))
    monkeypatch.setattr(lesson, "on_yardstick", lambda weights, _indirect_from: 0.9 if weights is SHIPPED else 0.8)
    fill(archive)
    ended = run("learn", "--use")
    assert ended.status == EXIT_NOTHING_FOUND
    assert ended.err.endswith("Found+speaker falls on the articles of Pullquote. The finder is unchanged.\n")
    assert archive.learning.in_force().card is None


def test_a_desk_with_few_decisions_is_told_how_many_it_needs(run: CommandLine, archive: Archive) -> None:
    fill(archive, 1)
    ended = run("learn")
    assert ended.status == EXIT_NOTHING_FOUND
    assert "100 decisions on 10 articles or more in English; this store has 12 on 1." in ended.err
