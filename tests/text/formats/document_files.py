"""Minimal documents for tests: PDF, Word, OpenDocument and RTF."""

from __future__ import annotations

import io
import struct
import zipfile
from typing import NamedTuple

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
ODF = "urn:oasis:names:tc:opendocument:xmlns"


class Set(NamedTuple):
    """Words set on a page: left edge and baseline in points from its lower left corner, and the font size."""

    left: float
    baseline: float
    words: str
    size: float = 10


def column(left: float, top: float, lines: list[str], *, leading: float = 12, size: float = 10) -> list[Set]:
    """Set lines below each other; an empty one is a gap."""
    return [Set(left, top - leading * number, line, size) for number, line in enumerate(lines) if line]


def pdf(pages: list[list[Set]], *, labels: str = "", turned: int = 0) -> bytes:
    """Return a PDF with these pages, in Helvetica; ``labels`` is the catalogue entry that numbers them.

    ``turned`` pages are drawn rotated and shown upright.
    """
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {labels} >>".encode(),
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, page in enumerate(pages):
        resources = "<< /Font << /F1 3 0 R >> >>"
        content = f"/Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Rotate {turned} /Resources {resources}"
        objects.append(f"<< {content} /Contents {5 + 2 * number} 0 R >>".encode())
        drawn = _TURNS[turned] + b"".join(map(_drawn, page))
        objects.append(b"<< /Length %d >>\nstream\n%sendstream" % (len(drawn), drawn))
    return _assembled(objects)


_TURNS = {0: b"", 90: b"0 1 -1 0 595 0 cm\n", 180: b"-1 0 0 -1 595 842 cm\n", 270: b"0 -1 1 0 0 842 cm\n"}


def _drawn(line: Set) -> bytes:
    words = line.words.encode("cp1252").replace(b"\\", rb"\\").replace(b"(", rb"\(").replace(b")", rb"\)")
    place = f"{line.size:g} Tf 1 0 0 1 {line.left:g} {line.baseline:g} Tm"
    return b"BT /F1 %s (%s) Tj ET\n" % (place.encode(), words)


def _assembled(objects: list[bytes]) -> bytes:
    file = io.BytesIO()
    file.write(b"%PDF-1.7\n")
    places = []
    for number, written in enumerate(objects, 1):
        places.append(file.tell())
        file.write(b"%d 0 obj\n%s\nendobj\n" % (number, written))
    table = file.tell()
    file.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    file.writelines(b"%010d 00000 n \n" % place for place in places)
    file.write(b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table))
    return file.getvalue()


def docx(body: str, **parts: str) -> bytes:
    """Return a Word document: ``body`` is the content of ``w:body``, ``parts`` are others of ``word/`` by name."""
    return packed(
        {"[Content_Types].xml": "<Types/>", "word/document.xml": _word("document", f"<w:body>{body}</w:body>")}
        | {f"word/{name}.xml": _word(name, inside) for name, inside in parts.items()}
    )


def _word(root: str, inside: str) -> str:
    root = {"header1": "hdr", "footer1": "ftr"}.get(root, root)
    return f'<w:{root} xmlns:w="{WORD}">{inside}</w:{root}>'


def odt(text: str, *, styles: str = "", manifest: str = "") -> bytes:
    """Return an OpenDocument text: ``text`` is the content of ``office:text``."""
    names = " ".join(f'xmlns:{name}="{ODF}:{name}:1.0"' for name in ("office", "text", "table", "style", "draw"))
    names += ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
    content = f"<office:document-content {names}><office:body><office:text>{text}</office:text></office:body>"
    return packed(
        {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": f"{content}</office:document-content>"}
        | ({"styles.xml": f"<office:document-styles {names}>{styles}</office:document-styles>"} if styles else {})
        | ({"META-INF/manifest.xml": manifest} if manifest else {})
    )


def packed(parts: dict[str, str]) -> bytes:
    """Return a ZIP archive of these parts, with an OpenDocument's type uncompressed."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in parts.items():
            file.writestr(name, text, zipfile.ZIP_STORED if name == "mimetype" else None)
    return archive.getvalue()


def ole(streams: dict[str, bytes]) -> bytes:
    """Return an OLE file with these streams; slashes separate folders."""
    folders = {"/".join(name.split("/")[:depth]) for name in streams for depth in range(1, name.count("/") + 1)}
    names = ["", *sorted(folders | streams.keys())]
    small = {name: data for name, data in streams.items() if len(data) < 4096}
    packed_small, starts = bytearray(), {}
    minis: list[int] = []
    for name, data in small.items():
        starts[name] = len(packed_small) // 64
        packed_small += data + bytes(-len(data) % 64)
        minis += [*range(starts[name] + 1, len(packed_small) // 64), 0xFFFFFFFE] if data else []
    large = [name for name in streams if name not in small]
    chains = [bytes(128 * len(names)), _numbers(minis), bytes(packed_small), *(streams[name] for name in large)]
    sectors = [-(-len(chain) // 512) for chain in chains]
    table = [0xFFFFFFFD]
    begins = []
    for count in sectors:
        begins.append(len(table) if count else 0xFFFFFFFE)
        table += [*range(len(table) + 1, len(table) + count), 0xFFFFFFFE] if count else []
    assert len(table) <= 128, "one sector of the table is enough for a test"
    starts |= dict(zip(large, begins[3:], strict=True))
    entries = [_entry(name, names, streams, starts, (begins[2], len(packed_small))) for name in names]
    chains[0] = b"".join(entries)
    body = b"".join(chain + bytes(-len(chain) % 512) for chain in chains)
    head = struct.pack("<8s16xHHHHH6xIIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6, 0, 1,
                       begins[0], 0, 4096, begins[1], sectors[1], 0xFFFFFFFE, 0, 0)  # fmt: skip
    head += _numbers([*[0xFFFFFFFF] * 108])
    return head + _numbers([*table, *[0xFFFFFFFF] * (128 - len(table))]) + body


def _numbers(numbers: list[int]) -> bytes:
    return struct.pack(f"<{len(numbers)}I", *numbers)


def _entry(
    name: str, names: list[str], streams: dict[str, bytes], starts: dict[str, int], root: tuple[int, int]
) -> bytes:
    """A directory entry of the file; the entries of one folder are linked in a row."""

    def inside(folder: str) -> list[int]:
        own = [at for at, other in enumerate(names) if other and other.rpartition("/")[0] == folder]
        return sorted(own, key=lambda at: (len(names[at].rpartition("/")[2]), names[at].upper()))

    own = (name.rpartition("/")[2] or "Root Entry").encode("utf-16-le") + b"\0\0"
    row = inside(name.rpartition("/")[0]) if name else []
    behind = row[row.index(names.index(name)) + 1 :] if row else []
    children = [] if name in streams else inside(name)
    kind = 2 if name in streams else 1 if name else 5
    begins, size = root if not name else (starts.get(name, 0), len(streams.get(name, b"")))
    links = (0xFFFFFFFF, behind[0] if behind else 0xFFFFFFFF, children[0] if children else 0xFFFFFFFF)
    return struct.pack("<64sHBB3I36xIQ", own, len(own), kind, 1, *links, begins, size)


def msg(properties: dict[str, str | bytes], *, sent: int = 0, attachments: dict[str, bytes] | None = None) -> bytes:
    """Return an Outlook message with properties by tag and type (``0037001F``), and attached files by name."""
    times = struct.pack("<HHIQ", 0x40, 0x39, 6, sent)
    streams = {"__properties_version1.0": bytes(32) + times} | _streams("", properties)
    for number, (name, data) in enumerate((attachments or {}).items()):
        folder = f"__attach_version1.0_#{number:08X}/"
        streams |= {f"{folder}__properties_version1.0": bytes(8)}
        streams |= _streams(folder, {"3707001F": name, "37010102": data})
    return ole(streams)


def _streams(folder: str, properties: dict[str, str | bytes]) -> dict[str, bytes]:
    return {
        f"{folder}__substg1.0_{tag}": value.encode("utf-16-le") if isinstance(value, str) else value
        for tag, value in properties.items()
    }
