"""The server of ``pullquote serve``: who may come in, and what each address answers."""

from __future__ import annotations

import asyncio
import json
import secrets
from typing import TYPE_CHECKING
from urllib.parse import quote

from aiohttp import WSMsgType, web

from tui.serving import pages
from tui.serving.handover import Handover
from tui.serving.session import cells, close
from tui.serving.settings import Entry
from tui.serving.visitors import FullError, Visitors

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tui.serving.session import DeskSession
    from tui.serving.settings import Settings
    from tui.serving.visitors import Visitor

MOST_IN_A_MESSAGE = 1_048_576
"""Bytes of one message of a page: the largest paste."""
_MOST_IN_A_FORM = 16_384
_LONGEST_LOGIN = 63
_HEARTBEAT = 15.0
_OPENING = 60.0
"""Seconds that a desk may take to open after a login."""
PENALTY = 1.0
"""Seconds that a refused login takes longer."""
_LOGINS_AT_ONCE = 2
SECRET_HEADER = "X-Pullquote-Secret"  # noqa: S105  the header's name

NO_LINK = "Open the link that pullquote serve printed. It works once; then the server prints another."
NOT_LET_IN = "Your login did not reach Pullquote. Open the newsroom’s address, and log in there."
FOREIGN = "This request came from another page, and was refused."
OLD_PAGE = "This page is old. Load it again."
NO_DOWNLOAD = "This download is over. Export again."
LOG_IN_AGAIN = "The desk has ended. Log in again."
NOT_STARTED = "The desk cannot be started: the server has no room for another process. Tell its administrator."
TOO_SLOW = "The store did not answer within a minute. Try again."
NOT_SENT = "Type your login and your password."


class _RefusedError(Exception):
    """A request that is refused, with a sentence."""

    def __init__(self, words: str, status: int = 403) -> None:
        super().__init__(words)
        self.words, self.status = words, status


class DeskServer:
    """Serves desks on one store. ``tell`` prints a sentence where the server was started."""

    def __init__(self, settings: Settings, store: str, tell: Callable[[str], None]) -> None:
        self.settings, self._store, self._tell = settings, store, tell
        self.origin = settings.public or ""
        """The address that people open; set once the server listens."""
        self.visitors = Visitors(settings)
        self._link = secrets.token_urlsafe(32)
        self._logins = asyncio.Semaphore(_LOGINS_AT_ONCE)

    @property
    def link(self) -> str:
        """The link that lets one browser in, once."""
        return f"{self.origin}/enter/{self._link}"

    def application(self) -> web.Application:
        """Return the application."""
        made = web.Application(middlewares=[self._guard], client_max_size=_MOST_IN_A_FORM)
        made.add_routes(
            [
                web.get("/", self._show),
                web.get("/enter/{token}", self._show_link),
                web.post("/enter/{token}", self._enter),
                web.post("/login", self._log_in),
                web.get("/ws/{page}", self._connect),
                web.get("/download/{key}", self._download),
                web.get("/static/{name}", _static),
                web.get("/ready", _ready),
                web.get("/favicon.ico", _ready),
            ]
        )
        made.on_shutdown.append(self._end)
        return made

    async def _end(self, _: web.Application) -> None:
        await self.visitors.end_all()

    # Who may come in

    @web.middleware
    async def _guard(
        self, request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        """Refuse requests that come another way than the settings say; add the headers of every page."""
        try:
            self._refuse_strangers(request)
            response = await handler(request)
        except _RefusedError as refused:
            response = pages.sentence(refused.words, refused.status)
        except web.HTTPException as error:
            response = pages.sentence(f"{error.reason}.", error.status)
        if not response.prepared:
            response.headers.update(pages.headers(self.origin) | dict(response.headers))
        return response

    def _refuse_strangers(self, request: web.Request) -> None:
        """Refuse what did not come through the proxy, if there is one."""
        settings = self.settings
        peer = request.transport and request.transport.get_extra_info("peername")
        if settings.proxy is not None and settings.listening.socket is None:
            came_from = str(peer[0]).removeprefix("::ffff:") if peer else ""
            if came_from != settings.proxy:
                raise _RefusedError(NOT_LET_IN)
        if settings.secret is not None:
            sent = request.headers.get(SECRET_HEADER, "")
            if not secrets.compare_digest(sent.encode(), settings.secret.encode()):
                raise _RefusedError(NOT_LET_IN)

    def _refuse_foreign(self, request: web.Request) -> None:
        """Refuse what another page has the browser send. Browsers send no Origin with the click on a download."""
        origin = request.headers.get("Origin")
        if origin != self.origin and not (origin is None and request.headers.get("Sec-Fetch-Site") == "same-origin"):
            raise _RefusedError(FOREIGN)

    def _person(self, request: web.Request) -> str | None:
        """Return the login that the proxy's header names; None where there is no such header to trust."""
        if self.settings.entry is not Entry.HEADER or self.settings.header is None:
            return None
        sent = request.headers.getall(self.settings.header, [])
        if len(sent) != 1 or not _is_login(sent[0]):
            raise _RefusedError(NOT_LET_IN)
        return sent[0]

    def _visitor(self, request: web.Request) -> Visitor | None:
        """Return the visitor that the browser's cookie names, if the proxy still names the same person."""
        visitor = self.visitors.find(request.cookies.get(self._cookie))
        if visitor is not None and self.settings.entry is Entry.HEADER and visitor.person != self._person(request):
            return None
        return visitor

    @property
    def _cookie(self) -> str:
        # Cookies do not tell ports apart; with this beginning, no other host of the domain can set one.
        return "__Host-pullquote" if self.settings.public else f"pullquote-{self.origin.rpartition(':')[2]}"

    def _let_in(self, person: str | None, response: web.StreamResponse) -> Visitor:
        visitor = self.visitors.add(person)
        self._remember(visitor, response)
        return visitor

    def _remember(self, visitor: Visitor, response: web.StreamResponse) -> None:
        secure = self.settings.public is not None
        response.set_cookie(self._cookie, visitor.id, httponly=True, samesite="Strict", secure=secure, path="/")

    # Pages

    async def _show(self, request: web.Request) -> web.StreamResponse:
        if request.query_string:
            return _to_desk()  # The page's terminal would obey a query.
        visitor = self._visitor(request)
        match self.settings.entry:
            case Entry.LINK if visitor is None:
                raise _RefusedError(NO_LINK)
            case Entry.LOGIN if visitor is None or visitor.session is None:
                return pages.login(visitor.farewell if visitor else "")
        response: web.Response
        new = visitor is None
        if visitor is None:
            visitor = self.visitors.add(self._person(request))
        if visitor.session is None:
            try:
                self.visitors.refuse_when_full()
            except FullError as error:
                raise _RefusedError(str(error), 503) from error
        response = pages.desk(self.origin, visitor.page())
        if new:
            self._remember(visitor, response)
        return response

    async def _show_link(self, request: web.Request) -> web.StreamResponse:
        if self._visitor(request) is not None:
            return _to_desk()
        self._check_link(request)
        return pages.link(request.match_info["token"])

    async def _enter(self, request: web.Request) -> web.StreamResponse:
        self._refuse_foreign(request)
        self._check_link(request)
        self._link = secrets.token_urlsafe(32)
        response = _to_desk()
        self._let_in(None, response)
        self._tell(f"The link was used. For another browser: {self.link}")
        return response

    def _check_link(self, request: web.Request) -> None:
        token = request.match_info["token"].encode()
        if self.settings.entry is not Entry.LINK or not secrets.compare_digest(token, self._link.encode()):
            raise _RefusedError(NO_LINK)

    async def _log_in(self, request: web.Request) -> web.StreamResponse:
        """Start a desk with the person's own login, which the store's server checks."""
        self._refuse_foreign(request)
        if self.settings.entry is not Entry.LOGIN:
            raise _RefusedError(NOT_LET_IN)
        form = await request.post()
        login, password = form.get("login"), form.get("password")
        if not isinstance(login, str) or not isinstance(password, str) or not _is_login(login) or not password:
            return pages.login(NOT_SENT, status=400)
        response = _to_desk()
        visitor = self._let_in(login, response)
        async with self._logins:
            try:
                await self._open(visitor, password)
            except _RefusedError as refused:
                self.visitors.forget(visitor)
                await asyncio.sleep(PENALTY)
                return pages.login(refused.words, login, refused.status)
        return response

    async def _open(self, visitor: Visitor, password: str) -> None:
        """Start a desk and wait until it draws."""
        desk = await self._start(visitor, password=password)
        try:
            if not await asyncio.wait_for(desk.opened(), _OPENING):
                raise _RefusedError(desk.last_words, 401)
        except TimeoutError:
            await desk.end(TOO_SLOW)
            raise _RefusedError(TOO_SLOW, 503) from None

    async def _start(
        self, visitor: Visitor, width: int = 80, height: int = 24, *, password: str | None = None
    ) -> DeskSession:
        if self.settings.entry is Entry.LOGIN and password is None:
            raise _RefusedError(visitor.farewell or LOG_IN_AGAIN)
        shared = self.settings.entry is not Entry.LINK
        handover = Handover(self._store, visitor.person, password, is_shared=shared)
        try:
            return await self.visitors.start(visitor, handover, width, height)
        except FullError as error:
            raise _RefusedError(str(error), 503) from error
        except OSError as error:
            self._tell(f"A desk cannot be started: {error.strerror}.")
            raise _RefusedError(NOT_STARTED, 503) from error

    # The desk

    async def _connect(self, request: web.Request) -> web.StreamResponse:
        self._refuse_foreign(request)
        visitor = self._visitor(request)
        if visitor is None or not visitor.take_page(request.match_info["page"]):
            raise _RefusedError(OLD_PAGE)
        width, height = (cells(_number(request.query.get(side, ""))) for side in ("width", "height"))
        page = web.WebSocketResponse(heartbeat=_HEARTBEAT, max_msg_size=MOST_IN_A_MESSAGE)
        await page.prepare(request)
        try:
            async with visitor.turn:
                desk = visitor.session or await self._start(visitor, width, height)
        except _RefusedError as refused:
            await close(page, refused.words)
            return page
        await desk.attach(page, width, height)
        try:
            await _listen(page, desk)
        finally:
            desk.detach(page)
        return page

    async def _download(self, request: web.Request) -> web.StreamResponse:
        self._refuse_foreign(request)
        visitor = self._visitor(request)
        if visitor is None or visitor.session is None:
            raise _RefusedError(NO_DOWNLOAD, 404)
        key, downloads = request.match_info["key"], visitor.session.downloads
        try:
            wanted = await downloads.get_download_metadata(key)
        except KeyError:
            raise _RefusedError(NO_DOWNLOAD, 404) from None
        response = web.StreamResponse(headers=pages.headers(self.origin))
        response.content_type = "application/octet-stream"
        response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(wanted.file_name, safe='')}"
        await response.prepare(request)
        async for chunk in downloads.download(key):
            await response.write(chunk)
        await response.write_eof()
        return response


async def _listen(page: web.WebSocketResponse, desk: DeskSession) -> None:
    """Pass on what a page sends until it closes. What no page sends closes it."""
    async for message in page:
        if message.type is not WSMsgType.TEXT:
            break
        try:
            answer = await desk.hear(json.loads(message.data))
        except (ValueError, RecursionError):
            break
        if answer is not None:
            await page.send_str(answer)
    await page.close()


def _to_desk() -> web.Response:
    return web.Response(status=303, headers={"Location": "/"})


async def _static(request: web.Request) -> web.StreamResponse:
    if (response := pages.static(request.match_info["name"])) is None:
        raise web.HTTPNotFound
    return response


async def _ready(_: web.Request) -> web.StreamResponse:
    return web.Response(status=204)


def _is_login(written: str) -> bool:
    return 0 < len(written.encode(errors="replace")) <= _LONGEST_LOGIN and written.isprintable()


def _number(written: str) -> int:
    return int(written) if written.isascii() and written.isdigit() and len(written) < 6 else 0
