"""The build's hook that puts the manual page into the wheel. The page is made from the commands as they are built."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ManPageHook(BuildHookInterface):
    """Adds ``share/man/man1/pullquote.1`` to what the wheel installs beside the packages."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the page to a scratch folder, and name it to the builder; an editable install has none."""
        if version == "editable":
            return
        sys.path.insert(0, self.root)
        from tui.cli.man_page import page

        self._folder = tempfile.TemporaryDirectory()
        file = Path(self._folder.name) / "pullquote.1"
        file.write_text(page(), encoding="utf-8")
        build_data["shared_data"][str(file)] = "share/man/man1/pullquote.1"
