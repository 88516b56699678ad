"""Quotations as they were published, and who said them according to people who annotated the articles."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, NamedTuple

from bench.check.word_edits import bracket_put_in, dots_put_in
from newstext.loose_match import fold
from newstext.quotations.double_marks import stretches
from newstext.quotations.given_names import gender_of, is_given_name
from newstext.quotations.paragraph_ends import paragraph_spans

if TYPE_CHECKING:
    import random
    from collections.abc import Iterable
    from pathlib import Path

_NAME = re.compile(r"[A-ZÀ-Þ][\w’'-]+(?: [A-Z]\.)? [A-ZÀ-Þ][\w’'-]+")
_ROLE = re.compile(
    r"\b(president|minister|spokesman|spokeswoman|spokesperson|senator|governor|mayor|secretary|chairman|chairwoman|chair"
    r"|director|judge|chief|leader|attorney|lawyer|professor|manager|strategist|adviser|advisor|candidate|nominee"
    r"|congressman|congresswoman|premier|commissioner|owner|analyst|coach)\b"
)
_SHORTEST = 7
_PLANTED = 1 / 8
_NARRATION = re.compile(r"[A-Z][^“”\"\n]{60,240}[.]")


class Printed(NamedTuple):
    """A quotation in one pair of marks: its words, who said it and in what role, and which article it is from."""

    words: str
    speaker: str
    role: str | None
    article: int

    @property
    def surname(self) -> str:
        return self.speaker.split()[-1]

    @property
    def pronoun(self) -> str | None:
        """``he`` or ``she``, where the given name tells."""
        return {"m": "he", "f": "she"}.get(gender_of(self.speaker))


class Published(NamedTuple):
    """One article: its text, its quotations, other people it names, and its sentences outside quotation marks."""

    text: str
    quotations: list[Printed]
    people: list[str]
    narration: list[str]


def read(paths: Iterable[Path]) -> list[Published]:
    """Read JSON Lines of articles ({text, attributions: [{source, content, reference?}]}, code points)."""
    rows = [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines()]
    return [_published(row, number) for number, row in enumerate(rows)]


def _published(row: dict[str, object], number: int) -> Published:
    text = str(row["text"])
    people = list(dict.fromkeys(name for name in _NAME.findall(text) if is_given_name(name.split()[0])))
    found: list[Printed] = []
    marked = [s.shifted(p.start) for p in paragraph_spans(text) for s in stretches(p.of(text)) if s.closed]
    for said in row["attributions"]:  # type: ignore[attr-defined]
        if (speaker := _speaker(said, text, people)) is None:
            continue
        inside = [s for s in marked for start, end in said["content"] if start <= s.start + 1 and s.end - 1 <= end]
        for stretch in dict.fromkeys(inside):
            words = text[stretch.inner_start : stretch.inner_end].strip().rstrip(",")
            if len(fold(words).words) >= _SHORTEST and "\n" not in words and not re.search('[“”"]', words):
                found.append(Printed(words, speaker, _role(speaker, text), number))
    said_there = [(start, end) for said in row["attributions"] for start, end in said["content"]]  # type: ignore[attr-defined]
    in_marks = [(s.start + p.start, s.end + p.start) for p in paragraph_spans(text) for s in stretches(p.of(text))]
    narration = [
        m[0]
        for m in _NARRATION.finditer(text)
        if text.count(m[0]) == 1 and not any(a < m.end() and m.start() < b for a, b in (*said_there, *in_marks))
    ]
    return Published(text, list(dict.fromkeys(found)), people, narration)


def _speaker(said: dict[str, object], text: str, people: list[str]) -> str | None:
    """Return the full name of a person, by the annotators' reference or by the words of the source."""
    source = " ".join(text[start:end] for start, end in said["source"])  # type: ignore[attr-defined]
    named = _NAME.findall(str(said.get("reference") or source.split(",")[0]))
    if named and is_given_name(named[-1].split()[0]) and not _ROLE.search(named[-1].lower()):
        return str(named[-1])
    bearers = {name for name in people if name.split()[-1] == source.removesuffix("’s").removesuffix("'s")}
    return bearers.pop() if len(bearers) == 1 else None


def _role(speaker: str, text: str) -> str | None:
    """Return the one word for what somebody is that stands right beside the name, if only one person has it."""
    name = re.escape(speaker)
    before = re.search(rf"(\w+) {name}", text)
    behind = re.search(rf"{name}, (?:the |an? )?([a-z]+(?: [a-z]+)?)", text)
    for match in filter(None, (before, behind)):
        if role := _ROLE.search(match[1].lower()):
            return (
                role[1]
                if len(re.findall(rf"\b{role[1]}s?\b", text.lower())) <= _alone(role[1], speaker, text)
                else None
            )
    return None


def _alone(role: str, speaker: str, text: str) -> int:
    surname = re.escape(speaker.split()[-1])
    return len(
        re.findall(rf"\b{role}\W+(?:\w+\W+){{0,2}}{surname}|{surname},? (?:\w+ ){{0,3}}{role}\b", text, re.IGNORECASE)
    )


def planted(published: list[Published], rng: random.Random) -> list[Published]:
    """Return the articles with brackets or dots put into one of eight quotations, as if they were printed so."""
    return [_planted(each, rng) for each in published]


def _planted(article: Published, rng: random.Random) -> Published:
    text, found = article.text, []
    for said in article.quotations:
        edit = rng.choice((bracket_put_in, dots_put_in))
        words = edit(said.words, rng) if rng.random() < _PLANTED else None
        if words and text.count(said.words) == 1:
            text = text.replace(said.words, words)
            said = said._replace(words=words)
        found.append(said)
    return article._replace(text=text, quotations=found)
