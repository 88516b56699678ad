"""``pullquote serve`` in a real browser: a real server, real desks, and what a person sees of them."""

from __future__ import annotations

import re
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyte
import pytest

from newstext.article import Article
from store import Archive
from store.model.annotations import Status
from tests.browser import opened_page
from tests.processes import descendants

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, WebSocketRoute

    from tests.browser import BrowserPage

DEADLINE = 60.0
SIZES = {"width": 1280, "height": 720}
FERRY = "“We will sail again tonight,” said Mira Holt, the pilot of the night ferry."
DRAWN = """() => {
    const layer = document.querySelector(".xterm-text-layer");
    const found = layer.getContext("2d").getImageData(0, 0, layer.width, layer.height).data;
    return found.filter((value, at) => at % 4 === 3 && value > 0).length;
}"""

READ = "Object.getPrototypeOf(navigator.clipboard).readText.call(navigator.clipboard)"


class Shown:
    """A page with a desk: the keys of a person, and the text that reaches the page's terminal."""

    def __init__(self, opened: BrowserPage) -> None:
        self.opened, self.page = opened, opened.page
        self._screen = pyte.Screen(142, 34)
        self._stream = pyte.ByteStream(self._screen)
        self.page.on("websocket", lambda socket: socket.on("framereceived", self.take))

    def take(self, frame: bytes | str) -> None:
        """Draw what the page's terminal draws."""
        if isinstance(frame, bytes):
            # pyte knows no queries of private modes.
            self._stream.feed(re.sub(rb"\x1b\[\?\d+\$p|\x1b\[[<>=][^a-zA-Z]*[a-zA-Z]", b"", frame))

    @property
    def text(self) -> str:
        """The text of the terminal."""
        return "\n".join(self._screen.display)

    def clear(self) -> None:
        """Forget everything drawn so far."""
        self._screen.reset()

    def open(self, link: str) -> None:
        """Open the desk by a link, and wait until its list is drawn."""
        self.page.goto(link)
        self.sees("Stack")

    def press(self, *keys: str) -> None:
        """Press keys, wherever the page has the keyboard."""
        for key in keys:
            self.page.keyboard.press(key)

    def sees(self, words: str) -> None:
        """Wait until words are shown."""
        self.until(lambda: words in self.text)

    def until(self, happened: Callable[[], bool]) -> None:
        """Wait for something, while the page's events go on."""
        end = time.monotonic() + DEADLINE
        while not happened():
            assert time.monotonic() < end, self.text
            self.page.wait_for_timeout(20)


@pytest.fixture
def link(tmp_path: Path) -> Iterator[str]:
    """The link of a server with two articles, one of which has an accepted quotation."""
    store = tmp_path / "desk.db"
    with Archive.open(store, actor="ada") as archive:
        articles = [Article(headline="Eels", body="There are nine."), Article(headline="Ferry survives", body=FERRY)]
        _, ferry = archive.add(articles, reader="r", reader_version="1")
        archive.suggestions.find(ferry.article_id)
        archive.decisions.settle(archive.open_article(ferry.article_id).annotations, Status.ACCEPTED)
    with serving(store) as served:
        yield served


@contextmanager
def serving(store: Path) -> Iterator[str]:
    """Serve a store; yield the link that is printed."""
    command = [sys.executable, "-P", "-m", "tui", "--db", str(store), "serve", "--listen", "127.0.0.1:0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        try:
            found = re.search(r"http://\S+", server.stdout.readline())
            assert found
            # Later lines must not fill the pipe.
            threading.Thread(target=server.stdout.read, daemon=True).start()
            yield found[0]
            desks = descendants(server.pid)
            server.terminate()
            assert server.wait(DEADLINE) == 0
            assert [pid for pid in desks if Path(f"/proc/{pid}").exists()] == []
        finally:
            server.kill()


HARMLESS = ("ERR_ABORTED", "exceeded allotted deadline")
"""Complaints of a page that is left before its font is there, and of its terminal on a slow machine."""


def test_a_person_works_in_a_browser_with_keys_mouse_and_window(browser: Browser, link: str) -> None:
    with opened_page(browser, viewport=SIZES) as opened:
        desk = Shown(opened)
        desk.open(link)
        # No click: the page has the keyboard.
        desk.press("j", "Enter")
        desk.sees("There are nine.")
        desk.page.mouse.click(200, 35)
        desk.sees("said Mira Holt")
        desk.press("Control+z")
        desk.sees("There is no shell")
        assert desk.page.evaluate(DRAWN) > 5_000
        assert desk.opened.barriers() == []

        desk.page.set_viewport_size({"width": 600, "height": 500})
        desk.until(lambda: "Stack" not in "\n".join(line[:20] for line in desk.text.splitlines()[:1]))
        origin = link.partition("/enter")[0]
        assert [asked for asked in opened.requests if not asked.startswith(origin)] == []
        assert [said for said in opened.complaints if not any(one in said for one in HARMLESS)] == []


def test_copies_and_exports_reach_the_browser_and_not_the_servers_machine(
    browser: Browser, link: str, copied: Path, tmp_path: Path
) -> None:
    with opened_page(browser, viewport=SIZES, permissions=["clipboard-read", "clipboard-write"]) as opened:
        desk = Shown(opened)
        desk.open(link)
        desk.press("Enter")
        desk.sees("said Mira Holt")
        desk.press("y", "y")
        desk.sees("Copied")
        assert "We will sail again tonight" in desk.page.evaluate(READ)
        # The desk may write the clipboard, and never read it.
        assert desk.page.evaluate("navigator.clipboard.readText()") == ""

        desk.press("g", "e")
        desk.sees("Export as")
        with desk.page.expect_download() as download:
            desk.press("Enter")
        desk.sees("to the browser, as quotations-")
        assert re.fullmatch(r"quotations-\d{4}-\d\d-\d\d\.md", download.value.suggested_filename)
        assert "We will sail again tonight" in Path(download.value.path()).read_text()
        assert not copied.exists()
        assert [*tmp_path.rglob("quotations-*")] == []


def test_a_copy_that_the_browser_refuses_is_not_called_copied(browser: Browser, link: str) -> None:
    with opened_page(browser, viewport=SIZES) as opened:
        opened.page.add_init_script("Clipboard.prototype.writeText = () => Promise.reject(new Error('no'))")
        desk = Shown(opened)
        desk.open(link)
        desk.press("Enter")
        desk.sees("said Mira Holt")
        desk.press("y", "y")
        desk.sees("The browser refused the copy.")
        assert opened.page.inner_text("#notice span") == "The browser refused the copy."
        opened.page.click("#notice button")
        opened.page.wait_for_selector("#notice", state="hidden")
        # The keyboard is the desk's again.
        desk.press("Control+z")
        desk.sees("There is no shell")


def test_a_lost_connection_comes_back_to_the_same_desk(browser: Browser, link: str) -> None:
    routes: list[WebSocketRoute] = []
    with opened_page(browser, viewport=SIZES) as opened:
        desk = Shown(opened)

        def forward(route: WebSocketRoute) -> None:
            def pass_on(message: str | bytes) -> None:
                desk.take(message)
                route.send(message)

            routes.append(route)
            route.connect_to_server().on_message(pass_on)

        opened.page.route_web_socket(re.compile("/ws/"), forward)
        desk.open(link)
        desk.press("j", "Enter")
        desk.sees("There are nine.")
        opened.page.route("**/ready", lambda route: route.abort())
        routes[0].close(code=4000)
        opened.page.wait_for_selector("#closed:has-text('The connection is lost')")
        desk.clear()
        opened.page.unroute("**/ready")
        # No key is pressed: the article is still open.
        desk.sees("There are nine.")
        assert len(routes) == 2


def test_a_page_of_another_origin_gets_no_desk(browser: Browser, link: str) -> None:
    """Cookies do not tell ports apart: a page on another port has ours, and even a token to connect with."""
    origin = link.partition("/enter")[0]
    with opened_page(browser) as opened, foreign_page() as evil:
        desk = Shown(opened)
        desk.open(link)
        asked = opened.page.context.request.get(origin)
        socket = re.search(r"ws://[^\"]+", asked.text())
        assert socket
        opened.page.goto(evil)
        connect = """(address) => new Promise((answer) => {
            const socket = new WebSocket(`${address}?width=80&height=24`);
            socket.onopen = () => answer("opened");
            socket.onerror = () => answer("refused");
        })"""
        assert opened.page.evaluate(connect, socket[0]) == "refused"
        framed = """(address) => new Promise((answer) => {
            const frame = document.createElement("iframe");
            frame.src = address;
            frame.onload = () => answer(frame.contentDocument === null ? "closed" : "open");
            document.body.append(frame);
        })"""
        opened.page.evaluate(framed, origin)
        assert any("frame-ancestors" in complaint or "X-Frame-Options" in complaint for complaint in opened.complaints)


@contextmanager
def foreign_page() -> Iterator[str]:
    """Serve an empty page on a port of its own; yield its address."""

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(b"<!doctype html><title>Elsewhere</title>")

        def log_message(self, *_: Any) -> None:
            """Print nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Page) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()
