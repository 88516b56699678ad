"""A program that copies its input to this machine's clipboard with pyperclip, and exits 0 only on success.

``tui.terminal.clipboard`` runs it as a process of its own: pyperclip hangs when its tool hangs, lets the tool write to
the screen, and returns normally when the tool fails. A process can be stopped, silenced and asked for its exit status.
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
    """Copy standard input; return the exit status."""
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
