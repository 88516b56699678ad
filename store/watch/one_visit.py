"""One visit to a web address, because a person asks for it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from store.watch.addresses import web_address
from store.watch.pages import articles_once

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newstext.article import Article
    from store.watch.addresses import WebAddress
    from store.watch.client import Client


class _OpenGate:
    """A gate for a person's own request, which waits for no turn and asks no robots.txt."""

    @contextmanager
    def passing(self, address: WebAddress) -> Iterator[None]:  # noqa: ARG002 - every address passes
        yield


def articles_at(place: str, client: Client) -> list[Article]:
    """Fetch an address and return its articles; a StoreError says why that is not possible."""
    return articles_once(place, client.fetch(web_address(place), _OpenGate()))
