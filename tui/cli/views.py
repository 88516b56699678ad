"""``pullquote views``: the saved views, what is new in them, and whose they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from newstext.in_marks import in_marks
from tui.cli import candidates
from tui.cli.common import NothingFoundError, db_option, json_option, opened_archive
from tui.cli.filters import narrowed
from tui.cli.list_and_search import SORTS
from tui.cli.output import beside, print_json, say

if TYPE_CHECKING:
    from store import Archive
    from store.model.lists import View

_shared = click.option("--for-all", "shared", is_flag=True, help="The view is one that all desks share.")


@click.group(invoke_without_command=True, short_help="List saved views and what is new in them.")
@json_option
@db_option
@click.pass_context
def views(context: click.Context, as_json: bool) -> None:
    """List your saved views, those of all desks and For me, with their articles and what came since you looked.

    You look at a view at the desk; this list leaves it as new.
    """
    if context.invoked_subcommand is not None:
        return
    with opened_archive() as archive:
        for counted in archive.views.counts():
            view = counted.view
            if as_json:
                print_json(view._asdict() | {"articles": counted.articles, "new": counted.new})
                continue
            new = f"{counted.new:,} new of " if counted.new else ""
            whose = f"  (for all, by {view.made_by})" if view.made_by else ""
            say(beside(f"{view.name}{whose}", f"{new}{counted.articles:,}"))


@views.command(short_help="Save a view.")
@click.argument("name")
@click.argument("filters", nargs=-1, shell_complete=candidates.filters)
@click.option("--sort", type=click.Choice(list(SORTS)), default=SORTS[0], show_default=True, help="The sort order.")
@_shared
@db_option
def save(name: str, filters: tuple[str, ...], sort: str, shared: bool) -> None:
    """Save filters as a view under a NAME, for you or for all desks. It replaces the one of this name there."""
    from store.model.lists import ArticleOrder, View

    view = View(" ".join(name.split()), narrowed(filters), ArticleOrder(sort.replace("-", " ")))
    if not view.name:
        raise click.UsageError("The name is empty.")
    with opened_archive() as archive:
        archive.views.save(view, shared=shared)
    say(f"Saved {in_marks(view.name)}{', for all desks' if shared else ''}.")


@views.command(short_help="Rename a view.")
@click.argument("name", shell_complete=candidates.views)
@click.argument("new")
@_shared
@db_option
def rename(name: str, new: str, shared: bool) -> None:
    """Rename one of your views, or with --for-all one that all desks share."""
    with opened_archive() as archive:
        view = _saved(archive, name, shared)
        archive.views.rename(view, " ".join(new.split()))
    say(f"Renamed {in_marks(view.name)} to {in_marks(' '.join(new.split()))}.")


@views.command(short_help="Remove a view.")
@click.argument("name", shell_complete=candidates.views)
@_shared
@db_option
def remove(name: str, shared: bool) -> None:
    """Remove one of your views, or with --for-all one that all desks share."""
    with opened_archive() as archive:
        view = _saved(archive, name, shared)
        archive.views.remove(view)
    by = f", which {view.made_by} made" if view.made_by not in (None, archive.actor) else ""
    say(f"Removed {in_marks(view.name)}{by}.")


def _saved(archive: Archive, name: str, shared: bool) -> View:
    for view in archive.views.all():
        if (view.made_by is not None) == shared and view.name.casefold() == " ".join(name.split()).casefold():
            return view
    whose = "No view of all desks" if shared else "None of your views"
    raise NothingFoundError(f"{whose} is called {in_marks(name[:60])}. pullquote views lists them.")
