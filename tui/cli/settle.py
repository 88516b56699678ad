"""``pullquote settle``, ``name``, ``remove`` and ``undo``: the decisions of the desk, for scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tui.cli import candidates
from tui.cli.common import NothingFoundError, db_option, end_unless, json_option, opened_archive
from tui.cli.output import fitted, print_json, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from store import Archive
    from store.model.annotations import Annotation

_DECISIONS = {"accept": "accepted", "reject": "rejected", "skip": "skipped", "verify": "verified"}
_TERMS = ("on", "background", "deep", "off", "unknown")


@click.command(short_help="Settle quotations by their ids.")
@click.argument("decision", type=click.Choice(list(_DECISIONS)))
@click.argument("quotations", metavar="QUOTATION...", nargs=-1, required=True, shell_complete=candidates.quotations)
@click.option("--against", metavar="SOURCE", default="", help="What a second reader checked the words against.")
@json_option
@db_option
def settle(decision: str, quotations: tuple[str, ...], against: str, as_json: bool) -> None:
    """Settle quotations by their ids, in one step of undo. Each one verified is a step of its own.

    show prints the ids. A quotation that an update changed has to be compared first, at the desk or in a review.
    """
    from store.model.annotations import Status

    if against and decision != "verify":
        raise click.UsageError("--against belongs to verify.")
    status = Status(_DECISIONS[decision])
    with opened_archive() as archive:
        chosen = _chosen(archive, quotations, compared=status in (Status.REJECTED, Status.SKIPPED))
        if status is Status.VERIFIED:
            _tell(_verified(archive, chosen, against), as_json)
        else:
            _tell(archive.decisions.settle(chosen, status), as_json)


@click.command(short_help="Remove quotations or notes.")
@click.argument("quotations", metavar="QUOTATION...", nargs=-1, required=True, shell_complete=candidates.quotations)
@json_option
@db_option
def remove(quotations: tuple[str, ...], as_json: bool) -> None:
    """Remove quotations or notes by their ids, in one step of undo. Their history stays in the log."""
    from store.model.annotations import Status

    with opened_archive() as archive:
        chosen = [archive.annotations.get(one) for one in dict.fromkeys(quotations)]
        _tell(archive.decisions.settle(chosen, Status.REMOVED), as_json)


@click.command(short_help="Name the speaker of a quotation.")
@click.argument("quotation", metavar="QUOTATION", shell_complete=candidates.quotations)
@click.argument("speaker", metavar="NAME", nargs=-1, shell_complete=candidates.speakers)
@click.option("--unknown", is_flag=True, help="Nobody knows who said it.")
@click.option("--unnamed", metavar="WORDS", help="The description of a source that is not named.")
@click.option("--reason", metavar="WORDS", help="Why the source is not named.")
@click.option("--terms", type=click.Choice(_TERMS), help="The terms on which it was said.")
@json_option
@db_option
def name(
    quotation: str,
    speaker: tuple[str, ...],
    unknown: bool,
    unnamed: str | None,
    reason: str | None,
    terms: str | None,
    as_json: bool,
) -> None:
    """Name the speaker of a quotation by its id, which accepts it. A new name enters the register."""
    from store.model.annotations import Record
    from store.model.speakers import Attribution
    from tui.wording import describe

    if bool(speaker) + unknown + (unnamed is not None) != 1:
        raise click.UsageError("Give a NAME, --unnamed WORDS or --unknown.")
    if reason and unnamed is None:
        raise click.UsageError("--reason belongs to --unnamed.")
    who = Attribution(" ".join(speaker), Record(terms) if terms else None, unnamed, reason)
    with opened_archive() as archive:
        [annotation] = _chosen(archive, [quotation])
        is_known = describe.is_said_by(annotation, who)
        _tell([annotation if is_known else archive.decisions.attribute(annotation, who)], as_json)


@click.command(short_help="Undo your latest decision.")
@click.option("--redo", is_flag=True, help="Redo your latest undo instead.")
@click.option("--rest", is_flag=True, help="Leave alone what others have changed since, and undo the rest.")
@json_option
@db_option
def undo(redo: bool, rest: bool, as_json: bool) -> None:
    """Undo your latest decision, made at the desk or here. Bulk steps are undone as a whole."""
    from store.errors import ConflictError, SpeakerConflictError
    from tui.wording import events

    with opened_archive() as archive:
        way = archive.decisions.redo if redo else archive.decisions.undo
        try:
            taken = way()
        except (ConflictError, SpeakerConflictError) as error:
            if not rest or error.step is None:
                raise
            taken = way([error.step])
    end_unless(taken is not None, f"Nothing to {'redo' if redo else 'undo'}.")
    assert taken is not None
    if as_json:
        print_json(taken)
        return
    say(f"{'Redone' if redo else 'Undone'}: {events.wording(taken.action).step}.")
    _tell(taken.annotations, as_json)


def _chosen(archive: Archive, ids: Iterable[str], *, compared: bool = False) -> list[Annotation]:
    """Return quotations by their ids. ``compared``: also those that an update changed since somebody settled them."""
    from store.model.annotations import Status

    chosen = [archive.annotations.get(one) for one in dict.fromkeys(ids)]
    for annotation in chosen:
        if annotation.is_note:
            raise click.UsageError(f"{annotation.id} is a note, not a quotation.")
        if annotation.state.status is Status.STALE and not compared:
            raise NothingFoundError(
                f"An update changed {annotation.id}. Compare the words first: pullquote review --plain shows both."
            )
    return chosen


def _verified(archive: Archive, chosen: Sequence[Annotation], against: str) -> list[Annotation]:
    for citation in archive.annotations.cite([annotation.id for annotation in chosen]):
        if not citation.may_be_verified_by(archive.actor):
            raise NothingFoundError(
                f"{citation.annotation.id} is not accepted by somebody else: only a second reader can verify it."
            )
    return [archive.remarks.verify(annotation, against) for annotation in chosen]


def _tell(changed: Iterable[Annotation], as_json: bool) -> None:
    from tui.wording import describe

    for annotation in changed:
        if as_json:
            print_json(annotation)
            continue
        words = " ".join(annotation.words.split())
        say(fitted(f"{describe.STATUS_WORDS[annotation.state.status]}: {describe.who(annotation)}: {words}"))
