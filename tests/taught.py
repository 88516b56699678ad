"""A desk whose decisions have something to teach: it rejects whatever somebody "noted", and keeps the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newstext.article import Article
from store.model.annotations import SpanRole, Status

if TYPE_CHECKING:
    from store import Archive

_SPEAKERS = ("Mira Holt", "Oskar Brandt", "Lena Marsh", "Tom Okafor")
_WORDS = ("Nobody here wants a fourth week", "The pumps have run since Sunday", "We are waiting for a phone call")
_NOTED = ("the quay had been closed since spring", "the cranes were forty years old", "the ferry had missed two tides")


def fill(archive: Archive, articles: int = 5) -> None:
    """Add articles, run the finder on all of them, and settle every suggestion."""
    archive.add([_article(number) for number in range(articles)], reader="test", reader_version="1")
    for row in archive.articles.page().rows:
        archive.suggestions.find(row.id)
        settle(archive, row.id)


def settle(archive: Archive, article_id: str) -> None:
    """Reject what somebody noted, and accept the others."""
    found = archive.open_article(article_id).annotations
    noted = {a.id for a in found if [piece.exact for piece in a.pieces(SpanRole.CUE)] == ["noted"]}
    archive.decisions.settle([a for a in found if a.id not in noted], Status.ACCEPTED)
    archive.decisions.settle([a for a in found if a.id in noted], Status.REJECTED)


def _article(number: int) -> Article:
    paragraphs = [f"The port of Norhaven was quiet on day {number} of the strike."]
    for turn in range(6):
        speaker = _SPEAKERS[(number + turn) % len(_SPEAKERS)]
        words, noted = _WORDS[turn % len(_WORDS)], _NOTED[(number + turn) % len(_NOTED)]
        paragraphs.append(f"“{words} on day {number},” said {speaker}.")
        paragraphs.append(f"{speaker.split()[1]} {'noted' if turn % 2 else 'said'} that {noted}.")
    return Article(
        headline=f"Strike, day {number}", body="\n\n".join(paragraphs), url=f"https://portwire.example/{number}"
    )
