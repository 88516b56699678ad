"""A newsroom for tests: one store, the desks open on it, and articles to add."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from newstext.article import Article
from newstext.spans import Span
from store import Archive

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from store.articles.open_articles import OpenedArticle
    from store.engine import Engine
    from store.model.articles import ImportResult

BODY = (
    "“Nobody here wants a fourth week,” union secretary Mira Holt said on Tuesday. “We want a phone call.”\n\n"
    "The port said about 40 sailings were cancelled.\n\n"
    "“The offer stands,” a senior official said, asking not to be named because talks are under way."
)
FIRST_QUOTE = Span(0, 34)
SECOND_QUOTE = Span(78, 101)
MORNING = datetime(2026, 11, 24, 9, 14, tzinfo=UTC)

ODD_TEXTS = {
    "NUL": "before\x00after “said\x00so,” he said.",
    "controls": "".join(map(chr, range(32))) + "\x7f\x80\x9b\x9c",
    "combining": "e\u0301\u0301\u0301 \u0301alone",
    "joiners": "👩‍👩‍👧‍👦 soft\u00adhyphen no\u00a0break zero\u200bwidth",
    "bidi": "\u202eright to left\u202c \u2066isolate\u2069 \u200f",
    "planes": "𝔘𝔫𝔦𝔠𝔬𝔡𝔢 \U0010fffd \U000e0001",
    "nonchars": "\ufffe \uffff \ufeff \ufdd0 \U0010ffff",
    "not normal": "\u212b \u00c5 A\u030a ﬁ Ω",
    "lines": "one\ntwo\u2028three\u2029four\x0bfive\x0csix\x85seven",
    "markup": "[/b] <b> ' \" ; DROP TABLE article; -- %s ? :x",
    "empty": "",
}


def copy(**fields: Any) -> Article:
    """Return a morning's article, with the fields that a test wants different."""
    return Article(**{"headline": "Harbour strike enters third week", "source": "Port Wire", "body": BODY} | fields)


class Newsroom:
    """One store, and every desk open on it."""

    def __init__(self, open_engine: Callable[[Path], Engine], path: Path) -> None:
        self._open_engine = open_engine
        self._engines: list[Engine] = []
        self.path = path

    def engine(self) -> Engine:
        """The engine of the store, opened once more."""
        self._engines.append(self._open_engine(self.path))
        return self._engines[-1]

    def desk(self, actor: str = "Ada") -> Archive:
        """Open another desk on the store, as another program would."""
        return Archive(self.engine(), actor=actor)

    def close(self) -> None:
        """Close every desk."""
        while self._engines:
            self._engines.pop().close()


def bring(desk: Archive, *articles: Article) -> list[ImportResult]:
    """Add articles, as an import would."""
    return desk.add(articles, reader="test", reader_version="1")


def story(desk: Archive, **fields: Any) -> OpenedArticle:
    """Add one article and open it."""
    return desk.open_article(bring(desk, copy(**fields))[0].article_id)
