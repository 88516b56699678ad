"""A program that offers its input to the X clipboard as text/html and as plain text, and exits 0 once it is there.

An X clipboard has no store: a program answers for it until another takes it. So a child stays behind and does that,
through Tk, which comes with Python and serves several types at once; the usual tools serve one.
"""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_TYPES = {"text/html": "html", "UTF8_STRING": "text", "STRING": "text", "text/plain;charset=utf-8": "text"}
_CHARSET = '<meta http-equiv="content-type" content="text/html; charset=utf-8">'
"""Before the HTML: programs that paste it guess its encoding otherwise."""


def main() -> int:
    """Offer ``{"text": …, "html": …}`` from standard input; return the exit status."""
    offered = json.loads(sys.stdin.buffer.read())
    offered["html"] = _CHARSET + offered["html"]
    taken, told = os.pipe()
    if os.fork():
        os.close(told)
        return 0 if os.read(taken, 1) else 1
    try:
        _serve(offered, lambda: os.write(told, b"."))
    finally:
        os._exit(0)


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
