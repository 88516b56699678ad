"""The running of the server, from the first request until a signal ends it."""

from __future__ import annotations

import asyncio
import signal
import sys
from typing import TYPE_CHECKING

from aiohttp import web

from tui.serving.server import DeskServer
from tui.serving.settings import Entry, SettingsError

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.serving.settings import Settings

_SIGNALS = ("SIGHUP", "SIGINT", "SIGTERM")
_OF_THE_SOCKET = 0o660
"""The proxy's group may connect to the socket, and nobody else."""


def serve(settings: Settings, store: str, tell: Callable[[str], None]) -> None:
    """Serve desks until ctrl+c or a signal; ``tell`` prints sentences. SettingsError when the address is taken."""
    asyncio.run(_serve(settings, store, tell))


async def _serve(settings: Settings, store: str, tell: Callable[[str], None]) -> None:
    server = DeskServer(settings, store, tell)
    runner = await listen(server)
    stopped = asyncio.Event()
    if sys.platform != "win32":
        for name in _SIGNALS:
            asyncio.get_running_loop().add_signal_handler(getattr(signal, name), stopped.set)
    try:
        if settings.entry is Entry.LINK:
            tell(f"The desk is at {server.link}")
            tell("Open this link on this machine; it works once. ctrl+c stops the server.")
        else:
            tell(f"Desks are served at {server.origin}. ctrl+c stops the server.")
        await stopped.wait()
    finally:
        await runner.cleanup()


async def listen(server: DeskServer) -> web.AppRunner:
    """Start to listen, and let the server know its address."""
    settings = server.settings
    runner = web.AppRunner(server.application(), access_log=None)
    await runner.setup()
    place = settings.listening
    try:
        if place.socket is not None:
            await web.UnixSite(runner, str(place.socket)).start()
            place.socket.chmod(_OF_THE_SOCKET)
        else:
            await web.TCPSite(runner, place.host, place.port).start()
    except OSError as error:
        await runner.cleanup()
        where = place.socket or f"{place.host}:{place.port}"
        raise SettingsError(f"{where} cannot be listened on: {error.strerror or error}. Choose another.") from error
    if settings.public is None:
        host, port = runner.addresses[0][:2]
        server.origin = f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
    return runner
