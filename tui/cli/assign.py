"""``pullquote assign``: quotations and articles given to people."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from newstext.in_marks import in_marks
from tui.cli import candidates
from tui.cli.common import NothingFoundError, db_option, json_option, opened_archive
from tui.cli.output import fitted, print_json, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store import Archive
    from store.model.annotations import Annotation


@click.command(short_help="Assign quotations and articles to people.")
@click.argument("ids", metavar="ID...", nargs=-1, required=True, shell_complete=candidates.articles)
@click.option("--to", "name", metavar="NAME", help="The person; me is yourself.", shell_complete=candidates.people)
@click.option("--end", is_flag=True, help="End their assignments.")
@click.option("--new", is_flag=True, help="The person is new to this store.")
@json_option
@db_option
def assign(ids: tuple[str, ...], name: str | None, end: bool, new: bool, as_json: bool) -> None:
    """Assign quotations and articles to somebody, by their ids. Settling them ends the assignment.

    The quotations are one step of undo, and each article is one. pullquote list for:me lists what is yours.
    """
    if (name is not None) + end != 1:
        raise click.UsageError("Give --to NAME or --end.")
    with opened_archive() as archive:
        quotations, articles = _chosen(archive, ids)
        assignments = archive.decisions.assignments
        if name is None:
            held = (assignments.of_article(article_id) for article_id in articles)
            given = [one for one in (*quotations, *held) if one is not None and one.state.assignment]
            changed = assignments.end(given) if given else ()
        else:
            to = " ".join(name.split()) if new else _known(archive, name)
            changed = assignments.assign(quotations, to) if quotations else ()
            changed += tuple(assignments.assign_article(article_id, to) for article_id in articles)
        for annotation in changed:
            print_json(annotation) if as_json else say(fitted(_line(archive, annotation)))
    if not changed:
        raise NothingFoundError("None of these is assigned to anybody.")


def _chosen(archive: Archive, ids: Sequence[str]) -> tuple[list[Annotation], list[str]]:
    """Return the quotations of these ids, and the ids of the articles."""
    from store.errors import NotFoundError

    quotations, articles = [], []
    for one in dict.fromkeys(ids):
        try:
            annotation = archive.annotations.get(one)
        except NotFoundError:
            articles.append(_article(archive, one))
            continue
        if annotation.is_note:
            raise click.UsageError(f"{one} is a note, not a quotation.")
        quotations.append(annotation)
    return quotations, articles


def _article(archive: Archive, one: str) -> str:
    from store.errors import AmbiguousIdError, NotFoundError

    try:
        return archive.articles.row(one).id
    except AmbiguousIdError:
        raise
    except NotFoundError as error:
        raise NothingFoundError(f"There is no quotation and no article {in_marks(one)} in this store.") from error


def _known(archive: Archive, name: str) -> str:
    asked = archive.decisions.assignments.asked(name)
    if asked.name is not None:
        return asked.name
    near = f"Did you mean {asked.near[0]}? " if asked.meant else ""
    raise NothingFoundError(f"Nobody in this store is called {in_marks(name)}. {near}--new assigns to somebody new.")


def _line(archive: Archive, annotation: Annotation) -> str:
    from tui.wording import describe

    given = annotation.state.assignment
    what = " ".join(annotation.words.split())
    if annotation.is_of_article:
        row = archive.articles.row(annotation.article_id)
        what = describe.title(row.headline, row.opening)
    return f"{f'for {given.to}' if given else 'for nobody'}: {what}"
