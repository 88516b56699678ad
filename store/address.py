"""Where a store is, as a person names it, and the engine that serves it.

A new engine is one line in ``_ENGINES``. Nothing of an engine is imported before an address names it.
"""

from __future__ import annotations

import importlib
import os
import re
from typing import TYPE_CHECKING, Protocol, cast

from store.errors import ForeignFileError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from store.engine import Engine

_ENGINES: dict[str | None, str] = {None: "store.sqlite.address"}
"""The scheme of an address (None: it has none) to the module with ``address(text)`` for such addresses."""

# A Path has made one slash of two. A drive of Windows is one letter.
_SCHEME = re.compile(r"\s*([a-z][a-z0-9+.-]+):/", re.IGNORECASE)


class Address(Protocol):
    """Where one store is. ``str`` shows it to people, without any password."""

    def exists(self) -> bool:
        """Whether there is a store, as far as that can be seen."""

    def files(self) -> Iterable[Path]:
        """Return the files that the store is kept in, there or not; none for a store that is not in files."""

    def open(self) -> Engine:
        """Open the store; a missing one is made, an older one migrated."""


def address(named: str | Path) -> Address:
    """Return the address that a person wrote; StoreError, without any password, when no engine serves it."""
    text = os.fspath(named)
    found = _SCHEME.match(text)
    scheme = found and found[1].lower()
    if scheme not in _ENGINES:
        raise ForeignFileError(
            f"A store is a file on this machine, and “{found and found[1]}:” begins an address. Name a file instead."
        )
    return cast("Address", importlib.import_module(_ENGINES[scheme]).address(text))
