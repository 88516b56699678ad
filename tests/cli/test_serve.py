"""``pullquote serve``: who comes in, what a page may do, how long a desk is kept. A program stands in for the desk."""

from __future__ import annotations

import asyncio
import importlib
import json
import shutil
import socket
import sys
import tempfile
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest

from tests.processes import runs
from tui.serving import listener, pages, process, server
from tui.serving.server import SECRET_HEADER, DeskServer
from tui.serving.session import IDLE, MOVED
from tui.serving.settings import Listening, Settings, SettingsError, checked, listening

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from types import ModuleType

    from tests.cli.command_line import CommandLine

DEADLINE = 30
STAND_IN = (sys.executable, "-I", str(Path(__file__).with_name("desk_stand_in.py")))
PUBLIC = "https://desk.paper.example"
SECRET = "a secret of the proxy's"
LOCAL = Listening("127.0.0.1", 0)
ALONE = Settings(LOCAL)
BY_HEADER = Settings(LOCAL, PUBLIC, header="X-Forwarded-User", proxy="127.0.0.1", secret=SECRET, sessions=2)
BY_LOGIN = Settings(LOCAL, PUBLIC, sessions=2)
AS_ADA = {SECRET_HEADER: SECRET, "X-Forwarded-User": "ada"}
AS_BEN = AS_ADA | {"X-Forwarded-User": "ben"}


@dataclass
class Desk:
    """A page's connection to its desk."""

    socket: aiohttp.ClientWebSocketResponse

    async def drawn(self, *, with_: str) -> Any:
        """Return the first thing drawn from now on that has a key."""
        while True:
            message = await asyncio.wait_for(self.socket.receive(), DEADLINE)
            assert message.type is aiohttp.WSMsgType.BINARY, message
            # Several packets may come at once, and one may come in parts: here each comes whole.
            if with_ in (drawn := json.loads(message.data)):
                return drawn[with_]

    async def end(self) -> str:
        """Return the sentence with which the desk is taken from the page."""
        async for message in self.socket:
            if message.type is aiohttp.WSMsgType.TEXT and json.loads(message.data)[0] == "ended":
                return str(json.loads(message.data)[1])
        return ""

    async def send(self, *message: object) -> None:
        """Send what a page sends."""
        await self.socket.send_json(message)


@dataclass
class Browser:
    """A browser: it keeps its cookie, and sends the headers that its proxy adds."""

    server: DeskServer
    http: aiohttp.ClientSession
    address: str
    proxied: dict[str, str] = field(default_factory=dict)
    cookie: str = ""

    async def get(self, path: str, **headers: str) -> tuple[int, str]:
        """Open a page; return its status and its text."""
        return await self._ask("GET", path, headers)

    async def post(self, path: str, form: dict[str, str] | None = None, **headers: str) -> tuple[int, str]:
        """Send a form of one of our own pages."""
        return await self._ask("POST", path, {"Origin": self.server.origin} | headers, form)

    async def _ask(
        self, how: str, path: str, headers: dict[str, str], form: dict[str, str] | None = None
    ) -> tuple[int, str]:
        sent = self._headers | headers
        url = self.address + path
        async with self.http.request(how, url, headers=sent, data=form, allow_redirects=False) as answer:
            for name, morsel in answer.cookies.items():
                assert morsel["httponly"]
                assert morsel["samesite"] == "Strict"
                self.cookie = f"{name}={morsel.value}"
            policy = answer.headers["Content-Security-Policy"]
            assert "default-src 'self'" in policy
            assert "frame-ancestors 'none'" in policy
            return answer.status, await answer.text()

    @property
    def _headers(self) -> dict[str, str]:
        return self.proxied | ({"Cookie": self.cookie} if self.cookie else {})

    async def enter(self) -> None:
        """Use the link that the server printed."""
        status, _ = await self.post(self.server.link.removeprefix(self.server.origin))
        assert status == 303

    async def page(self) -> str:
        """Open the desk's page; return the path that it connects to."""
        status, text = await self.get("/")
        assert status == 200, text
        return text.partition('websocket-url="')[2].partition('"')[0].partition("/ws/")[2]

    async def connect(self, page: str | None = None, **headers: str) -> Desk:
        """Connect a page to its desk."""
        token = page or await self.page()
        url = f"{self.address}/ws/{token}?width=100&height=30"
        sent = {"Origin": self.server.origin} | self._headers | headers
        return Desk(await self.http.ws_connect(url, headers=sent))

    async def refused(self, page: str, **headers: str) -> int:
        """Return the status with which a connection is refused."""
        with pytest.raises(aiohttp.WSServerHandshakeError) as caught:
            await self.connect(page, **headers)
        return caught.value.status


@pytest.fixture(autouse=True)
def _stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "PROGRAM", STAND_IN)
    monkeypatch.setattr(server, "PENALTY", 0)


@asynccontextmanager
async def serving(settings: Settings = ALONE, store: str = "desk", **proxied: str) -> AsyncIterator[Browser]:
    """Serve, with a browser that is not let in yet."""
    serves = DeskServer(checked(settings), store, lambda _: None)
    runner = await listener.listen(serves)
    host, port = runner.addresses[0][:2]
    try:
        async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as http:
            yield Browser(serves, http, f"http://{host}:{port}", proxied)
    finally:
        await runner.cleanup()


def another(browser: Browser, **proxied: str) -> Browser:
    """Return a browser that is not let in yet, on the same server."""
    return Browser(browser.server, browser.http, browser.address, proxied or browser.proxied)


# The link


async def test_the_printed_link_lets_one_browser_in_once() -> None:
    async with serving() as browser:
        link = browser.server.link.removeprefix(browser.server.origin)
        assert await browser.get("/") == (403, pages.sentence(server.NO_LINK, 403).text)
        # Programs that look at links before people do must not use it up.
        assert (await browser.get(link))[0] == 200
        await browser.enter()

        assert (await browser.get("/"))[0] == 200
        assert (await another(browser).get(link))[0] == 403
        assert (await another(browser).post(link))[0] == 403
        assert browser.server.link.removeprefix(browser.server.origin) != link


async def test_a_foreign_page_cannot_use_the_link_that_it_learned() -> None:
    async with serving() as browser:
        link = browser.server.link.removeprefix(browser.server.origin)

        for origin in ("https://evil.example", "null", "http://127.0.0.1:1"):
            assert (await browser.post(link, Origin=origin))[0] == 403
        assert browser.cookie == ""


# The page and its connection


async def test_another_origin_gets_no_desk_and_no_download() -> None:
    async with serving() as browser:
        await browser.enter()

        for origin in ("https://evil.example", "null", browser.address.replace("127.0.0.1", "localhost")):
            assert await browser.refused(await browser.page(), Origin=origin) == 403
            assert (await browser.get("/download/k", Origin=origin))[0] == 403
        assert (await browser.get("/download/k", **{"Sec-Fetch-Site": "cross-site"}))[0] == 403
        assert browser.server.visitors.desks == set()


async def test_a_page_connects_once_with_its_own_token_and_the_cookie() -> None:
    async with serving() as browser:
        await browser.enter()
        page = await browser.page()

        assert await browser.refused("made-up") == 403
        assert await another(browser).refused(page) == 403
        desk = await browser.connect(page)
        assert (await desk.drawn(with_="handover"))["store"] == "desk"
        assert await browser.refused(page) == 403


async def test_no_query_reaches_the_page() -> None:
    async with serving() as browser:
        await browser.enter()

        assert (await browser.get("/?ping=https://evil.example&delay=1"))[0] == 303
        assert (await browser.get("/?fontsize=9"))[0] == 303


async def test_typing_resizing_and_answers_reach_the_desk() -> None:
    async with serving() as browser:
        await browser.enter()
        desk = await browser.connect()
        made = await desk.drawn(with_="environment")
        assert (made["COLUMNS"], made["ROWS"]) == ("100", "30")

        await desk.send("stdin", "j\u00e4")
        assert await desk.drawn(with_="typed") == "j\u00e4"
        await desk.send("resize", {"width": 99_999, "height": 0})
        assert await desk.drawn(with_="meta") == {"type": "resize", "width": 1000, "height": 1}
        await desk.send("copied", False)
        assert await desk.drawn(with_="meta") == {"type": "copied", "took": False}


@pytest.mark.parametrize(
    "message", ["{", "[]", '["stdin"]', '["stdin", 1]', '["resize", {"width": "9"}]', '["quit"]', "[" * 100_000]
)
async def test_what_no_page_sends_closes_the_connection_and_not_the_desk(message: str) -> None:
    async with serving() as browser:
        await browser.enter()
        desk = await browser.connect()
        pid = await desk.drawn(with_="pid")
        await desk.socket.send_str(message)

        assert await desk.end() == ""
        assert await (await browser.connect()).drawn(with_="meta") == {"type": "resize", "width": 100, "height": 30}
        assert runs(pid)


async def test_a_message_longer_than_a_megabyte_is_refused() -> None:
    async with serving() as browser:
        await browser.enter()
        desk = await browser.connect()
        await desk.send("stdin", "x" * server.MOST_IN_A_MESSAGE)

        assert await desk.end() == ""
        assert desk.socket.close_code == aiohttp.WSCloseCode.MESSAGE_TOO_BIG


async def test_pages_ask_only_this_server_for_anything() -> None:
    async with serving() as browser:
        await browser.enter()
        _, text = await browser.get("/")
        loaded = [part.partition('"')[0] for part in text.split('="') if part.startswith(("/", "http"))]

        assert len(loaded) > 3
        for path in loaded:
            assert (await browser.get(path))[0] == 200
        for path in ("/static/../server.py", "/static/desk.html", "/static/%2e%2e/server.py", "/elsewhere"):
            assert (await browser.get(path))[0] == 404


# Desks: how long, how many


async def test_a_page_that_comes_back_finds_the_same_desk_and_repaints_it() -> None:
    async with serving() as browser:
        await browser.enter()
        desk = await browser.connect()
        pid = await desk.drawn(with_="pid")
        await desk.socket.close()
        again = await browser.connect()

        assert await again.drawn(with_="meta") == {"type": "resize", "width": 100, "height": 30}
        assert await again.drawn(with_="meta") == {"type": "repaint"}
        assert [one.pid for one in browser.server.visitors.desks] == [pid]


async def test_a_second_tab_takes_the_desk_and_the_first_says_where_it_is() -> None:
    async with serving() as browser:
        await browser.enter()
        first = await browser.connect()
        pid = await first.drawn(with_="pid")
        second = await browser.connect()

        assert await first.end() == MOVED
        await second.send("stdin", "x")
        assert await second.drawn(with_="typed") == "x"
        assert runs(pid)


async def test_a_desk_without_a_page_ends_after_its_grace() -> None:
    async with serving(Settings(LOCAL, grace=0.1)) as browser:
        await browser.enter()
        desk = await browser.connect()
        pid = await desk.drawn(with_="pid")
        await desk.socket.close()

        await _gone(browser, pid)


async def test_a_desk_that_nobody_uses_ends_and_says_so() -> None:
    # Idle time begins with the connection, before a slow machine has started the desk.
    async with serving(Settings(LOCAL, idle=2.0)) as browser:
        await browser.enter()
        desk = await browser.connect()
        pid = await desk.drawn(with_="pid")

        assert await desk.end() == IDLE
        await _gone(browser, pid)


async def test_a_file_serves_one_browser_and_the_second_reads_why() -> None:
    async with serving() as browser:
        await browser.enter()
        await (await browser.connect()).drawn(with_="pid")
        second = another(browser)
        await second.enter()
        status, text = await second.get("/")

        assert status == 503
        assert "open in another browser" in text


async def test_a_stubborn_desk_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "PATIENCE", 0.1)
    async with serving(store="stubborn") as browser:
        await browser.enter()
        pid = await (await browser.connect()).drawn(with_="pid")
    assert not runs(pid)


async def test_why_a_desk_did_not_open_is_said_on_the_page_without_control_characters() -> None:
    async with serving(store="refuses") as browser:
        await browser.enter()

        assert await (await browser.connect()).end() == "The store says ␛[31mno␛[0m."
        assert browser.server.visitors.desks == set()


async def test_only_the_last_of_what_a_desk_prints_is_kept() -> None:
    async with serving(store="talks") as browser:
        await browser.enter()
        await (await browser.connect()).drawn(with_="pid")
        (desk,) = browser.server.visitors.desks
        ring = desk._process._said
        while len(ring) < 65_536:
            await asyncio.sleep(0)

        assert len(ring) == 65_536


async def test_a_desk_that_sends_what_no_desk_sends_is_ended() -> None:
    async with serving() as browser:
        await browser.enter()
        desk = await browser.connect()
        pid = await desk.drawn(with_="pid")
        await desk.send("stdin", "break")

        await _gone(browser, pid)


async def test_a_desk_sees_no_secret_of_the_server(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PGPASSWORD", "AWS_SECRET_ACCESS_KEY", "PULLQUOTE_USER", "SSH_AUTH_SOCK"):
        monkeypatch.setenv(name, "of nobody else")
    async with serving(BY_HEADER, **AS_ADA) as browser:
        made = await (await browser.connect()).drawn(with_="environment")
        assert "of nobody else" not in json.dumps(made)
        assert made["XDG_STATE_HOME"].endswith(str(Path("pullquote", "served", made["XDG_STATE_HOME"][-24:])))

    # Alone, the server is the person's own, and so is the login at the store.
    async with serving() as browser:
        await browser.enter()
        made = await (await browser.connect()).drawn(with_="environment")
        assert {name for name, value in made.items() if value == "of nobody else"} == {"PGPASSWORD", "PULLQUOTE_USER"}


async def _gone(browser: Browser, pid: int) -> None:
    async with asyncio.timeout(DEADLINE):
        while browser.server.visitors.desks or runs(pid):
            await asyncio.sleep(0.01)


# Downloads


async def test_a_download_goes_once_to_the_browser_that_asked_for_it_under_its_name() -> None:
    async with serving(Settings(LOCAL, sessions=2)) as browser:
        await browser.enter()
        stranger = another(browser)
        await stranger.enter()
        await (await stranger.connect()).drawn(with_="pid")
        desk = await browser.connect()
        await desk.send("stdin", "export")
        async for message in desk.socket:
            if message.type is aiohttp.WSMsgType.TEXT:
                kind, key = json.loads(message.data)
                break
        assert kind == "deliver_file_start"
        own = {"Sec-Fetch-Site": "same-origin"}

        assert (await stranger.get(f"/download/{key}", **own))[0] == 404
        url, headers = f"{browser.address}/download/{key}", own | browser._headers
        async with browser.http.get(url, headers=headers) as answer:
            assert await answer.read() == b"first, second"
            assert answer.headers["Content-Type"] == "application/octet-stream"
            assert answer.content_disposition is not None
            assert answer.content_disposition.type == "attachment"
            assert answer.content_disposition.filename == "names, “quoted”.md"
        assert (await browser.get(f"/download/{key}", **own))[0] == 404


# A proxy's header


async def test_the_person_is_whom_the_proxy_names() -> None:
    async with serving(BY_HEADER, **AS_ADA) as browser:
        handover = await (await browser.connect()).drawn(with_="handover")

        assert (handover["login"], handover["password"], handover["is_shared"]) == ("ada", None, True)


async def test_without_the_secret_or_with_two_names_nobody_comes_in() -> None:
    async with serving(BY_HEADER) as browser:
        sent: list[dict[str, str]] = [
            {},
            {"X-Forwarded-User": "ada"},
            AS_ADA | {SECRET_HEADER: "guessed"},
            {SECRET_HEADER: SECRET},
            AS_ADA | {"X-Forwarded-User": ""},
            AS_ADA | {"X-Forwarded-User": "a" * 64},
        ]
        for headers in sent:
            assert (await another(browser, **headers).get("/"))[0] == 403
        async with browser.http.get(browser.address, headers=[*AS_ADA.items(), ("X-Forwarded-User", "ben")]) as answer:
            assert answer.status == 403


async def test_only_the_proxy_itself_is_heard() -> None:
    settings = Settings(LOCAL, PUBLIC, header="X-Forwarded-User", proxy="192.0.2.1", secret=SECRET)
    async with serving(settings, **AS_ADA) as browser:
        assert (await browser.get("/"))[0] == 403


async def test_somebody_elses_cookie_opens_nobody_elses_desk() -> None:
    async with serving(BY_HEADER, **AS_ADA) as browser:
        await (await browser.connect()).drawn(with_="pid")
        ben = another(browser, **AS_BEN)
        ben.cookie = browser.cookie

        assert await ben.refused(await browser.page()) == 403
        assert (await (await ben.connect()).drawn(with_="handover"))["login"] == "ben"
        third = another(browser, **AS_ADA | {"X-Forwarded-User": "cyn"})
        assert (await third.get("/"))[0] == 503


async def test_over_a_socket_the_header_needs_no_secret() -> None:
    # The path of a socket must be short.
    folder = Path(tempfile.mkdtemp(prefix="pq-", dir="/tmp"))
    path = folder / "desk.sock"
    settings = Settings(Listening(socket=path), PUBLIC, header="X-Forwarded-User")
    serves = DeskServer(checked(settings), "desk", lambda _: None)
    runner = await listener.listen(serves)
    try:
        assert path.stat().st_mode & 0o777 == 0o660
        async with aiohttp.ClientSession(connector=aiohttp.UnixConnector(str(path))) as http:
            async with http.get("http://desk/", headers={"X-Forwarded-User": "ada"}) as answer:
                assert answer.status == 200
            async with http.get("http://desk/") as answer:
                assert answer.status == 403
    finally:
        await runner.cleanup()
        shutil.rmtree(folder)


# The person's own login


async def test_a_login_opens_a_desk_and_its_password_is_kept_by_that_desk_alone() -> None:
    async with serving(BY_LOGIN) as browser:
        assert 'name="password"' in (await browser.get("/"))[1]
        assert (await browser.post("/login", {"login": "ada", "password": "pass word"}))[0] == 303
        (desk,) = browser.server.visitors.desks
        assert desk._process._handover.password is None

        shown = await browser.connect()
        assert await shown.drawn(with_="meta") == {"type": "resize", "width": 100, "height": 30}
        await shown.send("stdin", "leave")
        assert await shown.end()
        assert 'name="password"' in (await browser.get("/"))[1]


async def test_a_refused_login_says_why_and_lets_nobody_in() -> None:
    async with serving(BY_LOGIN) as browser:
        status, text = await browser.post("/login", {"login": "<b>ada", "password": "wrong"})
        assert status == 401
        assert "The store says" in text
        assert 'value="&lt;b&gt;ada"' in text
        assert browser.cookie == ""

        for form in ({"login": "ada", "password": ""}, {"login": "a\nb", "password": "x"}, {"login": "ada"}):
            assert (await browser.post("/login", form))[0] == 400
        good = {"login": "ada", "password": "right"}
        assert (await browser.post("/login", good, Origin="https://evil.example"))[0] == 403
        assert browser.server.visitors.desks == set()


# Settings


@pytest.mark.parametrize(
    "settings",
    [
        Settings(Listening("0.0.0.0", 8700)),
        Settings(Listening("0.0.0.0", 8700), PUBLIC),
        Settings(Listening("::", 8700), proxy="10.0.0.5"),
        Settings(LOCAL, "http://desk.paper.example"),
        Settings(LOCAL, "https://desk.paper.example/path"),
        Settings(LOCAL, "https://ada@desk.paper.example"),
        Settings(LOCAL, header="X-Forwarded-User"),
        Settings(LOCAL, PUBLIC, header="X-Forwarded-User"),
        Settings(LOCAL, PUBLIC, header="X-Forwarded-User", proxy="127.0.0.1"),
        Settings(LOCAL, PUBLIC, proxy="the proxy"),
    ],
    ids=lambda _: "",
)
def test_what_would_let_strangers_in_is_not_served(settings: Settings) -> None:
    with pytest.raises(SettingsError):
        checked(settings)


def test_an_address_to_listen_on_is_a_host_and_a_port_or_a_socket() -> None:
    assert listening("localhost:0") == LOCAL
    assert listening("[::1]:8700") == Listening("::1", 8700)
    assert listening("unix:/run/desk.sock") == Listening(socket=Path("/run/desk.sock"))
    for written in ("", "8700", "127.0.0.1", "desk.example:80", "127.0.0.1:99999", "127.0.0.1:80/x", "http://[::1]:1"):
        with pytest.raises(SettingsError):
            listening(written)


def test_a_file_is_served_to_one_person(run: CommandLine) -> None:
    ran = run("serve", "--public", PUBLIC)
    assert (ran.status, ran.err) == (
        2,
        f"{run.store} is a file, for one person. To serve a newsroom, keep the store on a server.\n",
    )
    ran = run("serve", "--sessions", "2")
    assert (ran.status, ran.err.partition(". ")[2]) == (2, "Leave out --sessions.\n")


def test_a_secret_is_long_and_a_missing_one_is_said(run: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("short\n")
    assert "is too short" in run("serve", "--proxy-secret-file", tmp_path / "secret").err
    assert "cannot be read: No such file" in run("serve", "--proxy-secret-file", tmp_path / "none").err


def test_an_address_that_is_taken_is_said(run: CommandLine) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        where = f"127.0.0.1:{taken.getsockname()[1]}"
        ran = run("serve", "--listen", where)
    assert ran.status == 2
    assert ran.err.startswith(f"{where} cannot be listened on: ")


def test_without_its_libraries_serve_says_what_to_install(run: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    load = importlib.import_module

    def without(name: str) -> ModuleType:
        if name.startswith("tui.serving"):
            raise ModuleNotFoundError(name="aiohttp")
        return load(name)

    monkeypatch.setattr(importlib, "import_module", without)
    ran = run("serve")
    assert (ran.status, ran.err.partition(" (")[0]) == (2, "pullquote serve needs textual-serve. Install it")
