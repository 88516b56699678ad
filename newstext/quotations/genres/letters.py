"""Recognises letters: a salutation or a page of letters, the words, and who signs them."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from newstext.quotations.attributions import Attribution
from newstext.quotations.clauses import PRINTED
from newstext.spans import Span, trimmed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newstext.quotations.genres.copy import Copy

_SALUTATION = re.compile(
    r"\s*(?:(?:Sirs?|Madam|Sir or Madam|To the [Ee]ditor|Editor)\b|SIR\b|Dear (?:[A-Z][\w.’'-]*[ ]?){1,4})"
    r"(?:,|:|\.)?\s*(?:[–—-]+\s*)?(?P<rest>)"
)
_GREETS = re.compile(r"(?:Sirs?|SIR|Madam|To the [Ee]ditor|Editor|Dear [A-Z][\w.’' -]{1,40})\s*[,:–—-]")
_PAGE = re.compile(
    r"\W*(?:your |readers['’]? |more )?(?:letters?(?: to the editor)?|e-?mails|post ?bag|mail ?bag)\W*", re.IGNORECASE
)
_FAREWELL = re.compile(
    r"(?:yours|sincerely|faithfully|kind regards|best wishes|regards|signed|respectfully)\b[\w ,]{0,30}", re.IGNORECASE
)
_SIGNATURE = re.compile(
    r"(?:[—–-]{1,2}\s*)?(?P<name>(?:(?:Dr|Mr|Mrs|Ms|Miss|Prof|Rev|Lord|Lady|Sir|Dame|DR|MR|MRS|MS)\.? )?"
    r"(?:[A-ZÀ-Þ][\w.’'-]*[ \u00a0]){0,4}[A-ZÀ-Þ][\w.’'-]*[^\W\d_])"
    r"(?:\s\([^)\n]{1,40}\))?(?:,(?:\s[^\n.?!]{1,60})?)?"
)
_WITHHELD = re.compile(r"(?:name (?:and address )?(?:supplied|withheld)|anonymous)\b[^\n]{0,40}", re.IGNORECASE)
_BEHIND_DASH = re.compile(
    r"\s[—–-]{1,2}\s(?P<name>(?:[A-ZÀ-Þ][\w.’'-]*[ \u00a0]){1,3}[A-ZÀ-Þ][\w’'-]+)(?:,[^\n.?!]{1,60})?$"
)
_FEWEST_WORDS = 8
_LONGEST_HEADING = 60


def letters(copy: Copy) -> tuple[list[Attribution], set[int]]:
    """Return each letter as one quotation of who signs it, a piece a paragraph, and which paragraphs were read."""
    found = [*_greeting(copy), *_on_page(copy)]
    taken = {n for _, body in found for n in body}
    return [each for each, _ in found], taken


def _greeting(copy: Copy) -> Iterator[tuple[Attribution, list[int]]]:
    """Letters that begin with ``Sir,`` or ``Dear editor``, down to the signature."""
    greets = [n for n in range(len(copy.found)) if _GREETS.match(copy.line(n))]
    for n, stop in pairwise([*greets, len(copy.found)]):
        span = copy.span(n)
        salutation = _SALUTATION.match(copy.text, span.start, span.end)
        start = salutation.end() if salutation else span.start
        signed = next((i for i in range(n + 1, stop) if _signature(copy, i)), None)
        if signed is None:
            continue
        pieces = [copy.words(n, start)] if start < copy.words(n).end else []
        body = [i for i in range(n + 1, signed) if not _FAREWELL.fullmatch(copy.line(i))]
        pieces += [copy.words(i) for i in body]
        if pieces:
            yield _letter(copy, pieces, signed, body[0] if start >= span.end and body else n), [n, *body]


def _on_page(copy: Copy) -> Iterator[tuple[Attribution, list[int]]]:
    """Letters below a heading ``Letters``, each down to its signature."""
    page = next((n for n in range(min(3, len(copy.found))) if _PAGE.fullmatch(copy.line(n))), None)
    if page is None and sum(_signs_itself(copy, n) for n in range(len(copy.found))) > 1:
        page = -1
    if page is None or any(_GREETS.match(copy.line(n)) for n in range(len(copy.found))):
        return
    body: list[int] = []
    for n in range(page + 1, len(copy.found)):
        behind = _BEHIND_DASH.search(copy.line(n))
        if behind is not None and _signs_itself(copy, n):
            yield _ending_in_name(copy, [*body, n], behind), [*body, n]
            body = []
        elif _signature(copy, n) and body:
            yield _letter(copy, [copy.words(i) for i in body], n, body[0]), body
            body = []
        elif len(copy.line(n).split()) >= _FEWEST_WORDS:
            body.append(n)
        elif len(copy.line(n)) < _LONGEST_HEADING and copy.line(n)[-1:].isalnum():
            body = []


def _signs_itself(copy: Copy, number: int) -> bool:
    """``I take the tram to see my sister. — Agnes Tull, Altwerth``."""
    behind = _BEHIND_DASH.search(copy.line(number))
    return behind is not None and not copy.found[number][0].stretches and copy.line(number)[behind.start() - 1] in ".!?"


def _signature(copy: Copy, number: int) -> bool:
    line = copy.line(number)
    name = _SIGNATURE.fullmatch(line) and len(line.split()) <= _FEWEST_WORDS and not _FAREWELL.fullmatch(line)
    return not copy.found[number][0].stretches and bool(name or _WITHHELD.fullmatch(line))


def _letter(copy: Copy, pieces: list[Span], signed: int, number: int) -> Attribution:
    start = copy.words(signed).start
    match = _SIGNATURE.fullmatch(copy.line(signed))
    withheld = _WITHHELD.fullmatch(copy.line(signed)) is not None
    source = [] if withheld or match is None else [Span(start + match.start("name"), start + match.end("name"))]
    return Attribution(pieces, [], source, PRINTED, number, agreed=True, verbatim=True)


def _ending_in_name(copy: Copy, body: list[int], name: re.Match[str]) -> Attribution:
    last = copy.words(body[-1])
    pieces = [copy.words(n) for n in body[:-1]] + [trimmed(Span(last.start, last.start + name.start()), copy.text)]
    source = Span(last.start + name.start("name"), last.start + name.end("name"))
    return Attribution(pieces, [], [source], PRINTED, body[0], agreed=True, verbatim=True)
