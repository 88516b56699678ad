"""A program that offers its input to the X clipboard as text/html and as plain text, and exits 0 once it is there.

An X clipboard has no store: a program answers for it until another takes it. So a child stays behind and does that,
through Tk, which comes with Python and serves several types at once; the usual tools serve one.

On Wayland the compositor passes the X clipboard on, or refuses to: then its clipboard is read back, and only what has
arrived there counts.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_TYPES = {"text/html": "html", "UTF8_STRING": "text", "STRING": "text", "text/plain;charset=utf-8": "text"}
_CHARSET = '<meta http-equiv="content-type" content="text/html; charset=utf-8">'
"""Before the HTML: programs that paste it guess its encoding otherwise."""

_PASTE = ("wl-paste", "--no-newline", "--type", "text/html")
_LOOKS = 5


def main() -> int:
    """Offer ``{"text": …, "html": …}`` from standard input; return the exit status."""
    offered = json.loads(sys.stdin.buffer.read())
    offered["html"] = _CHARSET + offered["html"]
    taken, told = os.pipe()
    if child := os.fork():
        os.close(told)
        if os.read(taken, 1) and (not os.environ.get("WAYLAND_DISPLAY") or _has_arrived(offered["html"].encode())):
            return 0
        os.kill(child, signal.SIGTERM)
        return 1
    try:
        _serve(offered, lambda: os.write(told, b"."))
    finally:
        os._exit(0)


def _has_arrived(html: bytes) -> bool:
    """Whether Wayland's clipboard has the HTML, now or within a second."""
    for _ in range(_LOOKS):
        try:
            pasted = subprocess.run(_PASTE, capture_output=True, check=False).stdout  # noqa: S603  a fixed command
        except OSError:
            return False
        if pasted == html:
            return True
        time.sleep(1 / _LOOKS)
    return False


def _serve(offered: dict[str, str], ready: Callable[[], object]) -> None:
    """Answer for the clipboard until another program takes it."""
    import tkinter

    root = tkinter.Tk()
    root.withdraw()
    root.selection_own(selection="CLIPBOARD", command=root.destroy)
    for kind, name in _TYPES.items():
        root.selection_handle(_giver(offered[name]), selection="CLIPBOARD", type=kind, format="UTF8_STRING")
    root.update()
    ready()
    root.mainloop()


def _giver(value: str) -> Callable[[str, str], str]:
    return lambda start, length: value[int(start) : int(start) + int(length)]


if __name__ == "__main__":
    sys.exit(main())
