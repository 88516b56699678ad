"""Reads headlines and standfirsts, which say in few words and in the present tense who says what."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from newstext.quotations import lexicon
from newstext.quotations.clauses import HEADLINE, Clause
from newstext.quotations.given_names import gender_of
from newstext.quotations.lexicon import word_set
from newstext.quotations.sources import is_genitive
from newstext.quotations.tokens import MARK, OUT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newstext.quotations.clauses import Range
    from newstext.quotations.tokens import Paragraph

_MOST_WORDS, _FEWEST_WORDS = 22, 3
_LONGEST_SOURCE, _LONGEST_ROLE = 7, 4
_LONGEST_RUN = 8
_MOST_TOKENS = 40
_STOPS = frozenset(".,!?…")
_NO_ENDS = frozenset(".:;,")
_DASHES = frozenset(["—", "–", "-", "--"])
_PRESENT = word_set(
    "says say tells tell warns warn claims claim insists insist admits admit denies deny vows vow urges urge accuses"
    " accuse calls call slams slam blasts blast attacks attack hails hail brands brand dubs dub mocks mock praises"
    " praise promises promise pledges pledge demands demand reveals reveal predicts predict argues argue suggests"
    " suggest believes believe asks ask begs beg condemns condemn criticises criticise criticizes criticize declares"
    " declare describes describe dismisses dismiss jokes joke laments lament recalls recall reports report states"
    " announces announce confirms confirm concedes concede boasts boast complains complain alleges allege shows show"
    " finds find decries decry derides deride labels label likens liken defends defend rejects reject rules rule"
    " apologises apologise apologizes apologize threatens threaten cautions caution hints hint fumes rages rage quips"
)
_PASSIVE = word_set("told asked warned urged called accused hailed branded dubbed")
_BEHIND_SOURCE = word_set(
    "on after in as before at over about from to for amid despite against during who how why when"
)
_TURNS = word_set("as after while but and amid despite")
_BODIES = (
    lexicon.ROLES
    | lexicon.UNNAMED
    | lexicon.DOCUMENTS
    | word_set(
        "police pm government ministry minister opposition council court union unions charity watchdog regulator report"
        " scientists experts survivors villagers families family locals campaigners bosses boss chief crews nurses"
        " teachers mother father parents tenant tenants un eu nato whistleblower pope king queen ex-spy singer star mum"
        " fan fans media"
    )
)
_FIRST_PERSON = word_set("i i'm i’m i'd i’d i've i’ve i'll i’ll we we're we’re we've we’ve my our")


def is_headline(p: Paragraph) -> bool:
    """Whether a paragraph looks like a headline: one short line that no stop ends."""
    if not 1 < len(p) <= _MOST_TOKENS or p.body or (p.place[-1] == OUT and p.lower[-1] in _NO_ENDS):
        return False
    if not (p.words[0][0].isupper() or p.place[0] != OUT or p.words[0].isdigit()):
        return False
    words = sum(word[0].isalnum() for word in p.words)
    closes = p.place[-1] == MARK and p.stretches[-1].closed and p.last_word(len(p)) not in _STOPS
    ends = closes or (p.place[-1] == OUT and (p.words[-1][0].isalnum() or p.lower[-1] == "?"))
    one = len({p.sentence[i] for i in range(len(p)) if p.place[i] == OUT}) <= 1
    if any(p.last_word(end) == "." for _, end in p.bounds):
        return False  # the words in marks are a sentence of the story
    return _FEWEST_WORDS <= words <= _MOST_WORDS and ends and one and any(place == OUT for place in p.place)


def headline_clauses(p: Paragraph) -> list[Clause]:
    """Return who says what in a headline; nothing where it says nothing, or says it as a sentence of the story does."""
    return _behind_comma(p) or _behind_dash(p) or _beside_colon(p) or _behind_verbs(p)


def by_itself(clauses: list[Clause]) -> list[Clause]:
    """The clauses of a headline that name no speaker: ``‘No way back from here’ for ferry`` is nobody's above it."""
    return clauses if any(c.cue or c.source for c in clauses) else [replace(c, pattern=HEADLINE) for c in clauses]


def repeated(paragraphs: Sequence[Paragraph]) -> set[int]:
    """Return the numbers of the headlines whose words in marks stand elsewhere too: they would be settled twice."""
    runs = {n: run for n, p in enumerate(paragraphs) if p.stretches and is_headline(p) and len(run := _run(p)) > 1}
    found = Counter[tuple[str, ...]]()
    wanted = set(runs.values())
    lengths: dict[str, set[int]] = {}
    for run in wanted:
        lengths.setdefault(run[0], set()).add(len(run))
    for p in paragraphs if wanted else ():
        words = [word for word in p.lower if word[0].isalnum()]
        starts = [i for i, word in enumerate(words) if word in lengths]
        windows = (tuple(words[i : i + length]) for i in starts for length in lengths[words[i]])
        found.update(window for window in windows if window in wanted)
    return {n for n, run in runs.items() if found[run] > 1}


def _run(p: Paragraph) -> tuple[str, ...]:
    """The words of the longest piece in marks, or as many as tell it from others."""
    first, end = max(p.bounds, key=lambda bounds: bounds[1] - bounds[0])
    return tuple(p.lower[i] for i in range(first, end) if p.words[i][0].isalnum())[:_LONGEST_RUN]


def _clause(content: Range, cue: Range, source: Range | None) -> Clause:
    return Clause([content], cue, source, HEADLINE)


def _behind_comma(p: Paragraph) -> list[Clause]:
    """``Bridge ‘will never open’, engineer warns``, ``“Stay at home,” governor urges``, ``…, says minister``."""
    comma = next((i for i in range(len(p) - 2, 1, -1) if _parts(p, i)), None)
    if comma is None:
        return []
    first, end = comma + 1, len(p)
    content = (0, comma + (p.lower[comma] != ","))
    verb = next((i for i in range(first, min(end, first + _LONGEST_SOURCE)) if _is_present(p, i)), None)
    if verb is None or any(place != OUT for place in p.place[first:end]):
        return []
    if verb == first and first + 1 < end:
        source = (first + 1, _source_end(p, first + 1, end))
    elif verb > first and _names_somebody(p, first, verb):
        source = (first, verb)
    else:
        return []
    return [_clause(content, (verb, verb + 1), source)] if source[0] < source[1] else []


def _parts(p: Paragraph, i: int) -> bool:
    """Whether reported words may end at token ``i``: a comma outside marks, or a mark behind a comma."""
    if p.place[i] == OUT:
        return p.lower[i] == ","
    closes = i + 1 < len(p) and p.place[i + 1] == OUT and p.lower[i + 1] not in (",", ":", *_DASHES)
    return closes and p.last_word(i + 1) in (",", "?", "!")


def _behind_dash(p: Paragraph) -> list[Clause]:
    """``Bank ‘knew of fraud for years’ - whistleblower``, ``“Nobody told us” — Harbour crews on the day``."""
    dash = next((i for i in range(len(p) - 1, 1, -1) if p.place[i] == OUT and p.lower[i] in _DASHES), None)
    if dash is None or dash + 1 >= len(p) or (p.stretches and p.bounds[-1][1] != dash):
        return []
    if not p.stretches and not (len(p) - dash <= _LONGEST_ROLE + 1 and p.lower[-1] in _BODIES):
        return []  # "Spy chief to resume talks — state media", but not "Storm update - day two"
    end = _source_end(p, dash + 1, len(p))
    if (
        not _names_somebody(p, dash + 1, end)
        or p.lower[dash + 1] in lexicon.CONJUNCTIONS
        or any(_is_present(p, i) for i in range(dash + 1, end))
    ):
        return []
    return [_clause((0, dash), (dash, dash + 1), (dash + 1, end))]


def _beside_colon(p: Paragraph) -> list[Clause]:
    """``Owen Pell: ‘I sleep with the lights on’``, ``‘My son is not a number’: mother’s plea``."""
    colon = next((i for i in range(1, len(p) - 1) if p.place[i] == OUT and p.lower[i] == ":"), None)
    if colon is None:
        return []
    if p.place[colon - 1] != OUT and p.bounds[0] == (0, colon):
        end = _source_end(p, colon + 1, len(p))
        somebody = _names_somebody(p, colon + 1, end) or end < len(p)
        return [_clause((0, colon), (colon, colon + 1), (colon + 1, end) if somebody else None)]
    return _behind_colon(p, colon)


def _behind_colon(p: Paragraph, colon: int) -> list[Clause]:
    end = _source_end(p, 0, colon)
    verb = next((i for i in range(1, colon) if _is_present(p, i)), None)
    end = min(end, verb if verb is not None else end)
    quoted = p.place[colon + 1] != OUT
    own = quoted or not _FIRST_PERSON.isdisjoint(p.lower[colon + 1 :])
    whole = (
        end == colon
        or p.lower[end] in _BEHIND_SOURCE
        or p.lower[end] == ","
        or (quoted and (end == verb or is_genitive(p, end)))
    )
    label = not whole or not lexicon.LABELS.isdisjoint(p.lower[:end])
    if label or not 0 < end <= _LONGEST_SOURCE or not (p.words[0][0].isupper() and p.place[0] == OUT):
        return []
    known = any(p.lower[i] in _BODIES for i in range(end)) or gender_of(" ".join(p.words[:end]))
    if not (own or known) or p.lower[end - 1] == "?":
        return []
    return [_clause((colon + 1, len(p)), (verb if verb is not None and verb < colon else colon, colon + 1), (0, end))]


def _behind_verbs(p: Paragraph) -> list[Clause]:
    """``Pope urges ‘courage for peace’``, ``Report finds weirs unsafe as minister promises ‘action, not words’``."""
    found = []
    for quote, (first, end) in enumerate(p.bounds):
        low = max(p.bounds[quote - 1][1] if quote else 0, 0)
        verbs = [
            i for i in range(low + 1, first) if _is_present(p, i) or (p.place[i] == OUT and p.lower[i] in _PASSIVE)
        ]
        if not verbs:
            continue
        verb = verbs[-1]
        start = next((i + 1 for i in range(verb - 1, low - 1, -1) if p.lower[i] in (*_TURNS, ",", ":", ";")), low)
        told = any(p.lower[i] in _PASSIVE for i in range(start, verb + 1))
        source = None if told else (start, _source_end(p, start, verb))  # "Court told banker ‘laughed’"
        if source is None or _names_somebody(p, *source):
            found.append(_clause((first, _content_end(p, end)), (verb, verb + 1), source))
    return _says(p, found[0].cue[0] if found and found[0].cue else 0) + found


def _says(p: Paragraph, end: int) -> list[Clause]:
    """Return indirect speech that ends where a second speaker begins: ``Leader says reserves will last as …``."""
    verb = next((i for i in range(1, end) if p.lower[i] in ("says", "say") and p.place[i] == OUT), end)
    stop = next((i for i in range(verb + 1, end) if p.lower[i] in _TURNS), end)
    if stop == end or not _names_somebody(p, 0, verb):
        return []
    return [_clause((verb + 1, stop), (verb, verb + 1), (0, verb))]


def _content_end(p: Paragraph, end: int) -> int:
    """A short piece in marks says nothing without what follows: ``slams ‘shameful’ vote``."""
    if p.long[p.stretch[end - 1]]:
        return end
    return next((i for i in range(end, len(p)) if p.lower[i] in (*_TURNS, ",", ":", *_DASHES)), len(p))


def _is_present(p: Paragraph, i: int) -> bool:
    return p.place[i] == OUT and p.lower[i] in _PRESENT and not is_genitive(p, i) and p.words[i].islower()


def _source_end(p: Paragraph, first: int, end: int) -> int:
    """Return where a source that begins at ``first`` ends: ``Coach Hale | on relegation``, ``mother | ’s plea``."""
    stop = next((i for i in range(first, end) if p.lower[i] in (*_BEHIND_SOURCE, ",") or _owns(p, i)), end)
    last = next((i for i in range(first, min(stop, first + _LONGEST_ROLE)) if p.lower[i] in _BODIES), None)
    behind = first if last is None else last + 1
    while behind < stop and (p.lower[behind] in _BODIES or p.words[behind][0].isupper() or is_genitive(p, behind)):
        behind += 1
    if behind == first and p.lower[first].endswith("s"):
        return first + 1  # "skiers | rescued from pass"
    return behind if behind > first else stop


def _owns(p: Paragraph, i: int) -> bool:
    """``mother | ’s plea``, and not ``teachers’ leader``."""
    return is_genitive(p, i) and not (i + 1 < len(p) and p.lower[i + 1] in _BODIES)


def _names_somebody(p: Paragraph, first: int, end: int) -> bool:
    if not first < end <= first + _LONGEST_SOURCE or any(place != OUT for place in p.place[first:end]):
        return False
    return p.lower[end - 1] in _BODIES or p.words[end - 1][0].isupper() or p.lower[end - 1].endswith("s")
