"""An export at the desk: settled quotations into a file, in a format that other programs read."""

from __future__ import annotations

import asyncio
import os
import stat
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tui.base.path_prompt import PathPrompt
from tui.base.prompt import Prompt
from tui.kernel.threads import Threads
from tui.settings.paths import NoPlaceError, full_path
from tui.transfer import target
from tui.wording import describe

if TYPE_CHECKING:
    from collections.abc import Callable

    from store import Archive
    from store.exchange import Export
    from store.model.lists import ArticleFilter
    from tui.base.host_screen import HostScreen
    from tui.kernel.browser import Browser

FORM_WORDS = {
    "markdown": ("md", "to read or paste: words, speaker and source"),
    "csv": ("csv", "a table, for spreadsheets"),
    "jsonl": ("jsonl", "everything, for scripts and for another store"),
    "w3c": ("json", "Web Annotation, for other annotation tools"),
    "hypothesis": ("json", "annotations for Hypothesis"),
    "doccano": ("jsonl", "labelled text, to train a model"),
    "csl": ("json", "references, for citation programs (CSL-JSON)"),
    "ris": ("ris", "references, for Zotero, EndNote and others"),
    "bibtex": ("bib", "references, for LaTeX"),
    "schema": ("json", "schema.org in JSON-LD, for web pages"),
}
"""The ending of a format's files, and its purpose."""
_WORKING = "exporting …"
_REPLACE, _KEEP = "replace it", "keep it, and choose another name"


class _Wish(NamedTuple):
    """The quotations of ``narrowed``, in a format, in a file."""

    narrowed: ArticleFilter
    articles: str
    """The articles in words."""
    format_name: str = ""
    path: str = ""
    replaces: bool = False


def ask_for_export(screen: HostScreen, narrowed: ArticleFilter, articles: str) -> None:
    """Ask for a format and a file, and export the settled quotations of ``narrowed``, called ``articles``."""
    from store.exchange import FORMATS

    offers = {f"{name:<12}{FORM_WORDS[name][1]}": name for name in FORMATS}

    def chosen(offer: str | None) -> None:
        if offer is None:
            return
        wish = _Wish(narrowed, articles, offers[offer])
        wish = wish._replace(path=_proposed(screen, wish))
        if (browser := screen.session.browser) is None:
            _ask_for_path(screen, wish)
        else:
            screen.session.start_work(_export(screen, wish, partial(_download, wish, browser)), group="exporting")

    about = f"The settled quotations of {articles}."
    ask = Prompt("Export as …", about=about, offers=list(offers), only_offers=True, enter="choose")
    screen.app.push_screen(ask, chosen)


def _ask_for_path(screen: HostScreen, wish: _Wish) -> None:
    def named(path: str | None) -> None:
        if path and path.strip():
            _begin(screen, wish._replace(path=path.strip()))

    about = f"A file in {_here()}, or a whole path. The settled quotations of {wish.articles}, as {wish.format_name}."
    screen.app.push_screen(PathPrompt("Export to", about=about, value=wish.path, enter="export"), named)


def _proposed(screen: HostScreen, wish: _Wish) -> str:
    day = screen.session.clock().date().isoformat()
    return f"quotations-{day}.{FORM_WORDS[wish.format_name][0]}"


def _begin(screen: HostScreen, wish: _Wish) -> None:
    screen.work_on(partial(_check_and_export, screen, wish), group="export", holds_keys=True)


async def _check_and_export(screen: HostScreen, wish: _Wish) -> None:
    """Export, once it is sure that nobody's file is lost by that."""
    session = screen.session
    try:
        wish = wish._replace(path=str(full_path(wish.path)))
        exists = await session.read(partial(_exists, wish))
    except (target.UnwritableError, NoPlaceError, OSError) as error:
        session.say(_why(wish, error))
        return
    if exists and not wish.replaces:
        _ask_to_replace(screen, wish)
        return
    # The rest takes as long as the store is large, so keys go on.
    session.start_work(_export(screen, wish, partial(_write, wish)), group="exporting")


def _ask_to_replace(screen: HostScreen, wish: _Wish) -> None:
    def answered(answer: str | None) -> None:
        if answer == _REPLACE:
            _begin(screen, wish._replace(replaces=True))
        elif answer == _KEEP:
            _ask_for_path(screen, wish)

    title = f"{Path(wish.path).name} exists. Replace it?"
    ask = Prompt(title, about=wish.path, offers=[_KEEP, _REPLACE], only_offers=True, enter="choose")
    screen.app.push_screen(ask, answered)


async def _export(screen: HostScreen, wish: _Wish, write: Callable[[Archive], str]) -> None:
    from store.errors import StoreError

    session, thread = screen.session, Threads(1, "export")
    session.say_working(_WORKING)
    try:
        going = asyncio.get_running_loop().run_in_executor(thread, write, session.archive)
        session.say(await going)
    except (StoreError, target.UnwritableError, OSError) as error:
        session.say(_why(wish, error))
    finally:
        session.unsay_working(_WORKING)
        thread.end(0)


def _exists(wish: _Wish, archive: Archive) -> bool:
    """Whether the file exists; UnwritableError if it may be neither made nor replaced."""
    try:
        found = Path(wish.path).stat()
    except FileNotFoundError:
        target.refuse_new(wish.path, archive.own_files)
        return False
    target.refuse_kind(wish.path, found)
    if not stat.S_ISREG(found.st_mode):
        raise target.UnwritableError(f"{wish.path} is not a file. Choose another name.")
    target.refuse_existing(wish.path, found, archive.own_files)
    return True


def _write(wish: _Wish, archive: Archive) -> str:
    """Write the file, and return the sentences on it; runs in a thread."""
    from store.filesystem import replace

    file = target.real(wish.path)
    with archive.annotations.exported(wish.format_name, wish.narrowed, folder=file.parent) as exported:
        if not exported.annotations:
            return _nothing(wish)
        if not wish.replaces and file.exists():
            raise target.UnwritableError(f"{wish.path} has appeared meanwhile and was not replaced.")
        replace(exported.path, file, private=exported.is_private)
    said = f"Exported {_counted(exported)} to {wish.path}."
    if exported.is_private:
        said += " Some are not on the record, so only you can read the file."
    return said


def _download(wish: _Wish, browser: Browser, archive: Archive) -> str:
    """Have the browser download the file, and return the sentences on it; runs in a thread."""
    with archive.annotations.exported(wish.format_name, wish.narrowed) as exported:
        if not exported.annotations:
            return _nothing(wish)
        browser.download(exported.path, wish.path)
    said = f"Sent {_counted(exported)} to the browser, as {wish.path}."
    return f"{said} Some are not on the record." if exported.is_private else said


def _nothing(wish: _Wish) -> str:
    return f"Nothing was exported: no quotation of {wish.articles} is settled."


def _counted(exported: Export) -> str:
    quotations = describe.count(exported.annotations, "quotation")
    return f"{quotations} from {describe.count(exported.articles, 'article')}"


def _why(wish: _Wish, error: Exception) -> str:
    return f"{wish.path} cannot be written: {error.strerror or error}." if isinstance(error, OSError) else str(error)


def _here() -> str:
    try:
        return os.getcwd()  # noqa: PTH109 - Path.cwd() is the same, and this one says why it fails
    except OSError:
        return "the current folder"
