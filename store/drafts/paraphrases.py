"""The paraphrases of a draft, and passages to compare with each. Never a verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newstext.loose_match import fold
from newstext.quotations.lexicon import AUXILIARIES, CONJUNCTIONS, PREPOSITIONS, SUBJECT_PRONOUNS, word_set

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newstext.draft_quotations import DraftQuotation
    from store.drafts.attributions import PublishedAttributions
    from store.drafts.model import PublishedPassage
    from store.drafts.published import PublishedTexts
    from store.model.articles import Revision

_MOST = 3
_LEAST_SHARED = 2
"""Words of substance that a passage shares with the paraphrase."""
_LIKE = 0.3
"""The part of the paraphrase's words of substance that a passage has."""
_STEM = 5
"""Letters that forms of one word share: ``denied``, ``denies``."""
_EMPTY = AUXILIARIES | CONJUNCTIONS | PREPOSITIONS | SUBJECT_PRONOUNS
_EMPTY |= word_set(
    "the a an this that these those there here my our your his her its their them him of not no as or it"
)


def likely_passages(
    quotation: DraftQuotation,
    revisions: Sequence[Revision],
    texts: PublishedTexts,
    attributions: PublishedAttributions,
) -> tuple[PublishedPassage, ...]:
    """Return passages attributed to the same speaker that resemble the paraphrase, the most similar first."""
    wanted = _substance(quotation.words)
    found: list[tuple[float, PublishedPassage]] = []
    for revision in revisions:
        for said in attributions.speaker_of(quotation.speaker or "", revision):
            shared = wanted & _substance(" ".join(span.of(revision.article.body) for span in said.spans))
            if len(shared) >= _LEAST_SHARED and len(shared) >= _LIKE * len(wanted):
                found.append((len(shared) / len(wanted), texts.passage(revision, said.spans, said)))
    return tuple(passage for _, passage in sorted(found, key=lambda each: -each[0])[:_MOST])


def _substance(words: str) -> set[str]:
    return {word[:_STEM] for word in fold(words).words if word not in _EMPTY and len(word) > 1}
