"""Lessons of the finder from the decisions in a store; a part of the Archive.

The lesson in use is one file beside the store, with its card. A person switches it on and off.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple, Protocol

from newstext.quotations.model import FINDER_NAME, FINDER_VERSION
from store.errors import NotFoundError, ReadOnlyStoreError
from store.filesystem import write_whole
from store.model.annotations import Origin, SpanRole, Status
from store.rules.files_beside import LEARNED
from store.rules.finder_runs import INDIRECT_FROM, learned_in, whole_finder_run

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from typing import Any

    from newstext.learning.decisions import DecidedText, Decision
    from newstext.learning.lesson import Lesson, TooFew
    from store.engine import Annotations, Articles
    from store.model.annotations import Annotation
    from store.upkeep_engine import Integrity

    class _Needs(Articles, Annotations, Integrity, Protocol): ...


_PAGE = 200
_UNDECIDED = frozenset([Status.SUGGESTED, Status.SKIPPED])


class InForce(NamedTuple):
    """The card of the lesson that the finder uses, and of the one before; None for the finder as shipped.

    An outdated lesson was learned with another version of the finder, and has no effect.
    """

    card: dict[str, Any] | None
    before: dict[str, Any] | None
    is_outdated: bool


class Learning:
    """Learns from decisions about quotations, and switches lessons on and off."""

    def __init__(self, engine: _Needs, actor: str, indirect_from: float | None = None) -> None:
        self._engine = engine
        self._actor = actor
        self._indirect_from = INDIRECT_FROM if indirect_from is None else indirect_from

    def articles(self) -> list[str]:
        """Return the ids of the articles with a quotation that people decided on."""
        page = self._engine.decided_articles(after=None, limit=_PAGE)
        found = list(page.rows)
        while page.after is not None:
            page = self._engine.decided_articles(after=page.after, limit=_PAGE)
            found += page.rows
        return found

    def learn(self, article_ids: Iterable[str]) -> Lesson | TooFew:
        """Learn from the decisions on articles, and measure it on those held out. Nothing is saved.

        Revisions with decisions count, also older ones. Left out is what is not in English, and transcripts that name
        their speakers.
        """
        from newstext.learning.lesson import learn

        return learn((text for article_id in article_ids for text in self._revisions(article_id)), self._indirect_from)

    def switch_on(self, lesson: Lesson) -> InForce:
        """Make the finder use a lesson from now on; ``back`` restores the one before."""
        from newstext.quotations.learned import entry

        kept = self._kept()
        return self._save(kept["generation"], entry(lesson.weights, self._card(lesson)), kept["now"])

    def back(self) -> InForce:
        """Restore the lesson before; NotFoundError when the finder uses none."""
        kept = self._kept()
        if kept["now"] is None:
            raise NotFoundError("The finder uses no lesson from this store, so there is nothing to go back from.")
        return self._save(kept["generation"], kept["before"], None)

    def in_force(self) -> InForce:
        """Return the lesson in use."""
        if self._engine.beside(LEARNED) is None:
            return InForce(None, None, is_outdated=False)
        return _in_force(self._kept())

    def _revisions(self, article_id: str) -> Iterator[DecidedText]:
        from newstext.learning.decisions import DecidedText, is_learned_from

        known = [a for a in self._engine.annotations(article_id) if not a.is_note]
        by_revision: dict[str, list[Decision]] = {}
        for annotation in known:
            if (decision := _decision(annotation)) is not None:
                by_revision.setdefault(annotation.pieces(SpanRole.CONTENT)[0].revision_id, []).append(decision)
        for revision in self._engine.revisions_with(by_revision).values():
            if is_learned_from(revision.article):
                whole = [whole_finder_run(revision.id), whole_finder_run(revision.id, learned_in(self._engine))]
                saw_all = bool(self._engine.finder_runs(whole))
                yield DecidedText(article_id, revision.article.body, tuple(by_revision[revision.id]), saw_all)

    def _card(self, lesson: Lesson) -> dict[str, Any]:
        return {
            "learned_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "learned_by": self._actor,
            "finder": f"{FINDER_NAME} {FINDER_VERSION}",
            "decisions": lesson.decisions,
            "articles": lesson.articles,
            "held_out": {
                "found_and_speaker_before": round(lesson.before.found_and_speaker, 4),
                "found_and_speaker_after": round(lesson.after.found_and_speaker, 4),
                "before": lesson.before._asdict(),
                "after": lesson.after._asdict(),
            },
            "yardstick": {"before": round(lesson.yardstick_before, 4), "after": round(lesson.yardstick_after, 4)},
        }

    def _file(self) -> Path:
        file = self._engine.beside(LEARNED)
        if file is None:
            raise ReadOnlyStoreError("This store has no place for files beside it, so a lesson cannot be saved.")
        return file

    def _kept(self) -> dict[str, Any]:
        from newstext.quotations.learned import entries

        return entries(self._file())

    def _save(self, generation: int, now: dict[str, Any] | None, before: dict[str, Any] | None) -> InForce:
        kept, file = {"generation": generation + 1, "now": now, "before": before}, self._file()
        try:
            write_whole(file, json.dumps(kept, ensure_ascii=False, indent=1) + "\n")
        except OSError as error:
            raise ReadOnlyStoreError(f"{file} cannot be written ({error.strerror}). Check the folder.") from error
        return _in_force(kept)


def _in_force(kept: dict[str, Any]) -> InForce:
    now, before = kept["now"], kept["before"]
    outdated = now is not None and now["finder"] != FINDER_VERSION
    return InForce(now and now["card"], before and before["card"], outdated)


def _decision(annotation: Annotation) -> Decision | None:
    """Return a person's decision about a quotation; None without one, and for removed quotations of their own."""
    from newstext.learning.decisions import Decision

    state = annotation.state
    is_finders = annotation.origin is Origin.FINDER
    is_untouched = is_finders and annotation.changed_by == annotation.author
    if is_untouched or state.status in _UNDECIDED or not annotation.pieces(SpanRole.CONTENT):
        return None
    if not state.status.stands and not is_finders:
        return None
    content, cue, source = (
        tuple(piece.span for piece in annotation.pieces(role))
        for role in (SpanRole.CONTENT, SpanRole.CUE, SpanRole.SOURCE)
    )
    return Decision(content, state.status.stands, None if state.unnamed else state.speaker, cue, source)
