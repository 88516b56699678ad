"""The client for web addresses, as config.toml sets it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.settings.config import ConfigError

if TYPE_CHECKING:
    from store.watch.client import Client
    from tui.settings.config import Config


def web_client(config: Config) -> Client:
    """Return a client that reaches the private servers named in ``[watch]``; ConfigError if a name is impossible."""
    from store.watch.addresses import AddressError, Allowed
    from store.watch.client import Client
    from store.watch.credentials import authorization

    try:
        allowed = Allowed.named(config.watch.allow)
    except AddressError as error:
        raise ConfigError(f"[watch] allow in config.toml: {error}") from error
    return Client(allowed=allowed, contact=config.watch.contact, credentials=authorization)
