"""The manual page, made from the commands. That the wheel installs it is in test_wheel.py."""

from __future__ import annotations

import re
import shutil
import subprocess

import click
import pytest

from tui.cli.main import pullquote
from tui.cli.man_page import page


def test_roff_sets_the_manual_page_with_every_command_and_its_options() -> None:
    if not shutil.which("groff"):
        pytest.skip("groff is not installed here")
    ran = subprocess.run(
        ["groff", "-man", "-Tutf8", "-ww", "-P-c"], input=page().encode(), capture_output=True, timeout=60, check=True
    )
    assert ran.stderr == b"", "roff complains"
    shown = re.sub(".\x08", "", ran.stdout.decode())
    for name in pullquote.list_commands(click.Context(pullquote)):
        assert f"pullquote {name} [OPTIONS]" in shown
    assert "--against SOURCE" in shown
    assert "pullquote watch add [OPTIONS]" in shown
    assert "-h, --help" in shown
