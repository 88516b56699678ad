"""The process of a desk in a browser. ``pullquote serve`` starts it, never a person."""

from __future__ import annotations

import sys

from tui.cli.exits import refusal
from tui.cli.open_desk import open_served_desk
from tui.serving.handover import received
from tui.terminal import standard_streams


def main() -> int:
    """Run the desk; return the exit status. The last line on standard error is for the person."""
    standard_streams.prepare()
    try:
        return open_served_desk(received())
    except Exception as error:  # noqa: BLE001 - one sentence for any error; the traceback is in its report
        from tui.kernel.faults import EXIT_FAULT, told

        return refusal(told(error), EXIT_FAULT)


if __name__ == "__main__":
    sys.exit(main())
