"""Answers to an assistant about the store, as plain values of bounded length. They say what is not known."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from newstext.draft_check import Verdict
from store.model.annotations import SpanRole
from tui.checks import wording
from tui.copy_formats import facts
from tui.servers.limits import limits_of, limits_of_quotations
from tui.wording import describe
from tui.wording.excerpt import excerpt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from store import Archive
    from store.articles.open_articles import OpenedArticle
    from store.drafts.model import CheckedQuotation, PublishedPassage
    from store.model.annotations import Annotation
    from store.model.lists import ArticleRow
    from store.quotations.citations import Citation

MOST_HITS = 10
MOST_PASSAGES = 5
LONGEST_WORDS = 2_000
"""Letters of words that are asked about, or given back."""
LONGEST_TEXT = 8_000
"""Letters of an article in one answer."""
_MOST_QUOTATIONS = 20
_PRINTED_ONLY = "That the words were printed does not say that they were said."
_NOTHING = "No article in the store has these words. They may be printed elsewhere: do not present them as said."


def search(archive: Archive, query: str, limit: int) -> dict[str, Any]:
    """Return the articles that match a query, the best first."""
    from store.articles.query import parsed

    query = query[:LONGEST_WORDS]
    hits = archive.search(query, limit=max(1, min(limit, MOST_HITS)))
    found = [
        {**_article(hit.article), "excerpt": excerpt(hit)[0][:LONGEST_WORDS], **_warned(archive, hit.article)}
        for hit in hits
    ]
    not_known = list(parsed(query).not_understood)
    if not found:
        not_known.append("No article in the store matches. That says nothing about what was printed elsewhere.")
    return {"articles": found, "not_known": not_known}


def check_quotation(archive: Archive, words: str, speaker: str | None) -> dict[str, Any]:
    """Return the verdict on words that somebody is said to have said, and where they were printed."""
    if len(words) > LONGEST_WORDS:
        return {
            "verdict": str(Verdict.UNCHECKED),
            "not_known": [f"Words of more than {LONGEST_WORDS:,} letters are not checked. Ask about one quotation."],
        }
    one = archive.check_quotation(_unmarked(words), speaker and _unmarked(speaker))
    passages = [printed for printed in (one.printed, *one.also) if printed is not None]
    return {
        "verdict": wording.heading(one),
        "is_finding": one.is_finding,
        "is_grave": one.is_grave,
        "speaker_agrees": one.agrees,
        "told": wording.lines(one, "")[2:],
        "printed": [_passage(archive, printed) for printed in passages[:MOST_PASSAGES]],
        "more": max(0, len(passages) - MOST_PASSAGES),
        "not_known": list(_not_known(one, speaker)),
    }


def who_said(archive: Archive, words: str) -> dict[str, Any]:
    """Return where words were printed and who is said to have said them."""
    return check_quotation(archive, words, None)


def article(archive: Archive, article_id: str, start: int) -> dict[str, Any]:
    """Return a part of an article's text from an offset in code points, with the quotations in it."""
    opened = archive.open_article(article_id)
    body = opened.revision.article.body
    start = max(0, min(start, len(body)))
    end = min(len(body), start + LONGEST_TEXT)
    inside = [each for each in opened.annotations if _begins(each, opened, start, end)]
    cited = archive.annotations.cite(each.id for each in inside[:_MOST_QUOTATIONS])
    return {
        **_article(opened.row),
        "url": opened.revision.article.url,
        **_warned(archive, opened.row),
        "text": body[start:end],
        "start": start,
        "next_start": end if end < len(body) else None,
        "quotations": [_quotation(one) for one in cited],
        "more_quotations": max(0, len(inside) - _MOST_QUOTATIONS),
    }


def _begins(annotation: Annotation, opened: OpenedArticle, start: int, end: int) -> bool:
    pieces = [each for each in annotation.pieces(SpanRole.CONTENT) if each.revision_id == opened.revision.id]
    return not annotation.is_note and bool(pieces) and start <= pieces[0].span.start < end


def _unmarked(words: str) -> str:
    """Return words on one line, without marks around them."""
    return " ".join(words.split()).strip("“”„\"«»'‘’ ")


def _article(row: ArticleRow) -> dict[str, Any]:
    return {
        "article_id": row.id,
        "headline": row.headline,
        "source": row.source,
        "date": describe.when(row.stated_time),
        "revision_count": row.revision_count,
    }


def _warned(archive: Archive, row: ArticleRow) -> dict[str, Any]:
    """Return the warnings of a whole article, and the terms of the quotations in it that limit their use."""
    opened = archive.open_article(row.id)
    cited = archive.annotations.cite(each.id for each in opened.annotations if not each.is_note)
    restricted = facts.restricted(cited)
    told = facts.warnings_of_words(row, opened.revision, datetime.now(UTC))
    return {"warnings": [*told, *(f"some words in it are {terms}" for terms in restricted)]}


def _passage(archive: Archive, printed: PublishedPassage) -> dict[str, Any]:
    limits = limits_of(archive, printed)
    return {
        "warnings": limits.warnings,
        "may_be_quoted": limits.may_quote,
        "speaker_may_be_named": limits.may_name,
        "words": printed.words[:LONGEST_WORDS],
        "is_quotation": printed.quoted,
        "speaker": printed.speaker,
        "speaker_is_settled": not printed.is_suggested,
        "via": printed.via,
        "article_id": printed.article_id,
        "headline": printed.headline,
        "source": printed.source,
        "date": describe.when(printed.stated_time),
        "place": printed.place,
        "url": printed.url,
        "start": printed.start,
    }


def _quotation(one: Citation) -> dict[str, Any]:
    limits = limits_of_quotations([one])
    state = one.annotation.state
    words = " […] ".join(piece.exact for piece in one.annotation.pieces(SpanRole.CONTENT))
    return {
        "warnings": limits.warnings,
        "may_be_quoted": limits.may_quote,
        "speaker_may_be_named": limits.may_name,
        "words": words[:LONGEST_WORDS],
        "is_paraphrase": facts.is_paraphrase(one),
        "speaker": state.speaker or state.descriptor,
        "status": str(state.status),
        "terms": describe.RECORD_WORDS[state.record],
    }


def _not_known(one: CheckedQuotation, speaker: str | None) -> Iterator[str]:
    printed = one.printed
    if one.verdict is Verdict.UNCHECKED:
        yield f"These words were not checked: {one.reason}."
    elif printed is None or one.verdict is Verdict.NOT_FOUND:
        yield _NOTHING
    else:
        yield _PRINTED_ONLY
        if printed.speaker is None:
            yield "Nobody is named there as the speaker."
        elif printed.is_suggested:
            yield "Nobody has settled who said it: the speaker is suggested by a program."
        if speaker and one.agrees is None:
            yield "Whether the named speaker is the printed one cannot be decided."
        if printed.stated_time is None:
            yield "The article states no date."
