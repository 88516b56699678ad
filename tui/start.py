"""The program's entry point. Without arguments it opens the desk, and does not load the command line."""

from __future__ import annotations

import os
import sys

from tui.cli.exits import EXIT_USAGE, refusal
from tui.terminal import standard_streams


def main() -> None:
    """Run the program ``pullquote``."""
    standard_streams.prepare()
    status: str | int | None = None
    try:
        try:
            _run()
        except SystemExit as ended:
            status = ended.code
        sys.stdout.flush()
    except standard_streams.OutputError as error:
        standard_streams.discard_output()
        if not error.reader_left:
            status = refusal(error.sentence, EXIT_USAGE)
    except Exception as error:  # noqa: BLE001 - one sentence for any error; the traceback is in its report
        from tui.kernel.faults import EXIT_FAULT, told

        status = refusal(told(error), EXIT_FAULT)
    sys.exit(status)


def _run() -> None:
    # A shell that completes a command line passes no arguments either.
    if "_PULLQUOTE_COMPLETE" in os.environ:
        from tui.cli import completion

        completion.register()
    elif len(sys.argv) == 1:
        from tui.cli.open_desk import open_desk

        sys.exit(open_desk())
    from tui.cli.main import pullquote

    pullquote(prog_name="pullquote")
