"""The opening of the desk, with or without the command line."""

from __future__ import annotations

import gc
import sys
from contextlib import nullcontext
from typing import TYPE_CHECKING

from tui.cli.exits import EXIT_STORE, EXIT_USAGE, NO_TERMINAL, refusal
from tui.settings import paths
from tui.terminal import tty
from tui.terminal.safe_text import visible

if TYPE_CHECKING:
    from store import Archive
    from tui.serving.handover import Handover
    from tui.settings.config import Config

WRONG_LOGIN = "The store’s server does not take this login and password. Check both, and type them again."
NO_MEMBER = (
    "The store’s server does not let “{}” in. Ask a chief of the store to make you a member, and its administrator"
    " whether pg_ident.conf names this login."
)


def open_desk(named: str | None = None) -> int:
    """Open the desk on a store, creating it if missing; return the exit status."""
    if not tty.is_there():
        return refusal(NO_TERMINAL, EXIT_USAGE)
    return _open(named, None)


def open_served_desk(handover: Handover) -> int:
    """Open the desk for a browser; return the exit status. Standard output goes to ``pullquote serve``."""
    return _open(handover.store, handover)


def _open(named: str | None, handover: Handover | None) -> int:
    gc.disable()  # Starting makes no garbage. The desk collects after its first paint.
    from store import Archive
    from store.address import address as parsed
    from store.errors import AwayError, StoreError, WrongLoginError
    from tui.settings.config import ConfigError, load

    try:
        config = load()
        person = paths.person(config.name)
        address = named or paths.store_address()
        place = parsed(address)
        if handover is not None and handover.login is not None:
            place = place.as_member(handover.login, handover.password)
        with Archive.open(place, actor=person.name, indirect_from=config.suggest_indirect) as archive:
            for warning in filter(None, (*archive.integrity.warnings(), paths.name_warning(person))):
                sys.stderr.write(f"{visible(warning)}\n")
            _show(archive, config, address, handover)
    except ConfigError as error:
        return refusal(str(error), EXIT_USAGE)
    except WrongLoginError as error:
        return refusal(_not_let_in(handover) or str(error), EXIT_STORE)
    except AwayError as error:
        return refusal(f"{error}{_waiting(str(place))}", EXIT_STORE)
    except (StoreError, paths.NoPlaceError) as error:
        return refusal(str(error), EXIT_STORE)
    return 0


def _not_let_in(handover: Handover | None) -> str | None:
    """Return the sentence for a person at a browser whose login the server refused; None at a terminal."""
    if handover is None or handover.login is None:
        return None
    return NO_MEMBER.format(handover.login) if handover.password is None else WRONG_LOGIN


def _show(archive: Archive, config: Config, address: str, handover: Handover | None) -> None:
    from tui.cli.desk_watch import watching

    # A server that many share is watched for by one process, not by every desk.
    watches = config.watch.at_desk and not (handover and handover.is_shared)
    with watching(archive, address) if watches else nullcontext():
        if handover is not None:
            from tui.serving.desk import open_desk as show_served_desk

            show_served_desk(archive, config, handover)
        else:
            from tui.app import open_desk as show_desk

            show_desk(archive, config)


def _waiting(shown: str) -> str:
    """Return the sentence on the decisions that wait here for a store that is away; empty without any."""
    from store.pending.file import left_over
    from tui.wording.pending import waits

    count = sum(len(left.waiting) for left in left_over(paths.pending_folder()) if left.owner.shown == shown)
    return f" {waits(count)}; your next desk offers them. pullquote pending lists them." if count else ""
