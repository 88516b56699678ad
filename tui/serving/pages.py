"""The pages: the desk's, the login's, and those with one sentence; and the headers that keep others out."""

from __future__ import annotations

import html
from functools import cache
from importlib.resources import files
from string import Template

from aiohttp import web

_OURS = {name: "text/css" if name.endswith("css") else "text/javascript" for name in ("desk.css", "desk.js", "link.js")}
_THEIRS = {
    "textual.js": ("js/textual.js", "text/javascript"),
    "xterm.css": ("css/xterm.css", "text/css"),
    "upright.ttf": ("fonts/RobotoMono-VariableFont_wght.ttf", "font/ttf"),
    "italic.ttf": ("fonts/RobotoMono-Italic-VariableFont_wght.ttf", "font/ttf"),
}
"""Files of textual-serve, by the names that our pages use."""


def headers(origin: str) -> dict[str, str]:
    """Return the headers of every answer. ``origin`` is the address that people open."""
    socket = origin.replace("http", "ws", 1)
    # The page's terminal styles itself while it starts, so styles may be written by scripts; nothing else may.
    policy = (
        f"default-src 'self'; connect-src 'self' {socket}; style-src 'self' 'unsafe-inline'; object-src 'none';"
        " base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )
    return {
        "Cache-Control": "no-store",
        "Content-Security-Policy": policy,
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Referrer-Policy": "same-origin",  # With none at all, browsers send no Origin along with a form.
        "Server": "Pullquote",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
    }


def desk(origin: str, token: str) -> web.Response:
    """Return the page that shows the desk and connects with ``token``."""
    address = f"{origin.replace('http', 'ws', 1)}/ws/{token}"
    return _page("desk.html", address=address)


def login(why: str = "", name: str = "", status: int = 200) -> web.Response:
    """Return the page that asks for the person's own login at the store."""
    return _page("login.html", status, why=why, name=name)


def link(token: str) -> web.Response:
    """Return the page of a one-time link, which enters by itself: what only looks at links does not use it up."""
    return _page("link.html", token=token)


def sentence(words: str, status: int) -> web.Response:
    """Return a page with one sentence."""
    return _page("sentence.html", status, words=words)


def static(name: str) -> web.Response | None:
    """Return a file that pages need; None for any other."""
    if name in _OURS:
        content, kind = _content("tui.serving", f"static/{name}"), _OURS[name]
    elif name in _THEIRS:
        path, kind = _THEIRS[name]
        content = _content("textual_serve", f"static/{path}")
    else:
        return None
    return web.Response(body=content, content_type=kind, headers={"Cache-Control": "private, max-age=600"})


@cache
def _content(package: str, path: str) -> bytes:
    return files(package).joinpath(*path.split("/")).read_bytes()


def _page(file: str, status: int = 200, **values: str) -> web.Response:
    template = Template(_content("tui.serving", f"static/{file}").decode())
    safe = {key: html.escape(value) for key, value in values.items()}
    return web.Response(text=template.substitute(safe), status=status, content_type="text/html")
