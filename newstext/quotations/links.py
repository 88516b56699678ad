"""Links the labels of a paragraph into clauses: each cue with its source and content."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newstext.quotations import labels as roles
from newstext.quotations.anonymity import anonymity, before_anonymity, before_comma
from newstext.quotations.clauses import ANY_VERB, AS_TOLD, TRANSCRIPT, Clause, Range
from newstext.quotations.labels import Labelled, runs
from newstext.quotations.lexicon import CUES, FRAMING, SAYING, SUBJECT_PRONOUNS
from newstext.quotations.not_quoted import is_spoken
from newstext.quotations.phrases import head_of_sentence
from newstext.quotations.pieces import is_cut_off, leave_out_lead, rejoined
from newstext.quotations.sources import author_before, is_owned, owner_before, tidy
from newstext.quotations.tokens import OUT

if TYPE_CHECKING:
    from newstext.quotations.tokens import Paragraph

_FARTHEST_SOURCE = 60
_FARTHEST_CONTENT = 25
_NOT_QUOTING = 40
"""The cost of adding a piece in marks to a cue whose own content is not in marks."""
_PLAINEST = frozenset(["said", "says", "told"])
_INSIDE = frozenset(["in", "on", "at", "with", "during", "from"])
_PLAIN = frozenset(["trailing", "according", AS_TOLD, ANY_VERB])
_PARTICIPLES = frozenset(word for word in SAYING | FRAMING if word.endswith("ing"))
_WINDOW = 6
"""Cues on each side of a run that are considered: more never link, and all pairs would take quadratic time."""


def link(p: Paragraph, labels: list[str]) -> list[Clause]:
    """Pair cues, sources and contents of one paragraph; content without a cue comes back as a bare clause."""
    found = runs(labels)
    cues = [r for r in found if r.role == roles.CUE]
    sources = [r for r in found if r.role == roles.SOURCE]
    contents = [r for r in found if r.role == roles.CONTENT]
    source_of = _sources(p, cues, sources)
    content_of, bare = _contents(p, cues, contents)
    clauses = []
    for i, cue in enumerate(cues):
        if content_of[i]:
            source = sources[source_of[i]] if i in source_of else None
            ranges: list[Range] = [(c.first, c.end) for c in content_of[i]]
            clauses.append(
                Clause(ranges, (cue.first, cue.end), (source.first, source.end) if source else None, "learned")
            )
    used = {source_of[i] for i in source_of}
    free = [s for i, s in enumerate(sources) if i not in used]
    quoted = [b for b in bare if is_spoken(p, (b.first, b.end))]  # nobody can be said to have said the others
    return clauses + _without_cue(clauses, quoted, free)


def complete(p: Paragraph, clauses: list[Clause], ruled: list[Clause]) -> list[Clause]:
    """Fill in from the rules: a source or a cue the labels lack, and clauses of plain saying that they missed."""
    hidden = anonymity(p)
    for clause in clauses:
        if clause.source is None and clause.cue is not None:
            clause.source = before_anonymity(p, clause.cue[0], hidden)
    added = _from_rules(p, clauses, ruled)
    for clause in list(clauses):
        added += _reclaimed(p, clause, clauses, ruled)
    for clause in clauses:
        _name_source(p, clause, ruled)
    for clause in sorted([*clauses, *added], key=lambda c: c.cue or c.content[0]):
        named = [r for r in (clause.source, clause.cue) if r]
        apart = [r for r in clause.content if not any(_overlap(r, other) for other in named)]
        clause.content = rejoined(p, apart or clause.content)
        leave_out_lead(p, clause)
        if clause.source is not None and clause.cue is not None:
            if any(_overlap(clause.source, r) for r in hidden):
                clause.source = before_anonymity(p, clause.cue[0], hidden) or clause.source
            clause.source = _tidied(p, clause.source, clause.cue) or _of_rule(p, clause.cue, ruled)
            if clause.source and clause.source[0] < clause.cue[0] < clause.source[1]:
                clause.cue = (clause.source[1], clause.cue[1]) if clause.source[1] < clause.cue[1] else None
        _share_with_participle(p, clause, clauses)
    return clauses + added


def _tidied(p: Paragraph, source: Range, cue: Range) -> Range | None:
    return tidy(p, _subject_at_end(p, _of_inserted(p, source, cue)), cue)


def _of_rule(p: Paragraph, cue: Range, ruled: list[Clause]) -> Range | None:
    """The rules' source, where the labels saw none that can be one."""
    rule = next((r for r in ruled if r.cue and r.source and _overlap(r.cue, cue)), None)
    return _tidied(p, rule.source, cue) if rule is not None and rule.source is not None else None


def _share_with_participle(p: Paragraph, clause: Clause, clauses: list[Clause]) -> None:
    """``Holt rejected it, saying …``: the source of the verb before a participle is the participle's too."""
    cue = clause.cue
    if cue is None or p.lower[cue[0]] not in _PARTICIPLES or p.lower[cue[0] - 1] not in (",", "and"):
        return
    before = [c for c in clauses if c.cue and c.source and c.cue < cue and p.sentence[c.cue[0]] == p.sentence[cue[0]]]
    if before:
        clause.source = max(before, key=lambda c: c.cue or cue).source


def _from_rules(p: Paragraph, clauses: list[Clause], ruled: list[Clause]) -> list[Clause]:
    """Give clauses the sources that the rules see; return the clauses of plain saying that the labels missed."""
    added = []
    for rule in ruled:
        if rule.cue is None or rule.source is None:
            continue
        cue = rule.cue
        same = next((c for c in clauses if c.cue and _overlap(c.cue, cue)), None)
        if same is not None:
            saying = p.lower[cue[1] - 1] in SAYING and rule.pattern in ("after", "trailing")
            inverted = saying and rule.source[0] == cue[1] and p.words[rule.source[0]][0].isupper()
            wrong = same.source is None or (inverted and not _overlap(same.source, rule.source))
            if is_cut_off(p, same, rule):
                same.content = list(rule.content)
            if wrong and len(same.content) > 1:
                same.content = [r for r in same.content if not _mostly_within(r, [rule.source])] or same.content
            if wrong and not any(_overlap(rule.source, r) for r in same.content):
                same.source = rule.source
        elif rule.pattern in _PLAIN or p.lower[cue[1] - 1] in _PLAINEST or p.lower[cue[1] : cue[1] + 1] == [":"]:
            beside = [c for c in clauses if any(_overlap(a, b) for a in c.content for b in rule.content)]
            if all(_is_narrated(p, c, rule) for c in beside):
                clauses[:] = [c for c in clauses if c not in beside]
                added.append(rule)
    return added


def _is_narrated(p: Paragraph, clause: Clause, rule: Clause) -> bool:
    """``told the bench her client was sorry and | had | a new job``: not a cue verb, and inside the content."""
    inside = clause.cue is not None and any(first < clause.cue[0] < end for first, end in rule.content)
    return inside and clause.cue is not None and CUES.isdisjoint(p.lower[slice(*clause.cue)])


def _subject_at_end(p: Paragraph, source: Range) -> Range:
    """``militants it alleges``: a pronoun at the end of a longer source is the subject, and the rest is not."""
    first, end = source
    return (end - 1, end) if end - first > 2 and p.lower[end - 1] in SUBJECT_PRONOUNS - {"who"} else source


def _of_inserted(p: Paragraph, source: Range, cue: Range) -> Range:
    """``Holt, in a statement issued by the union, said`` and ``Holt, 61, told the Port Wire``: Holt speaks."""
    first = source[0]
    start = cue[0]
    while start > p.body and p.sentence[start - 1] == p.sentence[cue[0]] and p.place[start - 1] == OUT:
        start -= 1
    told = first == cue[1] and p.lower[first - 1] in ("told", "tells")
    verb = cue[1] - 1 - (p.lower[cue[1] - 1] == ":")
    inside = start < first < cue[0] and p.lower[first - 1] in _INSIDE and p.lower[verb] in SAYING
    if not told and not (inside and first - 1 > start):
        return source
    end = cue[0] if told else first - 1
    if p.lower[end - 1] == "," and not told:
        return before_comma(p, end) or source
    return head_of_sentence(p, start, end) or source


def _reclaimed(p: Paragraph, clause: Clause, clauses: list[Clause], ruled: list[Clause]) -> list[Clause]:
    """A long quotation lent to the cue of another sentence goes back to the one the rules see in its own."""
    if clause.cue is None or len(clause.content) < 2:
        return []
    out = []
    for r in clause.content[:]:
        if len(clause.content) < 2 or not _is_long(p, r) or p.sentence[r[0]] == p.sentence[clause.cue[0]]:
            continue
        for rule in ruled:
            own = rule.cue and rule.source and _mostly_within(r, rule.content)
            if own and not any(c.cue and rule.cue and _overlap(c.cue, rule.cue) for c in clauses):
                clause.content.remove(r)
                out.append(Clause([r], rule.cue, rule.source, rule.pattern))
                break
    return out


def _name_source(p: Paragraph, clause: Clause, ruled: list[Clause]) -> None:
    """Find a source for a long quotation without one: the rules' source, else the beginning of its sentence."""
    quoted = [r for r in clause.content if _is_long(p, r)]
    if not quoted:
        _share_subject(p, clause)
        return
    first = quoted[0][0]
    lines = [r for r in ruled if r.pattern == TRANSCRIPT and r.cue and _mostly_within(quoted[0], r.content)]
    if lines:
        clause.source, clause.cue, clause.pattern = lines[0].source, lines[0].cue, TRANSCRIPT
        return
    if clause.source is None:
        for rule in ruled:
            if rule.cue and rule.source and _mostly_within(quoted[0], rule.content) and tidy(p, rule.source, rule.cue):
                clause.source, clause.cue, clause.pattern = rule.source, clause.cue or rule.cue, rule.pattern
                return
    if clause.cue is not None and p.lower[slice(*clause.cue)] == ["as"]:
        clause.source = None  # "went after him as "…"": the person before "as" is spoken of
    led_in = first > 1 and p.lower[first - 1] == ":" and p.place[first - 1] == OUT
    author = author_before(p, first - 1) if led_in else None
    if author is not None:
        clause.source = author
        return
    owned = clause.source is not None and is_owned(p, clause.source)
    elsewhere = clause.source is not None and p.sentence[clause.source[0]] != p.sentence[first - 1]
    if (clause.source is None and clause.cue is not None) or (led_in and (clause.source is None or elsewhere or owned)):
        lead = first - 1 if led_in else clause.cue[0] if clause.cue else first
        start = lead
        while start > p.body and p.sentence[start - 1] == p.sentence[lead]:
            start -= 1
        owner = owner_before(p, start, lead) if led_in and (clause.source is None or owned) else None
        head = head_of_sentence(p, start, lead)
        if owner is not None:
            clause.source, clause.cue = owner
        elif head is not None and not any(_overlap(head, r) for r in clause.content):
            clause.source = head


def _share_subject(p: Paragraph, clause: Clause) -> None:
    """``Holt took the tram and said she was wrong``: a verb of saying without a source has its sentence's subject."""
    cue = clause.cue
    if clause.source is not None or cue is None or p.lower[cue[1] - 1] not in SAYING or cue[0] > clause.content[0][0]:
        return
    start = cue[0]
    while start > p.body and p.sentence[start - 1] == p.sentence[cue[0]]:
        start -= 1
    if p.lower[cue[0] - 1] in ("and", "but", ","):
        clause.source = head_of_sentence(p, start, cue[0])


def _overlap(a: Range, b: Range) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def _is_long(p: Paragraph, r: Range) -> bool:
    return any(p.long[owner] for owner in set(p.stretch[r[0] : r[1]]) if owner >= 0)


def _mostly_within(r: Range, content: list[Range]) -> bool:
    return sum(max(0, min(r[1], end) - max(r[0], first)) for first, end in content) >= 0.6 * (r[1] - r[0])


def _without_cue(clauses: list[Clause], bare: list[Labelled], free: list[Labelled]) -> list[Clause]:
    if not clauses and bare and free and free[0].first < bare[0].first:
        return [Clause([(b.first, b.end) for b in bare], None, (free[0].first, free[0].end), "learned")]
    return [Clause([(b.first, b.end)]) for b in bare]


def _nearby(cues: list[Labelled], run: Labelled) -> range:
    before = sum(1 for c in cues if c.first < run.first)
    return range(max(0, before - _WINDOW), min(len(cues), before + _WINDOW))


def _distance(a: Labelled, b: Labelled) -> int:
    return max(0, b.first - a.end, a.first - b.end)


def _sentences_apart(p: Paragraph, cue: Labelled, run: Labelled) -> int:
    near = run.first if run.first >= cue.first else run.end - 1
    return abs(p.sentence[cue.first] - p.sentence[near])


def _cost(p: Paragraph, cues: list[Labelled], i: int, run: Labelled, per_sentence: int) -> int:
    cue = cues[i]
    low, high = (cue.end, run.first) if cue.end <= run.first else (run.end, cue.first)
    between = sum(1 for j in _nearby(cues, run) if j != i and low <= cues[j].first < high)
    return _distance(cue, run) + per_sentence * _sentences_apart(p, cue, run) + 12 * between


def _sources(p: Paragraph, cues: list[Labelled], sources: list[Labelled]) -> dict[int, int]:
    """The source of each cue, cheapest pairs first; a cue left over shares the subject of an earlier one."""
    pairs = []
    for s, source in enumerate(sources):
        for c in _nearby(cues, source):
            cost = _cost(p, cues, c, source, _FARTHEST_SOURCE)
            if cost < _FARTHEST_SOURCE:
                apart = _distance(cues[c], source) > 0
                pairs.append((cost + apart * (3 + 3 * (source.first > cues[c].first)), c, s))
    pairs.sort()
    owner: dict[int, int] = {}
    taken: set[int] = set()
    for _, c, s in pairs:
        if c not in owner and s not in taken:
            owner[c] = s
            taken.add(s)
    for _, c, s in pairs:
        if c not in owner and sources[s].first < cues[c].first:
            owner[c] = s
    return owner


def _contents(
    p: Paragraph, cues: list[Labelled], contents: list[Labelled]
) -> tuple[dict[int, list[Labelled]], list[Labelled]]:
    """The contents of each cue: first every cue its cheapest one, then every content left its cheapest cue."""
    pairs = sorted(
        (_cost(p, cues, c, content, _FARTHEST_CONTENT), i, c)
        for i, content in enumerate(contents)
        for c in _nearby(cues, content)
    )
    given: dict[int, int] = {}
    content_of: dict[int, list[Labelled]] = {c: [] for c in range(len(cues))}
    for cost, i, c in pairs:
        if cost < _FARTHEST_CONTENT and i not in given and not content_of[c]:
            given[i] = c
            content_of[c].append(contents[i])
    quoting = {c for c, owned in content_of.items() if any(_is_long(p, (r.first, r.end)) for r in owned)}
    left = [
        (cost + _NOT_QUOTING * (_is_long(p, (contents[i].first, contents[i].end)) and c not in quoting), i, c)
        for cost, i, c in pairs
        if i not in given
    ]
    for _, i, c in sorted(left):
        plain = not _is_long(p, (contents[i].first, contents[i].end))
        if i not in given and not (plain and _sentences_apart(p, cues[c], contents[i])):
            given[i] = c
            content_of[c].append(contents[i])
    for owned in content_of.values():
        owned.sort(key=lambda r: r.first)
    return content_of, [content for i, content in enumerate(contents) if i not in given]
