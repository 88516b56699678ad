"""The finder's suggestions, which never touch anything that a person decided; a part of the Archive."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from newstext import find_quotations
from newstext.name_match import name_words
from newstext.quotations.model import FINDER_NAME
from newstext.spans import Span, hull
from store.errors import ConflictError
from store.ids import new_id
from store.model.annotations import AnnotationState, Origin, SpanRole, Status
from store.model.changes import Change, Edit
from store.model.lists import EVERYTHING, PAGE, ArticleOrder
from store.rules.finder_runs import (
    INDIRECT_FROM,
    finder_run,
    finder_version,
    held_back,
    is_held_back,
    is_long_transcript,
    learned_in,
    sureness,
    whole_finder_run,
)
from store.rules.pieces import edit_of, met, pieces_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from newstext.article import Article
    from newstext.quotations.learned import Learned
    from newstext.quotations.model import Quotation
    from newstext.turns import Turn
    from store.engine import Annotations, Articles
    from store.model.annotations import Annotation
    from store.model.articles import Revision
    from store.model.changes import FinderRun
    from store.upkeep_engine import Clock, Integrity

    class _Needs(Articles, Annotations, Integrity, Clock, Protocol): ...

    Find = Callable[[str, str | None, Sequence[Turn], Learned | None], list[Quotation]]
    """Finds the quotations of a text by its stated language, its turns, and what a desk has taught the finder."""


class Suggestions:
    """Saves quotations that the finder finds as suggestions for people to settle.

    Indirect speech that is less sure than ``indirect_from``, by default ``INDIRECT_FROM``, is held back, and so are
    the turns of a long transcript.
    """

    def __init__(self, engine: _Needs, actor: str, indirect_from: float | None = None) -> None:
        self._engine = engine
        self._actor = actor
        self._indirect_from = INDIRECT_FROM if indirect_from is None else indirect_from
        self._learned = learned_in(engine)

    def find(self, article_id: str) -> int:
        """Run the finder on the current revision, unless it was run before; return the number of new suggestions.

        Quotations that a person rejected or removed are not suggested again.
        """
        revision = self.unsearched_revision(article_id)
        if revision is None:
            return 0
        return new_ones(self.save(revision, self.quotations(revision.article)))

    def quotations(self, article: Article, find: Find | None = None) -> list[Quotation]:
        """Run the finder on an article, with what it has learned from this store; ``find`` may run it elsewhere."""
        return (find or find_quotations)(article.body, article.language, article.turns, self._learned)

    def reanchor(self, article_id: str) -> bool:
        """Anchor annotations that are still on older revisions; True when there were any."""
        return self._engine.reanchor(article_id, at=self._engine.now())

    def unsearched_revision(self, article_id: str) -> Revision | None:
        """Return the current revision of an article; None if this version of the finder has searched it.

        Annotations still on older revisions are anchored first, so that nothing is suggested twice.
        """
        row = self._engine.article(article_id, actor=self._actor)
        self.reanchor(row.id)
        return None if self.is_searched(row.revision_id) else self._engine.revision(row.revision_id)

    def is_searched(self, revision_id: str) -> bool:
        """Whether this version of the finder has searched a revision."""
        return not self.count_unsearched([revision_id])

    def count_unsearched(self, revision_ids: Iterable[str]) -> int:
        """Return how many of these revisions this version of the finder has not searched."""
        wanted = [finder_run(revision_id, learned=self._learned) for revision_id in revision_ids]
        return len(wanted) - len(self._engine.finder_runs(wanted))

    def count_unsearched_latest(self, most: int) -> int:
        """Return how many of the ``most`` latest articles this version of the finder has not searched."""
        count, after = 0, None
        while most > 0:
            page = self._engine.articles(
                EVERYTHING,
                ArticleOrder.NEWEST,
                actor=self._actor,
                after=after,
                before=None,
                skip=0,
                limit=min(PAGE, most),
            )
            count += self.count_unsearched(row.revision_id for row in page.rows)
            most, after = most - len(page.rows), page.after
            if after is None:
                break
        return count

    def held_back(self, revision_id: str) -> int:
        """Return how many quotations this version of the finder holds back in a revision."""
        runs = [finder_run(revision_id, learned=self._learned), whole_finder_run(revision_id, self._learned)]
        return held_back(self._engine.finder_runs(runs))

    def save(
        self, revision: Revision, quotations: Iterable[Quotation], *, whole: bool = False
    ) -> tuple[Annotation, ...]:
        """Save the finder's results for a revision as suggestions; return the annotations that this changed.

        Older suggestions that the finder no longer makes are removed. Beliefs, wishes and plans (``said`` is false) are
        not suggested: an editor's time is for words that were said. Unsure indirect speech, and the words of a long
        transcript, are held back unless ``whole``.
        """
        said = [quotation for quotation in quotations if quotation.said]
        is_long = is_long_transcript(revision.article, len(said))
        suggested = [q for q in said if whole or not (is_long or is_held_back(q, self._indirect_from))]
        held = len(said) - len(suggested)
        run = whole_finder_run(revision.id, self._learned) if whole else finder_run(revision.id, held, self._learned)
        while True:
            try:
                return self._engine.apply(self._change(revision, run, suggested))
            except ConflictError:
                continue  # Somebody decided about a suggestion meanwhile: read the annotations again.

    def _change(self, revision: Revision, run: FinderRun, said: Sequence[Quotation]) -> Change:
        known, version = self._engine.annotations(revision.article_id), finder_version(self._learned)
        return Change(
            # The same run by two desks at once is the same change, so that nothing is suggested twice.
            id=f"{run.generator} {run.generator_version} {run.revision_id}",
            actor=run.generator,
            at=self._engine.now(),
            action="suggest",
            edits=tuple(_edits(revision, said, known, version)),
            finder_run=run,
        )


def new_ones(changed: Iterable[Annotation]) -> int:
    """Count the new suggestions among the annotations that a run of the finder changed."""
    return sum(annotation.state.status is Status.SUGGESTED for annotation in changed)


def _edits(
    revision: Revision, quotations: Iterable[Quotation], known: Sequence[Annotation], version: str
) -> Iterator[Edit]:
    """Yield the changes that a run of the finder makes: new suggestions, and removals of its own earlier ones.

    Nothing is suggested on words about which a person has decided, or that a person rejected or removed on an older
    revision. A suggestion that is still open stays if it is found again, as sure as before and for the same reason;
    otherwise it is removed, also from an older revision.
    """
    untouched = [a for a in known if _is_finders_own(a) and a.state.status is Status.SUGGESTED]
    same_as = {(a.state, a.confidence, a.reason): a for a in reversed(untouched)}
    decided = [a for a in known if not _is_finders_own(a)]
    taken = met(span for annotation in decided for span in _content(annotation, revision.id))
    refused = {_words(a.state) for a in decided if not a.state.status.stands}
    kept = set()
    for quotation in quotations:
        edit = _edit(revision, quotation, version)
        if any(_overlaps(span, taken) for span in quotation.content) or _words(edit.state) in refused:
            continue
        if same := same_as.get((edit.state, edit.confidence, edit.reason)):
            kept.add(same.id)
        else:
            yield edit
    for annotation in untouched:
        # Ids of revisions rise with time: a run on an older revision removes nothing from a newer one.
        if annotation.id not in kept and any(p.revision_id <= revision.id for p in annotation.state.pieces):
            yield edit_of(annotation, replace(annotation.state, status=Status.REMOVED))


def _overlaps(span: Span, taken: Sequence[Span]) -> bool:
    """Whether a span overlaps any of ``taken``, which are sorted and apart."""
    after = bisect_right(taken, span.start, key=lambda one: one.end)
    return after < len(taken) and taken[after].start < span.end


def _is_finders_own(annotation: Annotation) -> bool:
    """Whether a finder created an annotation and nobody has changed it since."""
    return annotation.origin is Origin.FINDER and annotation.changed_by == annotation.author


def _words(state: AnnotationState) -> tuple[str, ...]:
    return tuple(piece.exact for piece in state.pieces if piece.role is SpanRole.CONTENT)


def _content(annotation: Annotation, revision_id: str) -> list[Span]:
    return [p.span for p in annotation.pieces(SpanRole.CONTENT) if p.revision_id == revision_id]


def _is_own(via: str | None, revision: Revision) -> bool:
    """Whether ``via`` is the paper that prints the article: words said to it were said to nobody else."""
    source = revision.article.source
    names = [[word for word in name_words(name) if word != "the"] for name in (via, source) if name]
    return len(names) > 1 and names[0] == names[1]


def _edit(revision: Revision, quotation: Quotation, version: str) -> Edit:
    if _is_own(quotation.via, revision):
        quotation = replace(quotation, via=None, via_source=())
    pieces = pieces_of(
        revision,
        {
            SpanRole.CONTENT: quotation.content,
            SpanRole.SOURCE: quotation.source,
            SpanRole.CUE: quotation.cue,
            SpanRole.VIA: quotation.via_source,
        },
    )
    body = revision.article.body
    return Edit(
        annotation_id=new_id(),
        article_id=revision.article_id,
        expected_version=0,
        state=AnnotationState(
            quotation_kind=quotation.kind,
            status=Status.SUGGESTED,
            pieces=pieces,
            speaker=quotation.speaker,
            role=quotation.role,
            unnamed=quotation.unnamed,
            descriptor=hull(quotation.source).of(body).rstrip(" ,;:")
            if quotation.unnamed and quotation.source
            else None,
            via=quotation.via,
        ),
        origin=Origin.FINDER,
        generator=FINDER_NAME,
        generator_version=version,
        confidence=sureness(quotation),
        reason=quotation.reason,
    )
