"""The register of speakers: names, quotations, merging and splitting; a part of the Archive."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from store.errors import ConflictError, SpeakerConflictError, StoreError
from store.ids import new_id
from store.model.changes import SpeakerEdit
from store.model.lists import PAGE
from store.model.speakers import NewSpeaker, SpeakerQuotation
from store.quotations.places import places
from store.rules.pieces import edit_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from store.engine import Annotations, Articles, Log, Speakers
    from store.model.annotations import Annotation
    from store.model.changes import Apply, Edit, RegisterEvent
    from store.model.lists import Cursor, Page
    from store.model.speakers import LikelyDuplicate, Speaker, SpeakerState

    class _Needs(Articles, Annotations, Log, Speakers, Protocol): ...


_TRIES = 5
"""Attempts at a change that conflicts with others: it concerns whole speakers, whatever their present state."""


class Register:
    """The register of speakers. Each change is one step of undo, including all the quotations that it affects."""

    def __init__(self, engine: _Needs, actor: str, apply: Apply) -> None:
        self._engine = engine
        self._actor = actor
        self._apply = apply

    def speaker(self, speaker_id: str) -> Speaker:
        """Return one speaker; NotFoundError when there is no such speaker."""
        return self._engine.speaker(speaker_id)

    def named(self, name: str) -> Speaker | None:
        """Return the speaker with exactly this name or alias, capitals ignored; None when the register has none."""
        return self._engine.speaker_named(name)

    def speakers(self, words: str = "", *, limit: int = PAGE) -> list[Speaker]:
        """Return speakers with words in names or role that begin like ``words``, the most quoted first.

        Misspellings are allowed if nothing matches otherwise.
        """
        return self._engine.speakers(words, limit=limit)

    def everyone(self, *, after: Cursor | None = None, limit: int = PAGE) -> Page[Speaker]:
        """List all speakers, the most quoted first."""
        return self._engine.register(after=after, limit=limit)

    def events(self, *, since: Cursor | None = None, limit: int = PAGE) -> Page[RegisterEvent]:
        """Return the log of the register, in order, from just after ``since``."""
        return self._engine.register_events(since=since, limit=limit)

    def said(self, speaker_id: str) -> list[SpeakerQuotation]:
        """Return a speaker's standing quotations, the newest article first."""
        standing = [a for a in self._engine.annotations_of(speaker_id) if a.state.status.stands]
        rows = self._engine.articles_with({a.article_id for a in standing}, actor=self._actor)
        at = places(self._engine, standing)
        found = [SpeakerQuotation(a, rows[a.article_id], at.get(a.id)) for a in standing]
        return sorted(found, key=lambda said: (said.article.sorted_at, said.annotation.id), reverse=True)

    def merge(self, speaker_id: str, into_id: str) -> Speaker:
        """Merge a speaker into another, who gets all names and quotations; return the merged speaker.

        Raises StoreError when both are the same, or one was merged already.
        """

        def merge() -> None:
            gone, kept = self._engine.speaker(speaker_id), self._engine.speaker(into_id)
            if gone.id == kept.id:
                raise StoreError(f"{kept.name} cannot be merged into themselves.")
            for speaker in (gone, kept):
                _check_listed(speaker)
            names = dict.fromkeys((*kept.aliases, gone.name, *gone.aliases))
            names.pop(kept.name, None)
            fields = tuple(sorted((dict(gone.fields) | dict(kept.fields)).items()))
            self._apply(
                "merge",
                self._given_to(kept, self._engine.annotations_of(gone.id)),
                speaker_edits=(
                    _edit(gone, gone.state._replace(merged_into=kept.id)),
                    _edit(kept, kept.state._replace(aliases=tuple(names), fields=fields)),
                ),
            )

        self._retried(merge)
        return self._engine.speaker(into_id)

    def split(self, annotations: Sequence[Annotation], name: str) -> Speaker:
        """Move quotations to the speaker with a name, who is entered if the register does not have it.

        If the name was an alias of the quotations' present speaker, it is removed from their aliases.
        """
        name = " ".join(name.split())
        if not name:
            raise StoreError("A speaker needs a name.")
        newcomer = NewSpeaker(new_id(), name)
        edits = [edit_of(a, replace(a.state, speaker=name, speaker_id=newcomer.id)) for a in annotations]
        before = {a.state.speaker_id for a in annotations}
        known = self._engine.speaker_named(name)
        parted: tuple[SpeakerEdit, ...] = ()
        if known is not None and known.id in before and known.name.casefold() != name.casefold():
            others = tuple(alias for alias in known.aliases if alias.casefold() != name.casefold())
            parted = (_edit(known, known.state._replace(aliases=others)),)
        self._apply("split", edits, (newcomer,), speaker_edits=parted)
        found = self._engine.speaker_named(name)
        assert found is not None
        return found

    def add_name(self, speaker_id: str, name: str) -> Speaker:
        """Add an alias to a speaker; StoreError when it is another speaker's name."""
        name = " ".join(name.split())

        def add() -> None:
            speaker = self._engine.speaker(speaker_id)
            self._check_free(speaker, name)
            if self._engine.speaker_named(name) is None:
                aliases = (*speaker.aliases, name)
                self._apply("add name", (), speaker_edits=(_edit(speaker, speaker.state._replace(aliases=aliases)),))

        self._retried(add)
        return self._engine.speaker(speaker_id)

    def remove_name(self, speaker_id: str, name: str) -> Speaker:
        """Remove an alias of a speaker."""

        def remove() -> None:
            speaker = self._engine.speaker(speaker_id)
            if name in speaker.aliases:
                aliases = tuple(alias for alias in speaker.aliases if alias != name)
                self._apply("remove name", (), speaker_edits=(_edit(speaker, speaker.state._replace(aliases=aliases)),))

        self._retried(remove)
        return self._engine.speaker(speaker_id)

    def rename(self, speaker_id: str, name: str) -> Speaker:
        """Give a speaker a new name, or one of their aliases; the old name becomes an alias."""
        name = " ".join(name.split())

        def rename() -> None:
            speaker = self._engine.speaker(speaker_id)
            self._check_free(speaker, name)
            if speaker.name == name:
                return
            aliases = tuple(dict.fromkeys((speaker.name, *(a for a in speaker.aliases if a != name))))
            renamed = speaker._replace(name=name, aliases=aliases)
            self._apply(
                "rename",
                self._given_to(renamed, self._engine.annotations_of(speaker_id)),
                speaker_edits=(_edit(speaker, renamed.state),),
            )

        self._retried(rename)
        return self._engine.speaker(speaker_id)

    def set_field(self, speaker_id: str, field: str, value: str | None) -> Speaker:
        """Set one of the newsroom's own fields, as the speaker describes themselves; None clears it."""

        def set_field() -> None:
            speaker = self._engine.speaker(speaker_id)
            _check_listed(speaker)
            fields = {name: known for name, known in speaker.fields if name != field}
            if value is not None:
                fields[field] = value
            changed = tuple(sorted(fields.items()))
            if changed != speaker.fields:
                self._apply("field", (), speaker_edits=(_edit(speaker, speaker.state._replace(fields=changed)),))

        self._retried(set_field)
        return self._engine.speaker(speaker_id)

    def likely_duplicates(self, *, limit: int = 50) -> list[LikelyDuplicate]:
        """Return pairs of entries that may be one person, the likeliest first. Nothing is merged automatically."""
        from store.speakers.likely_duplicates import likely

        return likely(self._all(), limit)

    def _all(self) -> Iterator[Speaker]:
        page = self.everyone(limit=5_000)
        yield from page.rows
        while page.after is not None:
            page = self.everyone(after=page.after, limit=5_000)
            yield from page.rows

    def _check_free(self, speaker: Speaker, name: str) -> None:
        """Raise StoreError if a name is empty or another speaker's."""
        if not name:
            raise StoreError("A speaker needs a name.")
        _check_listed(speaker)
        other = self._engine.speaker_named(name)
        if other is not None and other.id != speaker.id:
            raise StoreError(f"{name} is already a name of {other.name}. If they are one person, merge the two.")

    def _given_to(self, speaker: Speaker, annotations: Sequence[Annotation]) -> list[Edit]:
        return [edit_of(a, replace(a.state, speaker=speaker.name, speaker_id=speaker.id)) for a in annotations]

    def _retried(self, change: Callable[[], None]) -> None:
        for tries in range(_TRIES):
            try:
                return change()
            except (ConflictError, SpeakerConflictError):
                if tries == _TRIES - 1:
                    raise
        return None


def _check_listed(speaker: Speaker) -> None:
    if speaker.merged_into is not None:
        raise StoreError(f"{speaker.name} has already been merged into another speaker.")


def _edit(speaker: Speaker, state: SpeakerState) -> SpeakerEdit:
    return SpeakerEdit(speaker.id, speaker.version, state)
