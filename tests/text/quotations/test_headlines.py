"""Headlines and standfirsts: single marks, the present tense, a colon, a dash, and no repetition of the body."""

from __future__ import annotations

import pytest

from newstext.quotations import find_quotations

STORY = "\n\nThe ferry stopped at noon on Monday. Two hundred people waited on the pier."


def said(text: str) -> list[tuple[str | None, str]]:
    return [(q.speaker, " … ".join(piece.of(text) for piece in q.content)) for q in find_quotations(text)]


@pytest.mark.parametrize(
    ("headline", "speaker", "words"),
    [
        ("‘We will not pay’: Mayor defies court over fines", "Mayor", "‘We will not pay’"),
        ("'My boat is not a number': skipper's plea after mix-up", "skipper", "'My boat is not a number'"),
        ("Edda Sand: ‘I sleep with the lights on’", "Edda Sand", "‘I sleep with the lights on’"),
        ("Wolf attacks: farmers demand ‘right to shoot’", "farmers", "‘right to shoot’"),
        ("Mum’s warning after girl swallows magnet: ‘Check every toy’", "Mum", "‘Check every toy’"),
        ("Star Wars fan, 90: ‘I was there before the queue’", "Star Wars fan", "‘I was there before the queue’"),
        ("Pope Leo: War is always a defeat", "Pope Leo", "War is always a defeat"),
        ("Spy chief to resume talks in Torrin — state media", "state media", "Spy chief to resume talks in Torrin"),
        ("Coach Hale on relegation: ‘Nobody died’", "Coach Hale", "‘Nobody died’"),
        ("Skipper: We had ten minutes", "skipper", "We had ten minutes"),
        ("Bank ‘knew of fraud for years’ - whistleblower", "whistleblower", "Bank ‘knew of fraud for years’"),
        ("“I’d do it all again” – whistleblower nurse", "whistleblower nurse", "“I’d do it all again”"),
        ("Bridge 'will never open', engineer warns", "engineer", "Bridge 'will never open'"),
        ("'Stay at home,' governor urges as storm nears", "governor", "'Stay at home,'"),
        ("Ferry line will shut for a year, says minister", "minister", "Ferry line will shut for a year"),
        ("Pope urges 'courage for peace' in his message", "Pope", "'courage for peace' in his message"),
        ("Opposition slams ‘shameful’ vote", "Opposition", "‘shameful’ vote"),
        ("Half of all weirs unsafe as minister promises ‘action, not words’", "minister", "‘action, not words’"),
    ],
)
def test_a_headline_says_in_few_words_who_says_what(headline: str, speaker: str, words: str) -> None:
    assert said(headline + STORY) == [(speaker, words)]


def test_what_the_story_says_again_is_not_suggested_twice() -> None:
    text = "Mayor: ‘We will not pay’\n\n“We will not pay,” said the mayor, Edda Sand."
    assert said(text) == [("Edda Sand", "“We will not pay,”")]


def test_lines_of_headlines_do_not_speak_for_each_other() -> None:
    text = "Fed should wait, says Sand\n\n‘A slap in the face’ for our nurses\n\nCourt told man ‘laughed at victims’"
    assert [speaker for speaker, _ in said(text)] == ["Sand", None]


def test_a_term_in_single_marks_stays_a_term_in_the_story() -> None:
    text = "Ferry stops\n\nThe so-called ‘ghost ferry’ stopped at noon on Monday.\n\n“It stopped,” Edda Sand said."
    assert said(text) == [("Edda Sand", "“It stopped,”")]
