"""The list of licences, the lock files and the services follow the program; `make release` checks the rest."""

from __future__ import annotations

import re
import shlex
import tomllib
from pathlib import Path

import click
import pytest

import newstext
from tui.cli.main import pullquote

HOUSE = Path(__file__).parents[2]
PACKAGING = HOUSE / "packaging"
SERVICES = sorted((PACKAGING / "systemd").glob("*.service"))


def locked(file: Path) -> dict[str, str]:
    """Return the packages of a lock file, each with its version, a semicolon and the platforms that it is for."""
    found = re.findall(r"^([a-z0-9.-]+)==(.*?) \\$", file.read_text(), re.MULTILINE)
    return dict(found)


def test_the_licence_of_every_package_is_listed() -> None:
    everything = locked(PACKAGING / "everything.lock")
    [table] = re.findall(
        r"\| package \| licence \|\n\|---\|---\|\n((?:\|.*\n)+)", (PACKAGING / "LICENCES.md").read_text()
    )
    listed = set(re.findall(r"^\| (\S+) \|", table, re.MULTILINE))

    assert listed <= everything.keys()
    assert {name for name, version in everything.items() if ";" not in version} <= listed


def test_everything_is_locked_with_the_versions_that_are_tested() -> None:
    everything, tested = locked(PACKAGING / "everything.lock"), locked(HOUSE / "requirements-dev.lock")
    extras = tomllib.loads((HOUSE / "pyproject.toml").read_text())["project"]["optional-dependencies"]
    asked = {line for name, lines in extras.items() if name not in ("build", "dev", "docs") for line in lines}

    assert all(tested[name].split(" ;")[0] == version.split(" ;")[0] for name, version in everything.items())
    assert {re.split(r"[<>=\[]", line)[0] for line in asked} <= everything.keys()


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
def test_a_service_runs_a_command_that_there_is(service: Path) -> None:
    [line] = re.findall(r"^ExecStart=(.*)$", service.read_text(), re.MULTILINE)
    program, *words = shlex.split(line)
    command: click.Command | None = pullquote
    context = click.Context(pullquote)
    while isinstance(command, click.Group):
        command = command.get_command(context, words.pop(0))
    assert command is not None
    options = {name for option in command.params for name in option.opts}

    assert program == "/opt/pullquote/bin/pullquote"
    assert {word for word in words if word.startswith("--")} <= options


def test_the_change_log_begins_with_this_version() -> None:
    [first, *_] = re.findall(r"^## (.*)$", (HOUSE / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert newstext.__version__ in first
