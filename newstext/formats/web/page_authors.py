"""The authors of a page's article: people first, as its linked data, its meta tags or its own marks name them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from newstext.formats.lines import byline

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lxml import etree

_WEB = re.compile(r"https?://\S+", re.IGNORECASE)
_MARKED = re.compile(
    r"(?:^|[-_\s]|(?<=[a-z])(?=[A-Z]))(?i:byline|authors?|author-?names?|author-?list|autor(?:en|es)?|auteurs?|autore|"
    r"reporter|redaktor|journalist)(?:$|[-_\s]|(?=[A-Z]))"
)
_ELSEWHERE = re.compile(
    r"popular|related|teaser|comment|promo|recommend|latest|trending|card|widget|bio", re.IGNORECASE
)
_BESIDE = frozenset({"aside", "footer", "nav", "head", "script", "style", "form", "noscript", "figcaption"})
_BY = re.compile(
    r"(?:(?:von|par|por|door|deur|di|av|af|oleh|przez|text|texto|texte|autor|author|מאת|بقلم|كتب)\s*[:：]?\s+|"
    r"(?:penulis|reporter|laporan|autora?|autore|redacción|redação|tekst|teksti|kirjoittaja|skribent|szerző|muhabir|yazar|"
    r"haber|автор|авторка|текст|συντάκτης|著者|作者|撰文|文)\s*[:：／/]\s*)(?=\S)",
    re.IGNORECASE,
)
# Reporters as papers of East Asia name them: their calling stands beside the name, the desk's place behind it.
_REPORTER = re.compile(
    r"(?P<korean>[가-힣]{2,4}(?:[,·]\s?[가-힣]{2,4}){0,3})\s?(?:선임|수습|인턴|객원)?기자"
    r"|[【［(（]?(?:本[报報刊]|特[约約])?(?:记者|記者)\s?[:：]?\s?(?P<chinese>[\u4e00-\u9fff]{2,4})"
    r"(?:\s?[／/]\s?[\u4e00-\u9fff]{2,8}|\s?[\u4e00-\u9fff]{2,4}[报報][导導道])?[】］)）]?"
)
_AGENCY = re.compile(
    r"(?:AFP|AP|Associated Press|Reuters|dpa|PA|UPI|PTI|ANI|IANS|EFE|ANSA|TASS|Xinhua|Kyodo|Yonhap|Anadolu|Bloomberg)"
    r"(?:\s?[,/]\s?[^\W\d_][^\d,.:;!?/]{1,40})?"
)
_LINES_OF_AGENCY = 8
_NAME = re.compile(r"[^\d|•·@:;!?]{3,60}")
_FULL_NAME = re.compile(r"\S\s+\S|[^\W\d_a-zA-Z]{2,}")
_MOST_WORDS, _MOST_NAMES = 6, 5
_SHORTEST_SITE = 4


class Authors(NamedTuple):
    """The authors of an article, and whether they are people and not only the site itself."""

    names: str | None
    are_people: bool


def authors(stated: Iterable[Iterable[str]], root: etree._Element, site: Iterable[str]) -> Authors:
    """Return the authors: people if any are named, else those in the page's data, even the site itself.

    ``stated`` are the authors in each part of the page's data, the best first; ``site`` are the site's own names and
    its address.
    """
    own = [folded for name in site if len(folded := _folded(name)) >= _SHORTEST_SITE]
    stated = [list(names) for names in stated]
    for names in (*stated, _marked(root)):
        if named := _names(names, own):
            return Authors(", ".join(named), are_people=True)
    sites = next(filter(None, (_names(names, []) for names in stated)), [])
    return Authors(", ".join(sites) or None, are_people=False)


def name_in(words: str) -> str | None:
    """Return the name in a byline such as "By Ada Lind" or "Von Ada Lind"; None for any other line."""
    if name := byline(words):
        return name
    led = _BY.match(words)
    name = words[led.end() :] if led else ""
    if not name and (found := _REPORTER.fullmatch(words)):
        return found["korean"] or found["chinese"]
    return name if _is_name(name) else None


def printed_author(above: Sequence[str], signature: str) -> str | None:
    """Return the author whom a page prints: in a line above the story, as its agency, or as a name below it.

    ``signature`` is the story's last line, if it is set apart from the text.
    """
    agency = next(filter(is_agency, above[-_LINES_OF_AGENCY:]), None)
    is_signed = _is_name(signature) and _FULL_NAME.search(signature)
    return next(filter(None, map(name_in, above)), None) or agency or (signature if is_signed else None)


def is_agency(words: str) -> bool:
    """Whether a line names an agency, and perhaps the place that it wrote from: ``AFP, MANILA``."""
    return bool(_AGENCY.fullmatch(words))


def _is_name(words: str) -> bool:
    begins = words[:1].isalpha() and not words[:1].islower()
    return begins and bool(_NAME.fullmatch(words)) and len(words.split()) <= _MOST_WORDS and not words.endswith(".")


def _names(names: Iterable[str], site: list[str]) -> list[str]:
    cleaned = (name_in(name) or name for name in names if not _WEB.match(name))
    return list(dict.fromkeys(name for name in cleaned if not _is_site(name, site)))


def _is_site(name: str, site: list[str]) -> bool:
    folded = _folded(name)
    return not folded or any(folded == own or (len(folded) >= _SHORTEST_SITE and folded in own) for own in site)


def _folded(name: str) -> str:
    return re.sub(r"\W+", "", re.sub(r"^https?://(?:www\.)?|/.*$", "", name)).casefold()


def _marked(root: etree._Element) -> Iterator[str]:
    """Yield the names in the first elements that the page marks as its authors."""
    first: etree._Element | None = None
    number = 0
    for element in root.iter("a", "address", "div", "li", "p", "span", "strong", "em", "b", "h4", "h5"):
        if not _is_mark(element) or number >= _MOST_NAMES:
            continue
        words = " ".join("".join(element.itertext()).split())
        name = name_in(words) or words
        is_like = first is None or (element.tag, element.get("class")) == (first.tag, first.get("class"))
        if (
            not is_like
            or not (_NAME.fullmatch(name) and _FULL_NAME.search(name))
            or len(name.split()) > _MOST_WORDS
            or _is_elsewhere(element)
        ):
            continue
        if (
            first is not None
            and first.getparent() is not element.getparent()
            and _around(first) is not _around(element)
        ):
            return
        first = first if first is not None else element
        number += 1
        yield name


def _is_mark(element: etree._Element) -> bool:
    rel, item = element.get("rel") or "", element.get("itemprop") or ""
    return "author" in rel.split() or "author" in item.split() or bool(_MARKED.search(element.get("class") or ""))


def _is_elsewhere(element: etree._Element) -> bool:
    return any(
        up.tag in _BESIDE or _ELSEWHERE.search(f"{up.get('class') or ''} {up.get('id') or ''}")
        for up in element.iterancestors()
        if up.tag not in ("html", "body", "article", "main")
    )


def _around(element: etree._Element) -> etree._Element | None:
    parent = element.getparent()
    return parent if parent is None else parent.getparent()
