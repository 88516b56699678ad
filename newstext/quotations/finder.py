"""The finder: text in, quotations out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newstext.quotations.attributions import Attribution, join
from newstext.quotations.boilerplate import boilerplate, only_spoken
from newstext.quotations.chains import via_of
from newstext.quotations.clauses import PRINTED, TRANSCRIPT
from newstext.quotations.confidence import SHIPPED, Evidence, confidence, is_said, reason
from newstext.quotations.content_repairs import unglued
from newstext.quotations.coreference import Resolver
from newstext.quotations.crf import learned_clauses, load
from newstext.quotations.features import speaking
from newstext.quotations.fragments import is_fragment
from newstext.quotations.genres import by_form, quoted_within
from newstext.quotations.genres.copy import Copy
from newstext.quotations.genres.labelled import names_nobody
from newstext.quotations.genres.stated_turns import name_speakers, of_turns
from newstext.quotations.headlines import by_itself, headline_clauses, is_headline, repeated
from newstext.quotations.languages.finder import find_in
from newstext.quotations.languages.identification import ENGLISH, language_of
from newstext.quotations.languages.pack import pack_of
from newstext.quotations.learned import NOTHING
from newstext.quotations.lexicon import UNNAMED
from newstext.quotations.model import Quotation, QuotationKind
from newstext.quotations.narrated import is_narrated
from newstext.quotations.no_attribution import without_labels_and_names
from newstext.quotations.pull_quotes import pull_quotes
from newstext.quotations.relays import relayed
from newstext.quotations.rules import clauses
from newstext.quotations.source_repairs import repaired
from newstext.quotations.speaker import Speaker
from newstext.quotations.speaker_label import called
from newstext.quotations.tokens import Paragraph, is_address, paragraphs
from newstext.quotations.unnamed import is_unnamed_source

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newstext.quotations.clauses import Clause
    from newstext.quotations.confidence import Weights
    from newstext.quotations.learned import Learned
    from newstext.spans import Span
    from newstext.turns import Turn

SCARE_QUOTES_END = 4
"""Fewer words in marks than this, and nobody to say them, are scare quotes, a nickname or a term."""

_ANONYMITY = re.compile(r"^(?:not to be (?:named|identified|quoted)|(?:on condition of )?anonymity)")

_NEAR, _SHORTEST_WORD = 3, 4
_SURROGATE = re.compile(r"[\ud800-\udfff]")
"""Half a character, which the model cannot read and no file can hold."""

_LINE_END = re.compile(r"(?<=\S)\n(?=\S)")

LEAST = 0.15
"""The least confidence, by the shipped weights, for words outside quotation marks: a wrong suggestion costs more than a
missing one."""


def find_quotations(
    text: str, language: str | None = None, turns: Sequence[Turn] = (), learned: Learned = NOTHING
) -> list[Quotation]:
    """Find the quotations in ``text``, in order. No text makes it fail; PackError when a language pack has a mistake.

    ``language`` is the code that an article states (``de-CH``): it helps to recognise the language, but the text
    decides. ``turns`` are those of a transcript: if they name the speakers, the result holds their turns only.
    ``learned`` is what a desk has taught the finder.
    """
    if name_speakers(turns):
        return of_turns(text, turns)
    code = language_of(text, language)
    if code == ENGLISH:
        return [quotation for quotation, _ in find_with_evidence(text, learned)]
    return find_in(_SURROGATE.sub("\ufffd", text), pack_of(code))


def find_with_evidence(text: str, learned: Learned = NOTHING) -> list[tuple[Quotation, Evidence]]:
    """Find quotations in English, each with what it was judged by; for learning and measuring."""
    text = _SURROGATE.sub("\ufffd", text)
    found = _attributed(text)
    read = [p for p, _ in found]
    marked = [(s.start, s.end) for p in read for s in p.stretches]
    resolver = Resolver(_unbroken(text, read), marked)
    spoken, taken = by_form(Copy(text, found, resolver.people))
    below, passed_over = boilerplate(read, text), taken | pull_quotes(read) | repeated(read)
    found = [(p, only_spoken(p, clauses) if number in below else clauses) for number, (p, clauses) in enumerate(found)]
    printed = taken if any(a.pattern == PRINTED for a in spoken) else set()
    told = [
        (p, quoted_within(p, clauses) if number in printed else [] if number in passed_over else clauses)
        for number, (p, clauses) in enumerate(found)
    ]
    attributions = sorted([*join(told, text, resolver.people), *spoken], key=lambda a: a.content[0])
    pairs = [_quotation(a, found[a.paragraph][0], resolver, text, learned.weights) for a in attributions]
    reporting = {span.start for quotation, _ in pairs for span in quotation.via_source}
    # Learned weights reorder suggestions. The shipped ones select them.
    is_shipped = learned.weights is SHIPPED
    sure = [quotation.confidence if is_shipped else confidence(evidence) for quotation, evidence in pairs]
    return [pair for pair, s in zip(pairs, sure, strict=True) if _is_worth_suggesting(*pair, s, reporting, text)]


def _is_worth_suggesting(quotation: Quotation, evidence: Evidence, sure: float, reporting: set[int], text: str) -> bool:
    """Not so a word or two in marks that nobody says, nor what stands in none and is unlikely or tells nothing."""
    if quotation.kind is not QuotationKind.INDIRECT:
        return evidence.has_source or evidence.verbatim or evidence.quoted >= SCARE_QUOTES_END
    words = quotation.content[0].of(text)
    cites = quotation.content[0].start in reporting and not UNNAMED.isdisjoint(words.lower().split())
    explains = cites or _ANONYMITY.search(words) or is_fragment(words.lower().split(), evidence.cue.lower().split())
    return sure >= LEAST and evidence.length > 1 and not explains and not is_address(evidence.opening)


def _unbroken(text: str, paragraphs: list[Paragraph]) -> str:
    """Return ``text`` with a space for each line end within a paragraph: names run over them."""
    parts, at = [], 0
    for p in paragraphs:
        parts += [text[at : p.span.start], _LINE_END.sub(" ", p.span.of(text))]
        at = p.span.end
    return "".join([*parts, text[at:]])


def _attributed(text: str) -> list[tuple[Paragraph, list[Clause]]]:
    """Every paragraph with its clauses: by the rules, and where there is a model by both."""
    ruled = [(p, clauses(p)) for p in paragraphs(text)]
    model = load()
    if model is None:
        return [(p, _mended(p, by_rule)) for p, by_rule in ruled]
    speakers = speaking(ruled)
    found: list[tuple[Paragraph, list[Clause]]] = []
    for p, by_rule in ruled:
        headed = is_headline(p)
        if headed and (by_headline := headline_clauses(p)):
            found.append((p, by_headline))
            continue
        previous = next((before for before, _ in reversed(found[-_NEAR:]) if _tells(before)), None)
        learned = learned_clauses(model, p, previous, by_rule, speakers)
        mended = _mended(p, learned)
        found.append((p, by_itself(mended) if headed else mended))
    return found


def _mended(p: Paragraph, clauses: list[Clause]) -> list[Clause]:
    return relayed(p, unglued(p, repaired(p, without_labels_and_names(p, clauses))))


def _tells(p: Paragraph) -> bool:
    """Whether a paragraph is more than the time of a post in a live blog."""
    return any(len(word) >= _SHORTEST_WORD and word.isalpha() for word in p.words)


def _quotation(
    attribution: Attribution, p: Paragraph, resolver: Resolver, text: str, weights: Weights
) -> tuple[Quotation, Evidence]:
    speaker = resolver.resolve(attribution.source[0], attribution.content) if attribution.source else Speaker(None)
    via = via_of(p, attribution)
    evidence = _evidence(attribution, p, speaker, text)
    quotation = Quotation(
        kind=evidence.kind,
        content=tuple(attribution.content),
        cue=tuple(attribution.cue),
        source=tuple(attribution.source),
        speaker=called(speaker.name),
        role=speaker.role,
        via=called(resolver.resolve(via).name) if via else None,
        via_source=(via,) if via else (),
        unnamed=_is_unnamed(speaker) or (speaker.person is None and _is_part(attribution, speaker)),
        said=is_said(evidence),
        is_paraphrase=evidence.kind is not QuotationKind.DIRECT and evidence.quoted < SCARE_QUOTES_END,
        confidence=confidence(evidence, weights),
        name_confidence=round(speaker.likelihood, 2),
        reason=reason(evidence),
    )
    return quotation, evidence


def _is_unnamed(speaker: Speaker) -> bool:
    return speaker.unnamed and is_unnamed_source(speaker.name or "")


def _is_part(attribution: Attribution, speaker: Speaker) -> bool:
    return attribution.pattern == TRANSCRIPT and names_nobody(speaker.name or "")


def _evidence(attribution: Attribution, p: Paragraph, speaker: Speaker, text: str) -> Evidence:
    """Gather what an attribution of paragraph ``p`` is judged by."""
    inside, outside = _words_in_and_out_of_marks(attribution, p)
    if attribution.verbatim:
        inside, outside = inside + outside, 0
    kind = QuotationKind.DIRECT if outside <= 1 else QuotationKind.MIXED
    return Evidence(
        kind=kind if inside else QuotationKind.INDIRECT,
        pattern=attribution.pattern,
        cue=" ".join(span.of(text) for span in attribution.cue),
        score=attribution.score,
        agreed=attribution.agreed,
        speaker=speaker,
        has_source=bool(attribution.source),
        length=inside + outside,
        pieces=len(attribution.content),
        quoted=inside,
        verbatim=attribution.verbatim,
        opening=_first_word(attribution.content, text),
        teller=_first_word(attribution.source, text),
        narrated=is_narrated(*(_words(x, text) for x in (attribution.cue, attribution.source, attribution.content))),
    )


def _first_word(spans: list[Span], text: str) -> str:
    return spans[0].of(text).split()[0].lower() if spans else ""


def _words(spans: list[Span], text: str) -> list[str]:
    return " ".join(span.of(text) for span in spans).lower().split()


def _words_in_and_out_of_marks(attribution: Attribution, p: Paragraph) -> tuple[int, int]:
    inside = outside = 0
    for piece in attribution.content:
        first, end = p.tokens_in(piece)
        for i in range(first, end):
            if p.words[i][0].isalnum():
                inside += p.stretch[i] >= 0
                outside += p.stretch[i] < 0
    return inside, outside
