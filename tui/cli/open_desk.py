"""The opening of the desk, with or without the command line."""

from __future__ import annotations

import gc
import sys
from contextlib import nullcontext

from tui.cli.exits import EXIT_STORE, EXIT_USAGE, NO_TERMINAL, refusal
from tui.settings import paths
from tui.terminal import tty
from tui.terminal.safe_text import visible


def open_desk(named: str | None = None) -> int:
    """Open the desk on a store, creating it if missing; return the exit status."""
    if not tty.is_there():
        return refusal(NO_TERMINAL, EXIT_USAGE)
    gc.disable()  # Starting makes no garbage. The desk collects after its first paint.
    from store import Archive
    from store.errors import StoreError
    from tui.settings.config import ConfigError, load

    try:
        config = load()
        person = paths.person(config.name)
        address = named or paths.store_address()
        with Archive.open(address, actor=person.name, indirect_from=config.suggest_indirect) as archive:
            for warning in filter(None, (*archive.integrity.warnings(), paths.name_warning(person))):
                sys.stderr.write(f"{visible(warning)}\n")
            from tui.app import open_desk as show_desk
            from tui.cli.desk_watch import watching

            with watching(archive, address) if config.watch.at_desk else nullcontext():
                show_desk(archive, config)
    except ConfigError as error:
        return refusal(str(error), EXIT_USAGE)
    except (StoreError, paths.NoPlaceError) as error:
        return refusal(str(error), EXIT_STORE)
    return 0
