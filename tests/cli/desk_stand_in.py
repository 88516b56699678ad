"""A program that talks to ``pullquote serve`` as a desk does, and starts at once: it draws what it is told, as JSON.

The store's name says how it behaves: ``refuses``, ``stubborn``, ``talks``, ``breaks``, or as a desk.
"""

import json
import os
import signal
import sys


def _send(kind: bytes, payload: bytes) -> None:
    sys.stdout.buffer.write(kind + len(payload).to_bytes(4, "big") + payload)
    sys.stdout.buffer.flush()


def _draw(**what: object) -> None:
    _send(b"D", json.dumps(what).encode())


def _deliver(path: str) -> None:
    meta = {"type": "deliver_file_start", "key": "k" * 32, "path": path, "open_method": "download"}
    _send(b"M", json.dumps(meta | {"mime_type": "text/html", "encoding": "utf-8"}).encode())


def main() -> None:
    handover = json.loads(sys.stdin.buffer.readline())
    how = handover["store"]
    if how == "refuses" or handover["password"] == "wrong":
        sys.exit("The store says \x1b[31mno\x1b[0m.")
    if how == "stubborn":
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    if how == "talks":
        sys.stderr.write("x" * 1_000_000 + "\n")
    sys.stdout.buffer.write(b"__GANGLION__\n")
    _draw(pid=os.getpid(), environment=dict(os.environ), handover=handover)
    chunks = [b"first, ", b"second", b""]
    while kind := sys.stdin.buffer.read(1):
        payload = sys.stdin.buffer.read(int.from_bytes(sys.stdin.buffer.read(4), "big"))
        if kind == b"D":
            _draw(typed=payload.decode())
            if payload == b"export":
                _deliver("/tmp/names, “quoted”.md")
            if payload == b"break":
                _send(b"X" * 4 + b"\xff", b"")
            if payload == b"leave":
                return
        elif (meta := json.loads(payload))["type"] == "deliver_chunk_request":
            chunk = chunks.pop(0)
            packed = [b"s13:deliver_chunk", b"s32:" + meta["key"].encode(), b"%d:%s" % (len(chunk), chunk)]
            _send(b"P", b"t" + b"".join(packed) + b"e")
        else:
            _draw(meta=meta)


main()
