"""Quotations and articles assigned to people; a part of the decisions."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple, Protocol

from store.errors import NotFoundError
from store.model.annotations import AnnotationKind, AnnotationState, Assignment, Status
from store.model.changes import Edit
from store.rules import assignments as rules
from store.rules.pieces import edit_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.engine import Annotations
    from store.model.annotations import Annotation
    from store.model.changes import Apply
    from store.together_engine import Together
    from store.upkeep_engine import Clock

    class _Needs(Annotations, Together, Clock, Protocol): ...


_LIKE = 0.5
"""The least likeness, from 0 to 1, of a name to one that is offered for it."""
_MEANT = 0.7
"""The least likeness of each typed word to a word of a name, or to its beginning, for the name to be what was meant."""
_OFFERED = 5


class Asked(NamedTuple):
    """A typed name: as the store has it, or None and the known names that are like it, the likest first.

    ``meant`` says whether the first of these was probably meant; else the person is probably new.
    """

    name: str | None
    near: tuple[str, ...] = ()
    meant: bool = False


class Assignments:
    """Assigns quotations and articles to people, and ends assignments. Each change is one step of undo.

    An assignment ends when somebody settles the quotation, or the last open quotation of the article.
    """

    def __init__(self, engine: _Needs, actor: str, apply: Apply) -> None:
        self._engine = engine
        self._actor = actor
        self._apply = apply

    def people(self) -> list[str]:
        """Return the names of all people known to the store, from A to Z."""
        return self._engine.people()

    def asked(self, typed: str) -> Asked:
        """Return the person of a typed name; ``me`` is this person."""
        from rapidfuzz import fuzz, process

        name = " ".join(typed.split())
        known = {one.casefold(): one for one in (*self.people(), self._actor)}
        known["me"] = self._actor
        if exact := known.get(name.casefold()):
            return Asked(exact)
        begun = [one for folded, one in known.items() if folded != "me" and folded.startswith(name.casefold())]
        if name and len(set(begun)) == 1:
            return Asked(begun[0])
        near = process.extract(
            name.casefold(), known.keys(), scorer=fuzz.WRatio, limit=_OFFERED, score_cutoff=100 * _LIKE
        )
        found = {known[folded]: _is_meant(name.casefold(), folded) for folded, _, _ in near if folded != "me"}
        return Asked(None, tuple(sorted(found, key=lambda one: not found[one])), any(found.values()))

    def assign(self, annotations: Sequence[Annotation], to: str) -> tuple[Annotation, ...]:
        """Assign quotations to somebody, in one step."""
        given = self._given(to)
        return self._apply("assign", [edit_of(a, replace(a.state, assignment=given)) for a in annotations])

    def end(self, annotations: Sequence[Annotation]) -> tuple[Annotation, ...]:
        """End the assignments of quotations, or of an article, in one step."""
        return self._apply("unassign", [rules.ended(annotation) for annotation in annotations])

    def of_article(self, article_id: str) -> Annotation | None:
        """Return the annotation that assigns an article; None if it is assigned to nobody."""
        held = self.held(article_id)
        return held if held and held.state.standing_assignment else None

    def held(self, article_id: str) -> Annotation | None:
        """Return the annotation that assigns or assigned an article, also when that has ended; None if it never was."""
        try:
            return self._engine.annotation(rules.id_for(article_id))
        except NotFoundError:
            return None

    def assign_article(self, article_id: str, to: str) -> Annotation:
        """Assign an article to somebody."""
        held = self.held(article_id)
        state = AnnotationState(kind=AnnotationKind.ASSIGNMENT, status=Status.ACCEPTED, assignment=self._given(to))
        edit = edit_of(held, state) if held else Edit(rules.id_for(article_id), article_id, 0, state)
        return self._apply("assign", (edit,))[0]

    def _given(self, to: str) -> Assignment:
        return Assignment(to, self._actor, self._engine.now())


def _is_meant(typed: str, name: str) -> bool:
    """Whether each typed word is like a word of the name or its beginning, as “okora” is like “ben okoro”."""
    from rapidfuzz.distance import OSA

    parts = name.split()
    return all(
        any(
            OSA.normalized_similarity(word, part) >= _MEANT
            or OSA.normalized_similarity(word, part[: len(word)]) >= _MEANT
            for part in parts
        )
        for word in typed.split()
    )
