"""Programs that the release runs: those of ``tools.lock``, and this machine's."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_HIDDEN = ("PYTHONPATH", "VIRTUAL_ENV")
"""Variables that would show a program what is installed around this checkout."""


class Programs:
    """Runs programs by name; those of the tools' environment come first."""

    def __init__(self, tools: Path) -> None:
        self._tools = tools

    def path(self, name: str | Path) -> str:
        """Return the path of a program of the tools; others stay as they are."""
        here = self._tools / name
        return str(here if here.exists() else name)

    def has(self, name: str) -> bool:
        """Whether a program is here."""
        return shutil.which(self.path(name)) is not None

    def works(self, *command: str | Path) -> bool:
        """Run a program; return whether it succeeds."""
        return self.has(str(command[0])) and self._run(command, None, {}).returncode == 0

    def __call__(self, *command: str | Path, cwd: Path | None = None, **environment: str) -> str:
        """Run a program; return what it prints. A failure ends the release."""
        ran = self._run(command, cwd, environment)
        if ran.returncode:
            sys.exit(f"{ran.stdout}{ran.stderr}\nFailed: {' '.join(map(str, command))}")
        return ran.stdout

    def _run(
        self, command: tuple[str | Path, ...], cwd: Path | None, environment: dict[str, str]
    ) -> subprocess.CompletedProcess[str]:
        name, *arguments = command
        clean = {key: value for key, value in os.environ.items() if key not in _HIDDEN}
        return subprocess.run(  # noqa: S603  the release's own commands
            [self.path(name), *map(str, arguments)],
            cwd=cwd,
            env=clean | environment,
            capture_output=True,
            text=True,
            check=False,
        )
