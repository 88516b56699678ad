"""``pullquote store``: make a store on a server, bring it up to date, and say who works on it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from tui.cli.common import NothingFoundError, StoreUnusableError, db_option, json_option, store_address, tell
from tui.cli.output import fitted, print_json, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from store.address import Address

_ROLES = ("reader", "editor", "chief")


@click.group(short_help="Make a store on a server, and name its members.")
def store() -> None:
    """Make a store on a PostgreSQL server, bring it up to date, and name its members. A file needs none of this.

    These commands are for the owner and the chiefs of a store; docs/newsroom.md says how to begin.
    """


@store.command(short_help="Make an empty store.")
@db_option
def create() -> None:
    """Make an empty store in the database that --db names. A store that is there stays as it is."""
    _prepare("The store is ready: {}")


@store.command(short_help="Bring a store up to date.")
@db_option
def migrate() -> None:
    """Bring the store up to date with this version of Pullquote. Only its owner may."""
    _prepare("The store is up to date: {}")


@store.command(short_help="List, add and remove members.")
@click.argument("login", required=False)
@click.option("--role", type=click.Choice(_ROLES), help="Add LOGIN with this role, or change their role.")
@click.option("--name", help="The name that LOGIN's decisions carry; by default the login.")
@click.option("--remove", is_flag=True, help="Take LOGIN's role. The log keeps their name.")
@json_option
@db_option
def members(login: str | None, role: str | None, name: str | None, remove: bool, as_json: bool) -> None:
    """List the members of a store; add LOGIN with --role, or take their role with --remove.

    Readers read and keep marks of their own, editors import and decide, chiefs also name members and rebuild the index.
    """
    from store.model.members import Role

    if bool(login) != (bool(role) != remove):
        raise click.UsageError("Name a login with --role or --remove, or neither to list all members.")
    with _told() as address:
        membership = address.membership()
        if login and role:
            _tell_statements(membership.add(login, name or login, Role(role)))
            tell(f"{name or login} is {role}.")
        elif login:
            _tell_statements(membership.remove(login))
            tell(f"{login} is a member no longer.")
        else:
            for member in membership.members():
                if as_json:
                    print_json(member._asdict())
                else:
                    say(fitted(f"{member.name:<24}  {member.login:<24}  {member.role or 'removed'}"))


def _prepare(done: str) -> None:
    with _told() as address:
        _tell_statements(address.prepare())
        say(done.format(address))


def _tell_statements(statements: Sequence[str]) -> None:
    if statements:
        tell("Your login may not do all of this. Have an administrator run these lines, and repeat the command.")
        for statement in statements:
            say(statement)


@contextmanager
def _told() -> Iterator[Address]:
    from store.errors import NotFoundError, StoreError

    try:
        yield store_address()
    except NotFoundError as error:
        raise NothingFoundError(str(error)) from error
    except StoreError as error:
        raise StoreUnusableError(str(error)) from error
