"""Sources named without a cue verb in its usual place."""

from __future__ import annotations

import pytest

from newstext.quotations import find_quotations
from newstext.quotations.tokens import sentence_ends


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Pilots agree to strike - Mira Holt: “Nobody here wants a fourth week of this.”", "Mira Holt"),
        ("Members were angered by her remark that “the pier will never be open again.”", "her"),
        (
            "As the mayor’s aide Udo Brandt puts it, “Nobody is coming back to this town.”",
            "the mayor’s aide Udo Brandt",
        ),
        ("“The offer was never on the table at all,” sighed Leonie Tarn of the port union.", "Leonie Tarn"),
        ("“Where are they all supposed to go?” Holt asked on Monday.", "Holt"),
        ("Holt, who has told aides she will stay, said in a statement: “We are not for sale today.”", "Holt"),
        ("Mira Holt rejected the offer on Monday, saying it was “an insult to every crew in port.”", "Mira Holt"),
    ],
)
def test_the_words_beside_the_marks_name_the_source(text: str, source: str) -> None:
    quoted = [q for q in find_quotations(text) if any("“" in piece.of(text) for piece in q.content)]
    assert any(span.of(text).startswith(source) for q in quoted for span in q.source)


def test_a_quotation_between_a_want_and_its_own_speaker_belongs_to_the_speaker() -> None:
    text = (
        "The union wants a fourth week.\n\n“Nobody asked the crews.”\n\n“We will be at sea by Friday,” Mira Holt said."
    )
    first = next(q for q in find_quotations(text) if "Nobody asked" in q.content[0].of(text))
    assert first.speaker == "Mira Holt"


def test_the_title_of_a_book_or_a_commentary_is_nobodys_words() -> None:
    text = "Mr Dray’s commentary, “Let the Old Pier Stay Open,” is very thoughtful."
    assert not [q for q in find_quotations(text) if "Pier" in q.content[0].of(text)]


def test_a_number_behind_no_does_not_end_a_sentence() -> None:
    text = "The strike shut berth no. 4 on Monday. It will open soon."
    assert [text[:end] for end in sentence_ends(text)] == ["The strike shut berth no. 4 on Monday."]
