"""Finds speakers beside quotation marks without a reporting verb: by dashes, colons, nouns, other verbs."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from newstext.quotations import lexicon
from newstext.quotations.clauses import ANY_VERB, OWNED, SIGNED, TRANSCRIPT, Clause
from newstext.quotations.phrases import subject_after, subject_before
from newstext.quotations.sources import is_owned
from newstext.quotations.tokens import OUT

if TYPE_CHECKING:
    from newstext.quotations.clauses import Range
    from newstext.quotations.tokens import Paragraph

DASHES = frozenset(["—", "--", "-", "–", "―", ","])
_LONGEST_LINE, _LONGEST_NAME = 25, 6
_LONGEST_OWNED = 9
_OWNERS = frozenset(["his", "her", "their", "its", "my", "our", "your", "'s", "’s"])
_NO_SPEAKERS = lexicon.LABELS | lexicon.word_set("twice first second third finally remember question")
"""Words before a colon at the head of a line that are nobody's name."""
_SENT = lexicon.word_set("more email e-mail letter message text comment tweet post word")
_PARTICLES = frozenset(["de", "der", "la", "of", "van", "von"])
_NO_NAMES = lexicon.AUXILIARIES | lexicon.CUES | lexicon.THINKING | lexicon.SUBJECT_PRONOUNS
_NOT_TELLING = lexicon.word_set("this its his hers was does plus across perhaps always sometimes named titled entitled")


class Beside(NamedTuple):
    """A quotation's place, in tokens: its sentence from ``first`` to ``end``, the next one, and the end of the run."""

    first: int
    end: int
    next_quote: int
    content_end: int


def _dash_name(p: Paragraph, quoted: Range, beside: Beside) -> Clause | None:
    """``"…" — Mira Holt``, and who that is, to the end of the sentence."""
    end = quoted[1]
    if end >= beside.end or p.lower[end] not in DASHES - {","}:
        return None
    stop = next((i for i in range(end + 1, beside.end) if p.lower[i] in (",", "(")), beside.end)
    names = p.words[end + 1 : stop]
    small = sum(name[0].islower() and name not in _PARTICLES for name in names) if names[:1] != ["@"] else 0
    called = bool(names) and (names[0][0].isupper() or names[0] in lexicon.ROLES)
    capitals = names[:1] == ["@"] or (called and names[-1][0].isupper())
    named = 0 < len(names) <= _LONGEST_NAME and capitals and small <= 1
    described = beside.end - stop <= _LONGEST_LINE and lexicon.CUES.isdisjoint(p.lower[stop : beside.end])
    if named and described:
        bracket = next((i for i in range(stop, beside.end) if p.lower[i] == "("), beside.end)
        return Clause([quoted], (end, end + 1), (end + 1, bracket), SIGNED)
    return None


def _in_brackets(p: Paragraph, quoted: Range, _: Beside) -> Clause | None:
    """``"…" (Mira Holt)`` and ``"…" (@miraholt)``, at the end of a paragraph."""
    first, close = quoted[1] + 1, len(p) - 1
    if not first < close <= first + _LONGEST_LINE or p.lower[first - 1] != "(" or p.lower[close] != ")":
        return None
    end = next((i for i in range(first, close) if p.lower[i] == ","), close)
    named = 1 < end - first <= _LONGEST_NAME and all(w[0].isupper() or w in _PARTICLES for w in p.words[first:end])
    return Clause([quoted], (first - 1, first), (first, end), SIGNED) if named or p.words[first] == "@" else None


def _owned_noun(p: Paragraph, quoted: Range, beside: Beside) -> Clause | None:
    """``her remark that "…"`` and ``Holt’s promise on Monday that "…"``."""
    start = quoted[0]
    low = max(beside.first, start - _LONGEST_OWNED)
    if p.lower[start - 1] != "that":
        return None
    for noun in range(start - 2, low, -1):
        if p.place[noun] != OUT or p.lower[noun] in lexicon.STOPS:
            return None
        if p.lower[noun] not in lexicon.UTTERANCES:
            continue
        owner = noun - 1 if p.lower[noun - 1] in _OWNERS else noun - 2
        if p.lower[owner] not in _OWNERS or owner < beside.first:
            return None
        genitive = p.lower[owner] in ("'s", "’s")
        holder = subject_before(p, owner, beside.first) if genitive else None
        first = holder.first if holder else owner
        return Clause([(start - 1, beside.content_end)], (noun, start - 1), (first, owner + 1), OWNED)
    return None


def _headed(p: Paragraph, quoted: Range, beside: Beside) -> Clause | None:
    """``Pilots vote to strike - Mira Holt: "…"``, heading a paragraph."""
    colon = quoted[0] - 1
    dash = next((i for i in range(colon - 1, beside.first, -1) if p.lower[i] in DASHES - {","}), None)
    return None if dash is None else _name_and_colon(p, quoted, beside, dash + 1)


def _name_and_colon(p: Paragraph, quoted: Range, beside: Beside, start: int | None = None) -> Clause | None:
    """``Mira Holt, 61, crane driver: "…"``, heading a paragraph."""
    colon = quoted[0] - 1
    if beside.first != p.body or colon <= beside.first or p.lower[colon] != ":":
        return None
    first = beside.first if start is None else start
    sent = p.lower[first] in _SENT and p.lower[first + 1] == "from"  # "Email from Dagny in Malmö:"
    first += 2 * sent + (p.lower[first : first + 2] == ["rt", "@"])
    end = next((i for i in range(first, colon) if p.lower[i] in (",", "(")), _before_verb(p, first, colon))
    if sent:
        end = next((i for i in range(first, end) if p.lower[i] in lexicon.PREPOSITIONS), end)
    giver = next((i + 2 for i in range(end, colon - 2) if p.lower[i] == "," and p.lower[i + 1] in ("from", "by")), None)
    if giver is not None and p.words[colon - 1][0].isupper():
        first, end = giver, colon  # "Comment of the day, from reader Edda Sand:"
    elif not (p.words[first][0].isupper() or p.words[first] == "@") or is_owned(p, (first, end)):
        return None
    if colon - first > _LONGEST_LINE or not 0 < end - first <= _LONGEST_NAME:
        return None
    if p.lower[first] in lexicon.PREPOSITIONS or not (_NO_NAMES | _NO_SPEAKERS).isdisjoint(p.lower[first:end]):
        return None  # "On taxes: “…”"
    return Clause([quoted], (colon, colon + 1), (first, end), TRANSCRIPT)


def _before_verb(p: Paragraph, first: int, colon: int) -> int:
    """``Salo signs off: "…"``: a name ends where a verb stands behind it."""
    behind_name = 1 + max((i for i in range(first, colon) if p.words[i][0].isupper()), default=first)
    told = behind_name < colon and p.words[behind_name].islower() and _may_tell(p.lower[behind_name])
    return behind_name if told and p.lower[behind_name] not in lexicon.ROLES else colon


def _any_verb(p: Paragraph, quoted: Range, beside: Beside) -> Clause | None:
    """``"…," sighed Holt``, ``"…," Holt sighed``, ``As Holt puts it, "…"``: the marks tell, whatever the verb."""
    start, end = quoted
    if p.last_word(end) in (",", "?", "!") and end + 1 < beside.end:
        if p.words[end].islower() and _may_tell(p.lower[end]):
            source = subject_after(p, end + 1, beside.next_quote)
            source = source and (source[0], _apposed_name(p, source[1], beside.next_quote))
            named = source is not None and any(word[0].isupper() for word in p.words[slice(*source)])
            return Clause([quoted], (end, end + 1), source, ANY_VERB) if named else None
        verb = end
        while verb < beside.end and (p.words[verb][0].isupper() or p.lower[verb] in ("he", "she", "they")):
            verb += 1
        if end < verb < beside.end and p.words[verb].islower() and _may_tell(p.lower[verb]):
            return Clause([quoted], (verb, verb + 1), (end, verb), ANY_VERB)
    verb = start - 2 - (p.lower[start - 2] == "it")
    leads_up = start - 3 > beside.first and p.lower[start - 1] == "," and p.words[start + 1][0].isupper()
    if leads_up and p.words[verb].islower() and _may_tell(p.lower[verb]):
        subject = subject_before(p, verb, beside.first)
        if subject is not None and p.words[subject.end - 1][0].isupper():
            first = subject.first + (p.lower[subject.first] == "as")
            return Clause([quoted], (verb, start - 1), (first, subject.end), ANY_VERB)
    return None


def _apposed_name(p: Paragraph, end: int, stop: int) -> int:
    """Return where a source that continues in a name ends: ``the actress, Mona Reyes``."""
    name = end + 1
    while end < name < stop and p.lower[end] == "," and p.place[name] == OUT and p.words[name][0].isupper():
        name += 1
    return name if name > end + 1 else end


def _may_tell(word: str) -> bool:
    return word.endswith(("ed", "s")) and len(word) > 3 and word not in _NO_NAMES and word not in _NOT_TELLING


Pattern = Callable[["Paragraph", "Range", Beside], Clause | None]
MARKED: tuple[Pattern, ...] = (_dash_name, _in_brackets, _headed, _owned_noun)
"""Tried before the verbs of saying that lead up to the marks, for they are surer."""
WORDED: tuple[Pattern, ...] = (_name_and_colon, _any_verb)
"""Tried last."""
