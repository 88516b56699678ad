"""Checked drafts as schema.org ClaimReviews in JSON-LD: https://schema.org/ClaimReview

The verdict is in words. It has no number, because a quotation that is as printed is not thereby true.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from newstext.draft_check import Verdict
from newstext.in_marks import in_marks
from newstext.markdown import link
from tui.checks import wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.drafts.model import CheckedQuotation, PublishedPassage
    from tui.checks.checked_draft import CheckedDraft

_NO_CLAIM = (Verdict.UNCHECKED, Verdict.PARAPHRASE)


def written(drafts: Sequence[CheckedDraft]) -> str:
    """Return one graph with a review of each quotation that was compared."""
    reviews = [
        _review(checked, one) for checked in drafts for one in checked.quotations if one.verdict not in _NO_CLAIM
    ]
    return json.dumps({"@context": "https://schema.org", "@graph": reviews}, ensure_ascii=False, indent=1)


def _review(checked: CheckedDraft, one: CheckedQuotation) -> dict[str, Any]:
    claim: dict[str, Any] = {"@type": "Claim", "text": one.words}
    if one.speaker:
        claim["author"] = {"@type": "Person", "name": one.speaker}
    if one.printed is not None:
        claim["appearance"] = [_article(passage) for passage in (one.printed, *one.also)]
    place = checked.place(one)
    return {
        "@type": "ClaimReview",
        "claimReviewed": in_marks(one.words) + (f" — {one.speaker}" if one.speaker else ""),
        "itemReviewed": claim,
        "reviewAspect": "whether the words are as published, and who is named as their speaker",
        "reviewRating": {"@type": "Rating", "alternateName": wording.heading(one)},
        "reviewBody": "\n".join(wording.lines(one, place)),
    }


def _article(passage: PublishedPassage) -> dict[str, Any]:
    article: dict[str, Any] = {"@type": "NewsArticle"}
    if passage.headline:
        article["headline"] = passage.headline
    if passage.source:
        article["publisher"] = {"@type": "Organization", "name": passage.source}
    if passage.stated_time and passage.stated_time.iso:
        article["datePublished"] = passage.stated_time.iso
    if address := link(passage.url or ""):
        article["url"] = address
    return article
