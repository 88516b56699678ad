"""OPML: lists of feeds, as feed readers exchange them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.errors import StoreError
from store.model.watches import NewWatch, WatchKind
from store.watch.addresses import AddressError, web_address

if TYPE_CHECKING:
    from collections.abc import Iterable

    from store.model.watches import Watch

MAX_BYTES = 10_000_000


def read(data: bytes) -> tuple[list[NewWatch], list[str]]:
    """Return the feeds in an OPML file, each once, and a sentence on each one left out.

    StoreError if it is not OPML.
    """
    from lxml import etree

    if len(data) > MAX_BYTES:
        raise StoreError(f"The list is larger than {MAX_BYTES:,} bytes. Is it the right file?")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        root = None
    if root is None or etree.QName(root).localname.lower() != "opml":
        raise StoreError("This is not a list of feeds (OPML).")
    feeds: dict[str, NewWatch] = {}
    left_out = []
    for outline in root.iter("outline"):
        address = next((value for name, value in outline.attrib.items() if name.lower() == "xmlurl"), "")
        if not address:
            continue
        try:
            place = str(web_address(address))
        except AddressError as error:
            left_out.append(f"{address}: {error}")
        else:
            name = (outline.get("title") or outline.get("text") or "").strip() or None
            feeds.setdefault(place, NewWatch(WatchKind.FEED, place, name))
    return list(feeds.values()), left_out


def written(watches: Iterable[Watch]) -> str:
    """Return the feeds among watches as an OPML file."""
    from lxml import etree

    root = etree.Element("opml", version="2.0")
    head, body = etree.SubElement(root, "head"), etree.SubElement(root, "body")
    etree.SubElement(head, "title").text = "Feeds watched by Pullquote"
    for watch in watches:
        if watch.kind is WatchKind.FEED:
            name = "".join(c for c in watch.name or watch.place if c.isprintable())
            etree.SubElement(body, "outline", type="rss", text=name, title=name, xmlUrl=watch.place)
    text: str = etree.tostring(root, encoding="unicode", pretty_print=True)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}'
