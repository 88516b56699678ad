"""The language server: diagnostics, hovers and code actions for drafts that are open in an editor.

Documents are kept by the event loop; the store is read by one thread. A draft is checked when typing pauses, and the
result of an older version is dropped.
"""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from lsprotocol import types
from pygls.lsp.server import LanguageServer

from newstext import __version__
from store.errors import StoreError
from tui.servers.editor_words import Positions, actions, diagnostic, hover
from tui.servers.open_draft import DraftChecker
from tui.terminal.standard_streams import take_output

if TYPE_CHECKING:
    from collections.abc import Callable

    from store import Archive
    from tui.servers.open_draft import OpenDraft

PAUSE = 0.15
"""Seconds without a keystroke after which a draft is checked."""
_ENDINGS = {"markdown": ".md", "html": ".html"}
_KNOWN = (".md", ".markdown", ".html", ".htm", ".txt")


class DraftServer:
    """Serves one editor."""

    def __init__(self, archive: Archive) -> None:
        self._checker = DraftChecker(archive)
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="draft-check")
        self._drafts: dict[str, tuple[int | None, OpenDraft]] = {}
        """The last checked version of each open document."""
        self._checks: dict[str, asyncio.Task[None]] = {}
        self._server = LanguageServer(
            "pullquote", f"v{__version__}", text_document_sync_kind=types.TextDocumentSyncKind.Full
        )
        self._handle(types.TEXT_DOCUMENT_DID_OPEN, self._opened)
        self._handle(types.TEXT_DOCUMENT_DID_CHANGE, self._changed)
        self._handle(types.TEXT_DOCUMENT_DID_SAVE, self._saved)
        self._handle(types.TEXT_DOCUMENT_DID_CLOSE, self._closed)
        self._handle(types.TEXT_DOCUMENT_HOVER, self._hover)
        self._handle(types.TEXT_DOCUMENT_CODE_ACTION, self._actions)

    def serve(self) -> None:
        """Serve standard input and output until the editor leaves."""
        try:
            self._server.start_io(stdout=take_output())
        finally:
            self._thread.shutdown(wait=True, cancel_futures=True)

    def _handle(self, method: str, handler: Callable[..., object]) -> None:
        # pygls notes the method's name on its handler, which a bound method does not allow.
        self._server.feature(method)(partial(handler))

    def _opened(self, params: types.DidOpenTextDocumentParams) -> None:
        self._check_soon(params.text_document.uri, pause=0)

    def _changed(self, params: types.DidChangeTextDocumentParams) -> None:
        self._check_soon(params.text_document.uri, pause=PAUSE)

    def _saved(self, params: types.DidSaveTextDocumentParams) -> None:
        self._check_soon(params.text_document.uri, pause=0)

    def _closed(self, params: types.DidCloseTextDocumentParams) -> None:
        uri = params.text_document.uri
        if (check := self._checks.pop(uri, None)) is not None:
            check.cancel()
        self._drafts.pop(uri, None)
        self._thread.submit(self._checker.forget, uri)
        self._publish(uri, None, [])

    def _check_soon(self, uri: str, *, pause: float) -> None:
        if (check := self._checks.get(uri)) is not None:
            check.cancel()
        self._checks[uri] = asyncio.get_running_loop().create_task(self._check(uri, pause))

    async def _check(self, uri: str, pause: float) -> None:
        await asyncio.sleep(pause)
        document = self._server.workspace.get_text_document(uri)
        version, text, name = document.version, document.source, _name(uri, document.language_id)
        check = partial(self._checker.check, uri, text, name)
        try:
            draft = await asyncio.get_running_loop().run_in_executor(self._thread, check)
        except StoreError as error:
            self._server.window_show_message(types.ShowMessageParams(types.MessageType.Error, str(error)))
            return
        self._drafts[uri] = version, draft
        positions = self._positions(draft)
        self._publish(uri, version, [diagnostic(one, positions) for one in draft.quotations])

    def _publish(self, uri: str, version: int | None, found: list[types.Diagnostic]) -> None:
        told = types.PublishDiagnosticsParams(uri=uri, version=version, diagnostics=found)
        self._server.text_document_publish_diagnostics(told)

    async def _current(self, uri: str) -> OpenDraft | None:
        """Return the draft as it is in the editor; None if it is not open or was changed again meanwhile."""
        if (check := self._checks.get(uri)) is not None:
            await asyncio.wait([check])
        version, draft = self._drafts.get(uri, (None, None))
        return draft if version == self._server.workspace.get_text_document(uri).version else None

    async def _hover(self, params: types.HoverParams) -> types.Hover | None:
        if (draft := await self._current(params.text_document.uri)) is None:
            return None
        positions = self._positions(draft)
        at = positions.offset(params.position)
        capable = self._server.client_capabilities.text_document
        formats = (capable and capable.hover and capable.hover.content_format) or []
        markdown = types.MarkupKind.Markdown in formats
        return next((hover(one, positions, markdown=markdown) for one in draft.touching(at, at)), None)

    async def _actions(self, params: types.CodeActionParams) -> list[types.CodeAction]:
        uri = params.text_document.uri
        if (draft := await self._current(uri)) is None:
            return []
        positions = self._positions(draft)
        start, end = positions.offset(params.range.start), positions.offset(params.range.end)
        found = [a for one in draft.touching(start, end) for a in actions(draft, one, positions, uri)]
        wanted = params.context.only
        return [each for each in found if not wanted or any(_is_kind(str(each.kind), kind) for kind in wanted)]

    def _positions(self, draft: OpenDraft) -> Positions:
        return Positions(draft.typed, self._server.workspace.position_codec)


def _is_kind(kind: str, wanted: str) -> bool:
    return not wanted or kind == wanted or kind.startswith(f"{wanted}.")


def _name(uri: str, language: str | None) -> str:
    """Return a document's name; one that does not say how it is written gets the ending of its language."""
    name = PurePosixPath(unquote(urlsplit(uri).path)).name
    return name if name.lower().endswith(_KNOWN) else f"{name}{_ENDINGS.get(language or '', '')}"
