"""The targets of inputs: each reader, and with a store the check of drafts, the import of annotations, searches."""

from __future__ import annotations

import collections
import contextlib
import importlib
import io
import json
import shutil
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from bench.fuzz_readers.mutation import mutated
from newstext.drafts import read_draft
from newstext.formats import FORMATS, Format, UnreadableError, recognise
from newstext.formats.tables.jsonl import from_json, to_json
from newstext.stated import StatedTime
from store import Archive
from store.errors import StoreError
from store.exchange.import_ import recognised
from store.model.annotations import Status

if TYPE_CHECKING:
    from random import Random

    from newstext.article import Article

ROOT = Path(__file__).parents[2]
FOLDERS = ("tests/text/formats/data", "sample_data")
EXPORTS = ("jsonl", "w3c", "doccano")
ANEW = 200
"""Inputs after which the store starts again from the first: imported annotations make it grow."""
PACKED_SHARE = 0.1
"""How often an archive is mutated without unpacking: nearly all results are damaged."""
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"


class Target(Protocol):
    """Takes inputs of its own making."""

    name: str

    def input(self, chance: Random) -> tuple[bytes, str]:
        """Make one input and name it."""
        ...

    def put(self, data: bytes, name: str) -> str:
        """Put an input through; return in a word what came of it. Any exception is a crash."""
        ...


class Reader:
    """The reader of one format."""

    def __init__(self, format_: Format, seeds: list[bytes], others: list[bytes]) -> None:
        self.name = format_.name
        self._format = format_
        self._seeds = seeds
        self._others = others

    def input(self, chance: Random) -> tuple[bytes, str]:
        return mutated(chance.choice(self._seeds), self._others, chance), "download"

    def put(self, data: bytes, name: str) -> str:
        """Read ``data`` as this format and as what it looks like now; the answer is that of the first."""
        formats = [self._format]
        with contextlib.suppress(UnreadableError):
            formats.append(recognise(data, name))
        answer = "refused"
        for number, chosen in enumerate(dict.fromkeys(formats)):
            try:
                articles = importlib.import_module(f"newstext.formats.{chosen.module}").read(data, name)
            except UnreadableError:
                continue
            for article in articles:
                _check(article)
            answer = "read" if number == 0 else answer
        return answer


class PackedReader(Reader):
    """The reader of a format that is a ZIP archive: one of its parts is mutated, or now and then the archive."""

    def input(self, chance: Random) -> tuple[bytes, str]:
        data = chance.choice(self._seeds)
        if chance.random() < PACKED_SHARE:
            return mutated(data, self._others, chance), "download"
        changed = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(data)) as parts, zipfile.ZipFile(changed, "w") as other:
            chosen = chance.choice([name for name in parts.namelist() if name.endswith(".xml")])
            for name in parts.namelist():
                part = parts.read(name)
                other.writestr(name, mutated(part, self._others, chance) if name == chosen else part)
        return changed.getvalue(), "download"


class Stored:
    """Keeps a store of the sample data, rebuilt now and then, for targets that need one."""

    def __init__(self, folder: Path, seeds: dict[str, list[bytes]]) -> None:
        self._first = folder / "first.db"
        self._file = folder / "used.db"
        self._uses = 0
        with Archive.open(self._first, actor="ada") as archive:
            for format_ in FORMATS:
                for data in seeds.get(format_.name, ()):
                    module = importlib.import_module(f"newstext.formats.{format_.module}")
                    archive.add(module.read(data, "sample"), reader="newstext", reader_version="1")
            rows = archive.articles.page().rows
            for row in rows[:40]:
                archive.suggestions.find(row.id)
                archive.decisions.settle(archive.open_article(row.id).annotations[:4], Status.ACCEPTED)
            self.bodies = list(
                filter(None, (archive.open_article(row.id).revision.article.body.encode() for row in rows))
            )
            self.headlines = [(row.headline or "fog").encode() for row in rows]
            self.exports = [self._exported(archive, name) for name in EXPORTS]
        self._archive: Archive | None = None

    @property
    def archive(self) -> Archive:
        """The store, open."""
        if self._archive is None or self._uses % ANEW == 0:
            self.close()
            shutil.copyfile(self._first, self._file)
            self._archive = Archive.open(self._file, actor="bo")
        self._uses += 1
        return self._archive

    def close(self) -> None:
        """Close the store, and leave nothing of it."""
        if self._archive is not None:
            self._archive.close()
        for file in self._file.parent.glob("used.db*"):
            file.unlink()

    def _exported(self, archive: Archive, name: str) -> bytes:
        with archive.annotations.exported(name) as exported:
            return exported.path.read_bytes()


class Draft:
    """The check of a draft: it is read, and its quotations are found and compared with the store."""

    name = "check"

    def __init__(self, stored: Stored) -> None:
        self._stored = stored

    def input(self, chance: Random) -> tuple[bytes, str]:
        bodies = self._stored.bodies
        data = mutated(chance.choice(bodies)[:3000], bodies, chance)
        kind = chance.choice(("draft.txt", "draft.md", "draft.html", "draft.docx"))
        if kind == "draft.html":
            data = b"<p>" + data.replace(b"\n\n", b"<p>") + b"</p>"
        return (_document(data) if kind == "draft.docx" else data), kind

    def put(self, data: bytes, name: str) -> str:
        try:
            found = self._stored.archive.check(read_draft(data, name).text)
        except UnreadableError:
            return "refused"
        return "findings" if any(one.is_finding for one in found) else "clean"


class Annotations:
    """The import of annotations: exports of the store itself, mutated."""

    name = "annotations"

    def __init__(self, stored: Stored) -> None:
        self._stored = stored

    def input(self, chance: Random) -> tuple[bytes, str]:
        exports = self._stored.exports
        at = chance.randrange(len(exports))
        lines = exports[at].splitlines(keepends=True)
        few = b"".join(lines[:1] + chance.sample(lines[1:], min(len(lines) - 1, 12)))
        return mutated(exports[at] if EXPORTS[at] == "w3c" else few, exports, chance), EXPORTS[at]

    def put(self, data: bytes, name: str) -> str:
        text = data.decode("utf-8", errors="replace")
        archive = self._stored.archive
        outcomes: collections.Counter[str] = collections.Counter()
        for chosen in dict.fromkeys((name, recognised(text[:4096]))):
            if chosen is not None:
                try:
                    outcomes.update(
                        str(arrival.outcome) for arrival in archive.annotations.import_file(io.StringIO(text), chosen)
                    )
                except (UnreadableError, StoreError):
                    outcomes["refused"] += 1
        return outcomes.most_common(1)[0][0] if outcomes else "nothing in it"


class Search:
    """The text typed into the search field."""

    name = "search"

    def __init__(self, stored: Stored) -> None:
        self._stored = stored

    def input(self, chance: Random) -> tuple[bytes, str]:
        headlines = self._stored.headlines
        return mutated(chance.choice(headlines), headlines, chance), ""

    def put(self, data: bytes, name: str) -> str:
        archive = self._stored.archive
        hits = archive.search(data.decode("utf-8", errors="surrogateescape"), limit=20)
        return "found" if hits else "nothing found"


def readers() -> tuple[list[Reader], dict[str, list[bytes]]]:
    """Return a target for each format that an invented file is in, and these files by format."""
    files = [path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*")) if path.is_file()]
    seeds: dict[str, list[bytes]] = collections.defaultdict(list)
    for path in files:
        if not path.name.endswith((".py", ".expected.json")):
            data = path.read_bytes()
            if b"\0" not in data:
                data = b"".join(data.splitlines(keepends=True)[:200])
            seeds[recognise(data, path.name).name].append(data)
    others = [data for of in seeds.values() for data in of]
    known = [format_ for format_ in FORMATS if format_.name in seeds]
    kinds = {format_.name: PackedReader if seeds[format_.name][0].startswith(b"PK") else Reader for format_ in known}
    return [kinds[format_.name](format_, seeds[format_.name], others) for format_ in known], seeds


class Made(NamedTuple):
    """All targets, and the store to be closed after them."""

    targets: list[Target]
    stored: Stored


def made(folder: Path) -> Made:
    """Return every target: as many inputs for the readers together as for the rest."""
    reading, seeds = readers()
    stored = Stored(folder, seeds)
    return Made([*reading, Draft(stored), Annotations(stored), Search(stored)], stored)


def _document(text: bytes) -> bytes:
    words = b"".join(b"<w:p><w:r><w:t>%s</w:t></w:r></w:p>" % part for part in text.split(b"\n\n"))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as parts:
        parts.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" Type="{OFFICE}"'
            ' Target="word/document.xml"/></Relationships>',
        )
        parts.writestr("[Content_Types].xml", f'<Types xmlns="{PACKAGE}/content-types"/>')
        head = f'<w:document xmlns:w="{WORD}"><w:body>'.encode()
        parts.writestr("word/document.xml", head + words + b"</w:body></w:document>")
    return packed.getvalue()


def _check(article: Article) -> None:
    stored = json.dumps(to_json(article), ensure_ascii=False).encode("utf-8")
    assert from_json(json.loads(stored)) == article, "it does not read back the same"
    assert "\r" not in article.body, "a line end is not LF"
    for stated in (article.published, article.updated, article.embargo):
        if isinstance(stated, StatedTime):
            assert (stated.instant is None) == (not stated.zoned), "an instant without a zone"
