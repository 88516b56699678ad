"""A transcript in progress: successive utterances, and the resulting article."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from newstext.article import Article
from newstext.formats.errors import UnreadableError
from newstext.spans import Span
from newstext.turns import Moment, Turn

if TYPE_CHECKING:
    from collections.abc import Sequence

_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")
_ENDS_SENTENCE = re.compile(r"[.!?…。！？][\"'”’»)\]]*$")
_WHITE = re.compile(r"[ \t\r\n\f\v]+")
_LONG_PARAGRAPH = 500
"""Code points after which the next sentence of a turn begins a paragraph."""
_PAUSE = 2_000
"""Milliseconds of silence after which a sentence begins a paragraph where nobody says who speaks."""


def folded(text: str) -> str:
    """Return ``text`` on one line. No-break spaces are characters and stay."""
    return _WHITE.sub(" ", text).strip(" ")


@dataclass
class _Speaking:
    """The turn that is being read: its fields so far, and where its last paragraph begins."""

    speaker: str | None
    start_ms: int | None
    end_ms: int | None
    start: int
    paragraph: int
    moments: list[Moment] = field(default_factory=list)

    @property
    def latest_ms(self) -> int:
        """The last known time within the turn; an earlier one is no progress on its clock."""
        return self.moments[-1].ms if self.moments else self.start_ms or 0


class Script:
    """Collects utterances in order: ``Name: words``, one or more paragraphs for each turn.

    Successive cues of one speaker are one turn. White space within an utterance becomes single spaces.
    """

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._at = 0
        self._turns: list[Turn] = []
        self._turn: _Speaking | None = None

    def say(
        self,
        speaker: str | None,
        words: str,
        start_ms: int | None = None,
        end_ms: int | None = None,
        *,
        paragraph: bool = False,
        other: bool = False,
    ) -> None:
        """Add words of a speaker; ``paragraph`` begins one, ``other`` a turn, of somebody else without a name too."""
        words = folded(words)
        speaker = folded(speaker or "") or None
        if not words:
            return
        turn = self._turn
        if turn is None or turn.speaker != speaker or other or (paragraph and speaker is None):
            turn = self._begin(speaker, start_ms, end_ms)
        elif paragraph or self._is_full(turn, start_ms):
            if speaker is None:
                turn = self._begin(speaker, start_ms, end_ms)
            else:
                self._put("\n\n")
                turn.paragraph = self._at
        else:
            self._put(self._between(words))
        if start_ms is not None and self._at > turn.start and start_ms > turn.latest_ms:
            turn.moments.append(Moment(self._at, start_ms))
        turn.end_ms = end_ms if end_ms is not None else turn.end_ms
        self._put(words)

    def tell(self, words: str) -> None:
        """Add a paragraph that nobody says: a heading, what happens in the room."""
        words = folded(words)
        if words:
            self._end_turn()
            self._put("\n\n" if self._at else "")
            self._put(words)

    def article(self, name: str, kind: str, notes: Sequence[str] = (), **fields: Any) -> Article:
        """Return the article; UnreadableError, naming the file and its ``kind``, when nothing is said in it."""
        self._end_turn()
        if not self._turns:
            raise UnreadableError(f"{name} is {kind} without words; have the recording transcribed and read that.")
        return Article(body="".join(self._parts), turns=tuple(self._turns), reader_notes=tuple(notes), **fields)

    def _begin(self, speaker: str | None, start_ms: int | None, end_ms: int | None) -> _Speaking:
        self._end_turn()
        self._put("\n\n" if self._at else "")
        self._put(f"{speaker}: " if speaker else "")
        self._turn = _Speaking(speaker, start_ms, end_ms, self._at, self._at)
        return self._turn

    def _end_turn(self) -> None:
        if (turn := self._turn) is not None:
            span = Span(turn.start, self._at)
            self._turns.append(Turn(turn.speaker, turn.start_ms, turn.end_ms, span, tuple(turn.moments)))
            self._turn = None

    def _is_full(self, turn: _Speaking, start_ms: int | None) -> bool:
        """Whether the next words of a turn begin a paragraph: after a long one, or a pause of nobody in particular."""
        if _ENDS_SENTENCE.search(self._parts[-1][-8:]) is None:
            return False
        is_silent = start_ms is not None and turn.end_ms is not None and start_ms - turn.end_ms >= _PAUSE
        return self._at - turn.paragraph >= _LONG_PARAGRAPH or (turn.speaker is None and is_silent)

    def _between(self, words: str) -> str:
        """Return what separates words from those before: nothing in scripts without spaces."""
        return "" if _UNSPACED.match(self._parts[-1][-1:]) and _UNSPACED.match(words) else " "

    def _put(self, text: str) -> None:
        if text:
            self._parts.append(text)
            self._at += len(text)
