"""The work of a draft check is bounded, even if the draft's quotation marks are wrong. Counted, never timed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from newstext.draft_check import Verdict
from newstext.draft_check import passage as passages
from newstext.loose_match import Folded, fold
from store.drafts.check import LONGEST, TOO_LONG
from tests.engines.newsroom import bring, copy
from tests.questions import Questions

if TYPE_CHECKING:
    from store import Archive

ARTICLES = 20
FERRY = "The ferry waits for the tide, the pilot said. {number} boats lay in port. “The ferry waits,” said Mira Holt."
PARTNERLESS = {
    "double": "He said “a. ",
    "guillemets": "He said « a ",
    "escaped": "He said &ldquo;a. ",
    "low": "He said „a. ",
    "straight": 'He said "a. ',
    "backticks": "He said ``a. ",
    "two kinds": "He said “a «b. ",
}


@pytest.fixture
def port(desk: Archive) -> Archive:
    """A store of many articles with the same words."""
    bring(desk, *(copy(external_id=str(number), body=FERRY.format(number=number)) for number in range(ARTICLES)))
    return desk


def test_a_quotation_that_runs_on_is_not_looked_at(port: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    for unit in PARTNERLESS.values():
        questions = Questions(port, monkeypatch)
        [checked] = port.check(unit * (LONGEST // len(unit) * 3))
        assert (checked.verdict, checked.reason, checked.printed) == (Verdict.UNCHECKED, TOO_LONG, None), unit
        assert checked.words.endswith(" …"), unit
        assert len(checked.words) < 250, unit
        assert questions.asked == ["candidates"], unit  # compared with no text at all


def test_a_long_quotation_that_has_its_marks_is_checked(port: Archive) -> None:
    words = "The ferry waits for the tide. " * (LONGEST // 30)

    [checked] = port.check(f"“{words.strip()}” said Mira Holt.")

    assert checked.verdict is not Verdict.UNCHECKED


def test_a_quotation_is_folded_once_however_many_articles_may_hold_it(
    port: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    folded: list[str] = []

    def counted(text: str) -> Folded:
        folded.append(text)
        return fold(text)

    monkeypatch.setattr(passages, "fold", counted)
    said = "The ferry waits […] for the evening tide [sic]"
    [checked] = port.check(f"“{said},” said Mira Holt.")

    assert checked.verdict is not Verdict.UNCHECKED
    assert 3 <= len(folded) == len(set(folded)) <= 8


def test_equal_quotations_are_checked_once(port: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    questions = Questions(port, monkeypatch)
    once = questions.of(lambda: port.check("“The ferry waits for us,” said Mira Holt.\n"))

    assert questions.of(lambda: port.check("“The ferry waits for us,” said Mira Holt.\n" * 50)) == once
    lines = [checked.line for checked in port.check("“The ferry waits for us,” said Mira Holt.\n" * 50)]
    assert lines == list(range(1, 51))
