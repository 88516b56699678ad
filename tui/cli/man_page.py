"""The manual page ``pullquote(1)``, made from the commands themselves when the wheel is built."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import click

import newstext
from tui.cli.main import pullquote

if TYPE_CHECKING:
    from collections.abc import Iterator

_SIGNS = str.maketrans({"\\": r"\e", "-": r"\-", "'": r"\(aq", "“": r"\(lq", "”": r"\(rq"})
"""Signs that mean more to roff, or that it would set as others."""
_ENVIRONMENT = {
    "PULLQUOTE_DB": "The store without --db; by default it is in your user data folder.",
    "PULLQUOTE_USER": "The name your decisions are logged under; by default your login name.",
    "PULLQUOTE_COPY_COMMAND": "A command that receives your copies on its standard input.",
    "NO_COLOR": "Draw the desk without colours.",
}
_STATUSES = {
    "0": "Done.",
    "1": "Nothing found, findings (check), or a colleague has decided otherwise meanwhile.",
    "2": "Wrong use, or the result cannot be written.",
    "3": "Something could not be read; the rest was done.",
    "4": "The store cannot be used.",
    "70": "An unexpected error.",
    "130": "Stopped by ctrl-C.",
}


def page() -> str:
    """Return the page in the format of man(7)."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield f'.TH PULLQUOTE 1 "" "Pullquote {newstext.__version__}" "User Commands"'
    yield from (".SH NAME", r"pullquote \- read articles, settle who said what, and copy quotations with their credit")
    yield from (".SH SYNOPSIS", ".B pullquote", "[\\fIOPTIONS\\fR] [\\fICOMMAND\\fR [\\fIARGS\\fR]...]")
    yield from (".SH DESCRIPTION", *_text(pullquote.help or ""))
    context = click.Context(pullquote, info_name="pullquote", **pullquote.context_settings)
    yield from (".SH OPTIONS", *_options(pullquote, context))
    yield from (".SH COMMANDS", *_commands(pullquote, context))
    yield ".SH ENVIRONMENT"
    yield from _terms(_ENVIRONMENT)
    yield ".SH EXIT STATUS"
    yield from _terms(_STATUSES)


def _commands(group: click.Group, context: click.Context) -> Iterator[str]:
    for name in group.list_commands(context):
        command = cast("click.Command", group.get_command(context, name))
        inner = click.Context(command, info_name=name, parent=context, **command.context_settings)
        pieces = " ".join(command.collect_usage_pieces(inner))
        yield f".SS {_escaped(f'{inner.command_path} {pieces}')}"
        yield from _text(command.help or "")
        yield from _options(command, inner)
        if isinstance(command, click.Group):
            yield from _commands(command, inner)


def _options(command: click.Command, context: click.Context) -> Iterator[str]:
    for parameter in command.get_params(context):
        record = parameter.get_help_record(context)
        if record is not None and record[1]:
            yield from _terms(dict([record]))


def _terms(told: dict[str, str]) -> Iterator[str]:
    for term, words in told.items():
        yield from (".TP", f".B {_escaped(term)}", _escaped(words))


def _text(words: str) -> Iterator[str]:
    """Yield paragraphs; those that click leaves as they are typed stay so."""
    for paragraph in words.split("\f")[0].strip().split("\n\n"):
        lines = [line.strip() for line in paragraph.split("\n")]
        if lines[0] == "\b":
            yield from (".PP", ".nf", *map(_escaped, lines[1:]), ".fi")
        else:
            yield from (".PP", _escaped(" ".join(lines)))


def _escaped(line: str) -> str:
    """Return a line whose dashes stay dashes, and that begins no request of roff."""
    return (r"\&" if line.startswith(".") else "") + line.translate(_SIGNS)
