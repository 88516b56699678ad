"""A draft against a transcript: its turns name the speakers, and a speaker's words continue across cues."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

import pytest

from newstext import read
from newstext.draft_check import Verdict
from newstext.spans import Span
from newstext.turns import Turn
from tests.engines.newsroom import bring, copy

if TYPE_CHECKING:
    from store import Archive

SAID = (
    ("Mira Holt", "Nobody at the quay wants a fourth week,"),
    ("Mira Holt", "and we have asked the ministry to call us back."),
    ("EDDA SAND", "The offer stands until Friday at noon."),
    ("SPEAKER_02", "Could everybody please sit down for a moment?"),
)
LINES = [f"{who}: {words}" for who, words in SAID]
STARTS = list(accumulate((len(line) + 1 for line in LINES), initial=len("Port talks, day two.") + 2))
TURNS = tuple(
    Turn(who, None, None, Span(start + len(who) + 2, start + len(line)))
    for (who, _), line, start in zip(SAID, LINES, STARTS, strict=False)
)


@pytest.fixture
def stack(desk: Archive) -> Archive:
    bring(desk, copy(body="\n".join(["Port talks, day two.", "", *LINES]), turns=TURNS))
    return desk


def test_a_draft_is_compared_with_the_turns(stack: Archive) -> None:
    for draft, verdict, speaker in (
        ("“Nobody at the quay wants a fourth week,” said Mira Holt.", Verdict.VERBATIM, "Mira Holt"),
        ("“A fourth week, and we have asked the ministry,” said Mira Holt.", Verdict.PUNCTUATION, "Mira Holt"),
        ("“We have asked the ministry to call us back,” said Edda Sand.", Verdict.OTHER_SPEAKER, "Mira Holt"),
        ("“The offer stands until Friday,” said Edda Sand.", Verdict.VERBATIM, "EDDA SAND"),
        ("“Could everybody please sit down,” said Jonas Reed.", Verdict.VERBATIM, "SPEAKER_02"),
        ("“To call us back. The offer stands until Friday,” said Mira Holt.", Verdict.SPLICED, "Mira Holt"),
        ("“We have asked the ministry … The offer stands,” said Mira Holt.", Verdict.SPLICED, "Mira Holt"),
        ("“We have asked the minister to call us back,” said Mira Holt.", Verdict.CHANGED, "Mira Holt"),
    ):
        [checked] = stack.check(draft)
        assert (checked.verdict, checked.printed and checked.printed.speaker) == (verdict, speaker), draft
        if verdict is Verdict.SPLICED:
            assert [(one.speaker, one.words[:16]) for one in checked.also] == [("EDDA SAND", "The offer stands")], draft


def test_an_answer_is_attributed_to_the_person_whom_the_text_asks(desk: Archive) -> None:
    asked = "Q: Will you strike?\n\nA: We will, and nobody wants it.\n\nQ: When?\n\nA: On Friday, at the gate."
    (article,) = read(
        f"At the gate we talked to Mira Holt, the union’s secretary.\n\n{asked}".encode(), "interview.txt"
    )
    assert len(article.turns) == 4
    bring(desk, article)
    for speaker, verdict in (("Mira Holt", Verdict.VERBATIM), ("Edda Sand", Verdict.OTHER_SPEAKER)):
        [checked] = desk.check(f"“We will, and nobody wants it,” said {speaker}.")
        assert (checked.verdict, checked.printed and checked.printed.speaker) == (verdict, "Mira Holt")
