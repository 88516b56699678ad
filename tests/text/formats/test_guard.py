"""Hostile files: an answer within limits, and no other file lost."""

import os
import signal
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from newstext import guard, read
from newstext.article import Article
from newstext.formats import BrokenReaderError, UnreadableError
from newstext.guard import process
from tests.text.test_drafts import document

PAGE = b"<html><body><h1>Strike goes on</h1><p>No end in sight.</p></body></html>"
BOMB = (
    b'<!DOCTYPE l [<!ENTITY a "lol">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    + b"]>"
)
OUTSIDE = b'<!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
FEED = b"<rss version='2.0'><channel><title>&%s;</title><item><title>A&%s;</title></item></channel></rss>"

HOSTILE = {
    "entity bomb": BOMB + FEED % (b"j", b"j"),
    "outside entity": OUTSIDE + FEED % (b"x", b"x"),
    "entity bomb in a page": BOMB + b"<html><p>&j;</p></html>",
    "200,000 nested tags": b"<html>" + b"<div>" * 200_000 + b"<p>x",
    "unclosed tags": b"<html><body>" + b"<b>x<i>" * 5_000,
    "nested feed": b"<rss version='2.0'>" + b"<channel>" * 100_000,
    "one long line": b"<html><p>" + b"word " * 400_000,
    "nothing but tags opened": b"<html>" + b"<" * 500_000,
    "attributes": b"<html " + b"a='b' " * 200_000 + b"><p>x",
    "truncated page": PAGE[:-60],
    "truncated feed": b"<rss version='2.0'><channel><title>t</title><item><title>Strike</ti",
    "binary after the head": b"<html>" + bytes(range(256)) * 500,
    "a deep JSON feed": b'{"version": "https://jsonfeed.org/version/1", "items": ' + b"[" * 200_000,
    "no feed at all": b"<rss/>",
    "a saved page's odd header": b"From: <Saved by X>\nSubject: x\nMIME-Version: 1.0\nContent-Type: text/html"
    + b"(" * 9_000
    + b"\n\n<p>x",
}


def read_or_refused(data: bytes) -> tuple[str | None, list[Article]]:
    try:
        return None, read(data, "download")
    except UnreadableError as error:
        return str(error), []


@pytest.fixture(autouse=True, scope="module")
def _no_process_is_left_behind() -> Iterator[None]:
    yield
    guard._reader.close()


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_is_read_or_refused_in_a_sentence(data: bytes) -> None:
    sentence, articles = read_or_refused(data)
    if sentence is not None:
        assert sentence.endswith(".")
        assert "Traceback" not in sentence
    else:
        assert articles
        assert sum(len(article.body) for article in articles) <= len(data)
        assert "lollol" not in repr(articles)
    assert read(PAGE, "page.html")[0].headline == "Strike goes on"


def test_a_file_that_takes_too_long_is_stopped_and_the_next_one_read() -> None:
    with pytest.raises(UnreadableError, match=r"takes more than 0\.01 seconds"):
        guard.read_guarded(b"<html>" + b"<p>words and words</p>" * 200_000, "page.html", "web.html", seconds=0.01)
    assert read(PAGE, "page.html")[0].headline == "Strike goes on"


def test_only_the_readers_own_time_counts() -> None:
    """A busy or sleeping machine causes no refusal."""
    read(PAGE, "page.html")
    assert guard._reader._process is not None
    limit = 0.1
    with ThreadPoolExecutor(1) as pool:
        os.kill(guard._reader._process.pid, signal.SIGSTOP)
        reading = pool.submit(guard.read_guarded, PAGE, "page.html", "web.html", seconds=limit)
        with pytest.raises(TimeoutError):
            reading.result(2 * limit)
        os.kill(guard._reader._process.pid, signal.SIGCONT)
        assert reading.result()[0].headline == "Strike goes on"


def test_a_reader_that_breaks_says_so_and_costs_its_file_only() -> None:
    with pytest.raises(BrokenReaderError, match="fault is in Pullquote or its installation") as broken:
        guard.read_guarded(PAGE, "page.html", "no_such_reader")
    assert "Traceback" in broken.value.report
    assert read(PAGE, "page.html")[0].headline == "Strike goes on"


def test_a_reader_that_breaks_in_this_process_says_so_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "newstext.formats.plain.text", None)
    with pytest.raises(BrokenReaderError, match="ModuleNotFoundError"):
        read(b"Strike goes on.", "story.txt")


def test_a_process_is_replaced_before_what_its_libraries_keep_adds_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "_MOST_JOBS", 2)
    reader = process.Process()
    pids = set()
    for _ in range(5):
        reader.ask("draft", b"Fog came.", 10, name="draft.txt")
        assert reader._process is not None
        pids.add(reader._process.pid)
    reader.stop()
    assert len(pids) == 3


def test_a_draft_that_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "MAX_SECONDS", 0.02)
    paragraphs = b"<w:p><w:r><w:t>Fog came.</w:t></w:r></w:p>" * 20_000
    with pytest.raises(UnreadableError, match="takes more than"):
        guard.read_draft(document(paragraphs.decode()), "draft.docx")


@pytest.mark.parametrize("unit", ["[", "[a](b", "*a ", "> "])
def test_a_large_draft_of_signs_is_read_at_once(unit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "MAX_SECONDS", 1.0)
    draft = f"Fog came.\n\n{unit * (4_000_000 // len(unit))}"
    assert guard.read_draft(draft.encode(), "draft.md").text.startswith("Fog came.")


@pytest.mark.parametrize(
    ("module", "page"),
    [("plain.text", "Fog\n\nFog came{} at last."), ("web.html", "<title>Fog{}came</title><p>It came.</p>")],
)
@pytest.mark.parametrize("sign", ["\t", "\u00a0", "| ", "[", "A. "])
def test_a_long_run_of_signs_is_read_at_once(module: str, page: str, sign: str) -> None:
    data = page.format(sign * (100_000 // len(sign))).encode()
    assert guard.read_guarded(data, "copy", module, seconds=3)


def test_an_interrupted_answer_is_not_taken_for_the_next_files(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(process, "read_frame", interrupted)
        with pytest.raises(KeyboardInterrupt):
            read(PAGE.replace(b"goes on", b"is over"), "page.html")
    assert read(PAGE, "page.html")[0].headline == "Strike goes on"


def test_the_guarded_process_does_not_import_from_where_people_stand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    guard._reader.close()
    (tmp_path / "lxml.py").write_text("raise SystemExit")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", ["", *sys.path])
    assert read(PAGE, "page.html")[0].headline == "Strike goes on"
