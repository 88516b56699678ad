"""The quotations that a draft translates: the speaker's words in articles in another language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from newstext.quotations.languages.identification import language_of
from newstext.quotations.model import QuotationKind

if TYPE_CHECKING:
    from newstext.draft_quotations import DraftQuotation
    from store.drafts.attributions import PublishedAttributions
    from store.drafts.model import PublishedPassage
    from store.drafts.published import PublishedTexts
    from store.engine import Search

    class _Needs(Search, Protocol): ...


_ARTICLES = 16
_MOST = 3


def originals(
    engine: _Needs, quotation: DraftQuotation, texts: PublishedTexts, attributions: PublishedAttributions
) -> tuple[PublishedPassage, ...]:
    """Return the speaker's quotations in articles in another language than this quotation."""
    if not quotation.speaker or quotation.unnamed:
        return ()
    own = language_of(quotation.words)
    found: list[PublishedPassage] = []
    for article_id in engine.candidates([quotation.speaker], limit=_ARTICLES)[0]:
        revision = texts.current(article_id)
        for said in attributions.speaker_of(quotation.speaker, revision):
            words = " ".join(span.of(revision.article.body) for span in said.spans)
            if said.kind is not QuotationKind.INDIRECT and language_of(words, revision.article.language) != own:
                found.append(texts.passage(revision, said.spans, said))
    return tuple(found[:_MOST])
