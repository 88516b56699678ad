"""Annotations made elsewhere on their way in. What is here already is left as it is, and what does not fit is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from enum import StrEnum
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from newstext.spans import Span
from store.errors import ConflictError, InvalidSpanError, NotFoundError
from store.exchange import doccano, jsonl, w3c
from store.exchange.carried import ANY_REVISION, Brought, CarriedRevision, Sought, Unfit
from store.ids import new_id
from store.quotations.pieces import CONTEXT
from store.records import Change, Edit, NewSpeaker, Origin, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from store.engine import Engine
    from store.records import AnnotationState, Piece, Revision

ACTION = "import"
_STEP = 5_000
"""Annotations that are brought in as one change, and so are one step of undo."""
_HEAD = 4_096

_READERS: dict[str, Callable[[str], Iterator[CarriedRevision | Sought | Brought | Unfit]]] = {
    "jsonl": jsonl.read,
    "w3c": w3c.read,
    "doccano": doccano.read,
}


class Fate(StrEnum):
    """What became of one annotation of a file."""

    ADDED = "added"
    KNOWN = "here already"
    UNFIT = "did not fit"


class Arrival(NamedTuple):
    """One annotation of a file, and what became of it; ``why`` is a sentence when it did not fit."""

    what: str
    fate: Fate
    why: str = ""


def recognised(head: str) -> str | None:
    """Tell which format of annotations a file begins like; None when it is something else."""
    head = head[:_HEAD].lstrip("\ufeff \t\r\n")
    first = head.split("\n", 1)[0]
    if head.startswith(("{", "[")) and "http://www.w3.org/ns/anno.jsonld" in head:
        return "w3c"
    if first.startswith('{"pullquote": "annotations"'):
        return "jsonl"
    is_labelled = any(f'"{key}":' in first.replace('" :', '":') for key in ("label", "labels", "entities"))
    return "doccano" if first.startswith("{") and '"text"' in first and is_labelled else None


def bring(engine: Engine, text: str, name: str, *, actor: str) -> Iterator[Arrival]:
    """Take in a file of annotations in format ``name``, and say what became of each.

    Texts that the file carries are stored first, as new articles or revisions where the store has not got them. Each
    step of 5,000 annotations is one change, to be taken back at once.
    """
    coming = _Coming(engine, actor)
    for thing in _READERS[name](text):
        match thing:
            case CarriedRevision():
                coming.carry(thing)
            case Sought():
                coming.seek(thing)
            case Brought():
                yield from coming.take(thing)
            case Unfit():
                yield Arrival(thing.what, Fate.UNFIT, thing.why)
    yield from coming.store()


class _Coming:
    """What has come of a file so far: which of its texts are which here, and the annotations that wait to be stored."""

    def __init__(self, engine: Engine, actor: str) -> None:
        self._engine = engine
        self._actor = actor
        self._carried: list[CarriedRevision] = []
        self._articles: dict[str, str] = {}
        """Our article by what the file calls it."""
        self._revisions: dict[str, list[Revision]] = {}
        self._named: dict[tuple[str, str], str] = {}
        """The body by what the file calls article and revision."""
        self._waiting: list[Edit] = []
        self._newcomers: dict[str, NewSpeaker] = {}

    def carry(self, carried: CarriedRevision) -> None:
        """Note a text; texts are stored together when the first annotation needs them."""
        self._carried.append(carried)

    def seek(self, sought: Sought) -> None:
        """Look for the text that annotations are of."""
        found = None
        if sought.url is not None:
            found = self._engine.article_at(sought.url)
        elif sought.sha256 is not None:
            found = self._engine.article_with(sought.sha256)
        if found is not None:
            self._articles[sought.article] = found

    def take(self, brought: Brought) -> Iterator[Arrival]:
        """Make an annotation ready; full steps are stored."""
        self._store_texts()
        what = brought.state.pieces[0].exact[:60] if brought.state.pieces else brought.state.note or "a note"
        try:
            edit = self._edit(brought)
        except InvalidSpanError as error:
            yield Arrival(what, Fate.UNFIT, str(error))
            return
        if self._is_here(edit.annotation_id):
            yield Arrival(what, Fate.KNOWN)
            return
        self._waiting.append(edit)
        yield Arrival(what, Fate.ADDED)
        if len(self._waiting) >= _STEP:
            yield from self.store()

    def store(self) -> Iterator[Arrival]:
        """Store what waits as one change."""
        self._store_texts()
        if self._waiting:
            change = Change(
                id=new_id(),
                actor=self._actor,
                at=datetime.now(UTC),
                action=ACTION,
                edits=tuple(self._waiting),
                new_speakers=tuple(self._newcomers.values()),
            )
            self._waiting, self._newcomers = [], {}
            try:
                self._engine.apply(change)
            except ConflictError as error:
                yield Arrival(error.current.words[:60], Fate.UNFIT, "Somebody brought it in at the same time.")

    def _store_texts(self) -> None:
        # One reader and one time each: what a revision says of its origin stays true.
        for origin, group in groupby(self._carried, key=lambda c: (c.reader, c.reader_version, c.seen_at)):
            carried = list(group)
            reader, reader_version, seen_at = origin
            results = self._engine.add(
                [c.text for c in carried], reader=reader, reader_version=reader_version, at=seen_at
            )
            for one, result in zip(carried, results, strict=True):
                self._articles[one.article] = result.article_id
                self._named[one.article, one.revision] = one.text.body
                self._revisions.pop(result.article_id, None)
        self._carried = []

    def _is_here(self, annotation_id: str) -> bool:
        if any(edit.annotation_id == annotation_id for edit in self._waiting):
            return True
        try:
            self._engine.annotation(annotation_id)
        except NotFoundError:
            return False
        return True

    def _edit(self, brought: Brought) -> Edit:
        article_id = self._articles.get(brought.article)
        if article_id is None:
            raise InvalidSpanError("The text it is of is not in this store. Import the article first.")
        if article_id not in self._revisions:
            self._revisions[article_id] = self._engine.revisions(article_id)
        revisions = self._revisions[article_id]
        pieces = tuple(self._placed(piece, brought.article, revisions) for piece in brought.state.pieces)
        return Edit(
            annotation_id=brought.id or new_id(),
            article_id=article_id,
            expected_version=0,
            state=self._registered(replace(brought.state, pieces=pieces), brought),
            origin=Origin.IMPORT,
            generator=brought.generator,
            generator_version=brought.generator_version,
            confidence=brought.confidence,
            reason=brought.reason,
            provenance=brought.provenance,
        )

    def _placed(self, piece: Piece, article: str, revisions: Sequence[Revision]) -> Piece:
        if piece.revision_id == ANY_REVISION:
            for candidate in reversed(revisions):
                if (span := _found(piece, candidate.article.body)) is not None:
                    return _around(piece, span, candidate)
            raise InvalidSpanError(f"The words “{piece.exact[:60]}” are not, or not only once, in the article.")
        body = self._named.get((article, piece.revision_id))
        revision = next((r for r in reversed(revisions) if r.article.body == body), None)
        if revision is None or piece.span.of(revision.article.body) != piece.exact:
            raise InvalidSpanError(f"The words “{piece.exact[:60]}” do not stand where the file says.")
        return replace(piece, revision_id=revision.id)

    def _registered(self, state: AnnotationState, brought: Brought) -> AnnotationState:
        """Enter the speaker of a settled quotation in the register, as settling it here would."""
        by_person = brought.provenance.origin is Origin.IMPORT and state.status in (Status.ACCEPTED, Status.VERIFIED)
        if not state.speaker or state.unnamed or not (brought.is_registered or by_person):
            return state
        known = self._engine.speaker_named(state.speaker)
        if known is None:
            newcomer = NewSpeaker(new_id(), state.speaker)
            return replace(state, speaker_id=self._newcomers.setdefault(state.speaker.casefold(), newcomer).id)
        return replace(state, speaker_id=known.id)


def _found(piece: Piece, body: str) -> Span | None:
    """Where the words stand: as the file says, else where they and what stands around them are found but once."""
    if piece.span.start < piece.span.end and piece.span.of(body) == piece.exact:
        return piece.span
    places = list(_places(piece.prefix + piece.exact + piece.suffix, body))
    lead = len(piece.prefix)
    if not places:
        places, lead = list(_places(piece.exact, body)), 0
    if len(places) != 1:
        return None
    return Span(places[0] + lead, places[0] + lead + len(piece.exact))


def _places(words: str, body: str) -> Iterator[int]:
    at = body.find(words)
    for _ in range(2):  # the second is enough to know that it is not the only one
        if at < 0:
            return
        yield at
        at = body.find(words, at + 1)


def _around(piece: Piece, span: Span, revision: Revision) -> Piece:
    body = revision.article.body
    return replace(
        piece,
        revision_id=revision.id,
        span=span,
        prefix=body[max(0, span.start - CONTEXT) : span.start],
        suffix=body[span.end : span.end + CONTEXT],
    )
