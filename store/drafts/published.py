"""The published texts that a draft is compared with; each is read and split into words once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from newstext.article import place_of
from newstext.draft_check import Body, Difference, Passage, Verdict, compare
from newstext.turns import without_labels
from store.drafts.model import PublishedPassage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newstext.spans import Span
    from store.drafts.attributions import PublishedAttribution
    from store.engine import Articles
    from store.model.articles import Revision

    class _Needs(Articles, Protocol): ...


class PublishedTexts:
    """The revisions of articles, prepared for comparison."""

    def __init__(self, engine: _Needs) -> None:
        self._engine = engine
        self._revisions: dict[str, list[Revision]] = {}
        self._bodies: dict[str, Body] = {}

    def history(self, article_id: str) -> list[Revision]:
        """Return the revisions of an article, the current one last."""
        if article_id not in self._revisions:
            revisions = self._engine.revisions(article_id)
            current = self._engine.article(article_id, actor="").revision_id
            self._revisions[article_id] = sorted(revisions, key=lambda revision: (revision.id == current, revision.seq))
        return self._revisions[article_id]

    def current(self, article_id: str) -> Revision:
        """Return the current revision of an article."""
        return self.history(article_id)[-1]

    def body(self, revision: Revision) -> Body:
        """Return the text of a revision."""
        if revision.id not in self._bodies:
            article = revision.article
            self._bodies[revision.id] = Body(without_labels(article.body, article.turns))
        return self._bodies[revision.id]

    def passage(
        self, revision: Revision, places: Sequence[Span], said: PublishedAttribution | None
    ) -> PublishedPassage:
        """Return the words at places of a revision, and where, when and by whom they were published."""
        current = self.current(revision.article_id)
        words = " […] ".join(place.of(revision.article.body) for place in places)
        return PublishedPassage(
            article_id=revision.article_id,
            headline=revision.article.headline,
            source=revision.article.source,
            stated_time=revision.article.updated or revision.article.published,
            state=current.article.state.value,
            revision=revision.seq,
            revisions=len(self.history(revision.article_id)),
            words=words,
            start=min(place.start for place in places),
            end=max(place.end for place in places),
            speaker=said.speaker if said else None,
            via=said.via if said else None,
            status=said.status if said else None,
            quoted=self.is_quoted(revision, places, said),
            newer=self._newer(words, current) if current.id != revision.id else (),
            place=place_of(revision.article, places),
            url=revision.article.url,
        )

    def is_quoted(self, revision: Revision, places: Sequence[Span], said: PublishedAttribution | None) -> bool:
        """Whether words are printed as somebody's own, and not as the paper's."""
        body = self.body(revision)
        return all(body.is_quoted(place) or (said is not None and said.quotes(body)) for place in places)

    def _newer(self, words: str, current: Revision) -> tuple[Difference, ...]:
        """Return the changes of the current revision to words of an older one; none when it still has them."""
        comparison = compare(Passage(words), self.body(current))
        if comparison.verdict.rank <= Verdict.CUT.rank:
            return ()
        if comparison.verdict is Verdict.NOT_FOUND:
            return (Difference(words, ""),)
        return comparison.differences
