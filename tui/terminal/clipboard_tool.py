"""Puts what it reads on this machine's clipboard through pyperclip, and exits 0 only when that worked.

``tui.terminal.clipboard`` runs it as a program of its own: pyperclip hangs when its tool hangs, lets the tool write on
the screen, and returns as if all were well when the tool fails. From outside, it can be stopped, kept quiet and asked
how its tool ended.
"""

from __future__ import annotations

import subprocess
import sys
from typing import Any

_tools: list[subprocess.Popen[bytes]] = []


class _RememberedTool(subprocess.Popen[bytes]):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _tools.append(self)


def main() -> int:
    """Copy standard input; returns the exit status."""
    subprocess.Popen = _RememberedTool  # type: ignore[assignment, misc]
    import pyperclip

    text = sys.stdin.buffer.read().decode()
    try:
        pyperclip.copy(text)
    except pyperclip.PyperclipException:
        return 1
    return 1 if any(tool.returncode != 0 for tool in _tools) else 0


if __name__ == "__main__":
    sys.exit(main())
