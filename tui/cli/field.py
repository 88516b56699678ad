"""``pullquote field``: sets one of the newsroom's own fields of a speaker."""

from __future__ import annotations

import click

from newstext.in_marks import in_marks
from tui.cli import candidates
from tui.cli.common import NothingFoundError, configured, db_option, json_option, opened_archive
from tui.cli.output import print_json, say


@click.command(short_help="Set a field of a speaker.")
@click.argument("speaker", metavar="NAME", shell_complete=candidates.speakers)
@click.argument("field", metavar="FIELD", shell_complete=candidates.speaker_fields)
@click.argument("value", metavar="[VALUE]", required=False, shell_complete=candidates.field_values)
@click.option("--clear", is_flag=True, help="Clear the field.")
@json_option
@db_option
def field(speaker: str, field: str, value: str | None, clear: bool, as_json: bool) -> None:
    """Set a field of a speaker in the register, as the speaker describes themselves. undo undoes it.

    Your newsroom names its fields and their values in config.toml ([speakers]). They are empty until somebody sets
    them, and no export has them unless asked to.
    """
    if clear is (value is not None):
        raise click.UsageError("Give a VALUE or --clear.")
    if value is not None:
        _check(field, value)
    with opened_archive() as archive:
        known = archive.register.named(speaker)
        if known is None:
            raise NothingFoundError(f"No speaker in the register is called {in_marks(speaker[:60])}.")
        if clear and field not in dict(known.fields):
            raise NothingFoundError(f"{known.name} has no field {in_marks(field[:60])}.")
        changed = archive.register.set_field(known.id, field, value)
    if as_json:
        print_json({"id": changed.id, "name": changed.name, "fields": dict(changed.fields)})
    else:
        say(f"{changed.name}: {field} cleared." if value is None else f"{changed.name}: {field}: {value}.")


def _check(field: str, value: str) -> None:
    check_fields([field])
    values = configured().speaker_fields[field]
    if value not in values:
        raise click.UsageError(f"{in_marks(value[:60])} is not a value of {field}. Choose from {', '.join(values)}.")


def check_fields(fields: tuple[str, ...] | list[str]) -> None:
    """Raise UsageError for a field that config.toml does not name."""
    known = configured().speaker_fields
    for one in fields:
        if not known:
            raise click.UsageError("config.toml names no fields of speakers ([speakers]).")
        if one not in known:
            raise click.UsageError(f"Unknown field {in_marks(one[:60])}. config.toml names {', '.join(known)}.")
