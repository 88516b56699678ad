"""A clause: a speaker and words of a paragraph, in tokens, and the pattern that found them."""

from __future__ import annotations

from dataclasses import dataclass

Range = tuple[int, int]
"""Half-open, in tokens of a paragraph."""

SIGNED = "signed"
"""The pattern of a quotation signed behind a dash or below it, as in a round-up of readers' views."""

TRANSCRIPT = "transcript"
"""The pattern of a name and a colon before the words."""

HEADLINE = "headline"
"""The pattern of a headline, which is read by itself."""

ANSWER = "answer"
"""The pattern of an answer below a question of an interview, where neither is labelled."""

PRINTED = "printed"
"""The pattern of a speech or a letter that is printed whole."""

OWNED = "owned"
"""The pattern of a noun of speech that belongs to somebody: ``her remark that``."""

LED_IN = "led in"
"""The pattern of a quotation that the sentence before leads up to: ``Holt was furious. “Never!”``"""

AS_TOLD = "as told"
"""The pattern of ``As the Port Wire reported, …``."""

ANY_VERB = "any verb"
"""The pattern of a name and a verb right beside the marks, if the verb is not a cue."""


@dataclass(slots=True)
class Clause:
    """One attribution inside a paragraph, in ranges of tokens. Without cue and source its speaker is elsewhere.

    ``score`` is how probable its labels are (1 for what rules alone say), ``agreed`` whether rules and labels name the
    same source for the same words. ``via`` are the words for who relays it, if somebody does.
    """

    content: list[Range]
    cue: Range | None = None
    source: Range | None = None
    pattern: str = "bare"
    score: float = 1.0
    agreed: bool = False
    via: Range | None = None
