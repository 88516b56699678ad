"""Where the program starts. Called alone it opens the desk, which needs nothing of the command line and loads none."""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING

from tui.settings import paths
from tui.terminal import standard_streams, tty
from tui.terminal.safe_text import visible

if TYPE_CHECKING:
    from pathlib import Path

EXIT_USAGE = 2
EXIT_STORE = 4

NO_TERMINAL = "The desk needs a terminal that it can draw on. See pullquote --help for what works without one."


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
            status = _refusal(error.sentence, EXIT_USAGE)
    except Exception as error:  # noqa: BLE001 - whatever it is: one sentence, and the traceback in its report
        from tui.kernel.faults import EXIT_FAULT, told

        status = _refusal(told(error), EXIT_FAULT)
    sys.exit(status)


def _run() -> None:
    # A shell that completes a command line calls the program alone too.
    if "_PULLQUOTE_COMPLETE" in os.environ:
        from tui.cli import completion

        completion.register()
    elif len(sys.argv) == 1:
        sys.exit(desk())
    from tui.cli.main import pullquote

    pullquote(prog_name="pullquote")


def desk(path: Path | None = None) -> int:
    """Open the desk on a store, which is made when it is missing; return the program's exit status."""
    if not tty.is_there():
        return _refusal(NO_TERMINAL, EXIT_USAGE)
    gc.disable()  # Nothing that a start makes is garbage; the desk collects from its first paint on.
    from store import Archive
    from store.errors import StoreError
    from store.filesystem import network_warning
    from tui.settings.config import ConfigError, load

    try:
        config = load()
        path = path or paths.store_path()
        person = paths.person(config.name)
        with Archive.open(path, actor=person.name) as archive:
            for warning in filter(None, (network_warning(path), paths.name_warning(person))):
                sys.stderr.write(f"{visible(warning)}\n")
            from tui.app import open_desk

            open_desk(archive, config)
    except ConfigError as error:
        return _refusal(str(error), EXIT_USAGE)
    except (StoreError, paths.NoPlaceError) as error:
        return _refusal(str(error), EXIT_STORE)
    return 0


def _refusal(sentence: str, status: int) -> int:
    sys.stderr.write(f"{visible(sentence)}\n")
    return status
