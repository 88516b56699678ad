"""Shared by commands: options, opening the store, errors and exit statuses."""

from __future__ import annotations

from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Any, TypeVar

import click

from tui.cli.exits import EXIT_NOTHING_FOUND, EXIT_STORE, EXIT_USAGE, NO_TERMINAL
from tui.settings import paths
from tui.terminal import tty
from tui.terminal.safe_text import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from store import Archive
    from store.address import Address
    from tui.settings.config import Config

_DB = "pullquote.db"

PATH = click.Path(readable=False)
"""A path, which shells complete; whoever opens it says what is wrong with it."""

_LONGEST = 2_000
"""Characters of a sentence; paths have up to a thousand."""
_MOST = 2**31
"""More rows than a store has, and no number that SQLite could not take."""

F = TypeVar("F", bound="Callable[..., Any]")


class Trouble(click.ClickException):
    """Ends the program with one sentence for a person and the exit status for a program."""

    def show(self, file: IO[Any] | None = None) -> None:  # noqa: ARG002  click's own signature
        tell(self.message)


class NothingFound(Trouble):
    """There is nothing of what was asked for."""

    exit_code = EXIT_NOTHING_FOUND


class NoTerminal(Trouble):
    """The desk was asked for where it cannot be drawn."""

    exit_code = EXIT_USAGE


class WrongConfig(Trouble):
    """config.toml says something that is not understood."""

    exit_code = EXIT_USAGE


class StoreTrouble(Trouble):
    """The store cannot be used."""

    exit_code = EXIT_STORE


def tell(sentence: str) -> None:
    """Print a message on standard error, so that programs can read the result alone."""
    click.echo(visible(shortened(sentence)), err=True)


def shortened(sentence: str) -> str:
    """Return a sentence without its middle when it quotes more than anybody reads."""
    if len(sentence) <= _LONGEST:
        return sentence
    return f"{sentence[: _LONGEST // 2]} … {sentence[-_LONGEST // 4 :]}"


def db_option(command: F) -> F:
    """Add ``--db``, which may stand before the command's name or after it."""
    option = click.option(
        "--db", type=PATH, metavar="FILE", expose_value=False, callback=_remember_db, help="The store to use."
    )
    return option(command)


def json_option(command: F) -> F:
    """Add ``--json`` as the argument ``as_json``."""
    return click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line, for programs.")(command)


def limit_option(default: int | None = None) -> Callable[[F], F]:
    """Add ``--limit`` as the argument ``limit``."""
    return click.option(
        "--limit",
        type=click.IntRange(min=1),
        default=default,
        show_default=default is not None,
        callback=lambda _context, _parameter, limit: limit and min(limit, _MOST),
        help="Show at most this many.",
    )


def named_store() -> str:
    """Return what the command line names as the store."""
    try:
        return paths.store_address(click.get_current_context().meta.get(_DB))
    except paths.NoPlaceError as error:
        raise StoreTrouble(str(error)) from error


def store_address() -> Address:
    """Return the address of the store that the command line names."""
    from store.address import address
    from store.errors import StoreError

    try:
        return address(named_store())
    except StoreError as error:
        raise StoreTrouble(str(error)) from error


@contextmanager
def opened_archive(named: str | None = None, *, make: bool = False) -> Iterator[Archive]:
    """Open the store for a command. Without ``make``, a missing store means "nothing found"."""
    if not make and not (address := store_address()).exists():
        raise NothingFound(f"There is no store at {address} yet. Bring in copy with: pullquote import FILE")
    from store import Archive
    from store.errors import NotFoundError, StoreError

    try:
        person = paths.person(configured().name)
        with Archive.open(named or named_store(), actor=person.name) as archive:
            for warning in filter(None, (*archive.integrity.warnings(), paths.name_warning(person))):
                tell(warning)
            yield archive
    except NotFoundError as error:
        raise NothingFound(str(error)) from error
    except StoreError as error:
        raise StoreTrouble(str(error)) from error


def configured() -> Config:
    """Return what config.toml says."""
    from tui.settings.config import ConfigError, load

    try:
        return load()
    except ConfigError as error:
        raise WrongConfig(str(error)) from error


def end_unless(found: bool, sentence: str) -> None:
    """Exit with "nothing found" and a sentence, unless something was found."""
    if not found:
        raise NothingFound(sentence)


def need_a_terminal() -> None:
    """Exit as wrong use when there is no terminal for the desk."""
    if not tty.is_there():
        raise NoTerminal(NO_TERMINAL)


def _remember_db(context: click.Context, _parameter: click.Parameter, value: str | None) -> None:
    if value is None:
        return
    if not value.strip():
        raise click.BadParameter("there is no file name in it. Is the variable set that it comes from?")
    context.meta[_DB] = value
