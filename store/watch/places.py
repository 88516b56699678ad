"""The places that people name to be watched: a folder, a web address, or a file with a list of feeds."""

from __future__ import annotations

from store.errors import StoreError
from store.filesystem import full_path
from store.model.watches import NewWatch, WatchKind
from store.watch import opml
from store.watch.addresses import web_address


def new_watches(place: str, *, is_article: bool = False) -> tuple[list[NewWatch], list[str]]:
    """Return the watches for a place, and a sentence on each feed of a list that is left out.

    StoreError, with the place, if it cannot be watched.
    """
    try:
        if "://" in place:
            return [NewWatch(WatchKind.ARTICLE if is_article else WatchKind.FEED, str(web_address(place)))], []
        path = full_path(place)
        if path.is_dir():
            return [NewWatch(WatchKind.FOLDER, str(path))], []
        if path.is_file():
            with path.open("rb") as file:
                return opml.read(file.read(opml.MAX_BYTES + 1))
    except StoreError as error:
        raise StoreError(f"{place}: {error}") from error
    except OSError as error:
        raise StoreError(f"{place} cannot be read: {error.strerror or error}.") from error
    raise StoreError(f"There is no folder {place}. Web addresses begin with https:// or http://.")
