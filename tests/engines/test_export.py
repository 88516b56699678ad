"""An export can be imported again, and gives the position of every word; what does not fit is reported."""

from __future__ import annotations

import contextlib
import csv
import importlib
import io
import json
import re
import tempfile
import tracemalloc
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newstext.formats.errors import UnreadableError
from newstext.quotations.model import QuotationKind
from newstext.spans import Span
from newstext.stated import Precision, State, StatedTime
from store.errors import StoreError
from store.exchange import FORMATS, cannot_carry
from store.exchange.import_ import ImportOutcome, recognised
from store.model.annotations import SETTLED, Origin, Record, Status
from tests.engines.newsroom import BODY, FIRST_QUOTE, SECOND_QUOTE, Newsroom, bring, copy, story
from tests.engines.sqlite_room import open_sqlite

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from store import Archive
    from store.exchange.bundle import Bundle
    from store.exchange.import_ import ImportedAnnotation

GOLDEN = Path(__file__).with_name("golden")
ALL = frozenset(Status)
_CHANGING = re.compile(
    r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|2\d{3}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+|Z))?"
)


def settled_stack(desk: Archive) -> None:
    """Add two articles: one with a quotation in two pieces, a note and tags; one that reads like a formula."""
    opened = story(
        desk, url="https://port.invalid/strike", published=StatedTime("24 Nov 2026", "2026-11-24", Precision.DAY)
    )
    made = desk.decisions.add_quotation(opened.revision, [FIRST_QUOTE, SECOND_QUOTE])
    made = desk.decisions.name_speaker(made, "Mira Holt", revision=opened.revision, source=[Span(51, 60)])
    made = desk.remarks.note(made, "Rang her | twice, <she> *confirms*.")
    desk.remarks.tag(made, ("strike", "phone call"))
    odd = story(desk, headline="=SUM(A1)", source="@wire", body="“+49 is the prefix\nand more,” he said.\x00")
    desk.decisions.add_quotation(odd.revision, [Span(1, 28)])


def written(desk: Archive, name: str, statuses: frozenset[Status] = ALL) -> str:
    """Return an export as text."""
    with desk.annotations.exported(name, statuses=statuses) as exported:
        return exported.path.read_bytes().decode()


def calm(desk: Archive, name: str) -> str:
    """Return an export without the ids and times that differ each time."""
    return _CHANGING.sub("~", written(desk, name))


def brought(desk: Archive, text: str, name: str) -> list[ImportedAnnotation]:
    """Import annotations from a text."""
    return list(desk.annotations.import_file(io.StringIO(text), name))


def test_an_export_looks_as_it_always_did(desk: Archive) -> None:
    settled_stack(desk)
    for name in FORMATS:
        golden = GOLDEN / f"export.{name}"
        assert calm(desk, name) == golden.read_bytes().decode(), (
            "If meant, run ``python -m tests.engines.test_export``."
        )


@pytest.mark.parametrize("name", ["jsonl", "w3c"])
def test_an_export_brought_into_an_empty_store_leaves_it_again_byte_for_byte(tmp_path: Path, name: str) -> None:
    first, second = _room(tmp_path / "one.db"), _room(tmp_path / "two.db")
    settled_stack(first.desk("Ada"))
    changed = copy(url="https://port.invalid/strike", body=BODY.replace("fourth", "fifth"))
    bring(first.desk("Ada"), changed)
    for opened in map(first.desk().open_article, [row.id for row in first.desk().articles.page().rows]):
        first.desk().suggestions.find(opened.row.id)
    left = written(first.desk(), name)
    assert {arrival.outcome for arrival in brought(second.desk("Bo"), left, name)} == {ImportOutcome.ADDED}
    assert written(second.desk(), name) == left
    first.close()
    second.close()


@given(
    body=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=80),
    speaker=st.none() | st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20),
    record=st.sampled_from(Record),
    data=st.data(),
)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_an_article_says_its_quotations_survive_the_journey(
    tmp_path_factory: pytest.TempPathFactory, body: str, speaker: str | None, record: Record, data: st.DataObject
) -> None:
    place = tmp_path_factory.mktemp("journey")
    first, second = _room(place / "one.db"), _room(place / "two.db")
    desk = first.desk("Ada")
    opened = story(desk, body=body)
    start = data.draw(st.integers(0, len(body) - 1))
    made = desk.decisions.add_quotation(opened.revision, [Span(start, data.draw(st.integers(start + 1, len(body))))])
    if speaker is not None and speaker.strip():
        desk.decisions.name_speaker(made, speaker)
    for name in FORMATS:
        left = written(desk, name)  # the export reads itself back, and would refuse
        if name in ("jsonl", "w3c"):
            brought(other := second.desk("Bo"), left, name)
            assert other.annotations.get(made.id).words == made.words
    first.close()
    second.close()


def test_what_comes_in_says_who_made_it_and_who_brought_it(tmp_path: Path) -> None:
    first, second = _room(tmp_path / "one.db"), _room(tmp_path / "two.db")
    settled_stack(first.desk("Ada"))
    desk = second.desk("Bo")
    brought(desk, written(first.desk(), "jsonl"), "jsonl")
    annotations = [a for row in desk.articles.page().rows for a in desk.open_article(row.id).annotations]
    assert {a.origin for a in annotations} == {Origin.IMPORT}
    assert {a.author for a in annotations} == {"Bo"}
    assert {a.provenance.author for a in annotations if a.provenance} == {"Ada"}
    assert [speaker.name for speaker in desk.register.speakers()] == ["Mira Holt"]
    assert desk.decisions.undo() is not None
    assert not any(desk.open_article(row.id).annotations for row in desk.articles.page().rows)
    first.close()
    second.close()


def test_a_file_brought_in_twice_adds_nothing(desk: Archive) -> None:
    settled_stack(desk)
    left = written(desk, "w3c")
    assert {arrival.outcome for arrival in brought(desk, left, "w3c")} == {ImportOutcome.KNOWN}
    for name in ("jsonl", "doccano"):
        assert {arrival.outcome for arrival in brought(desk, written(desk, name), name)} == {ImportOutcome.KNOWN}


def test_an_export_names_the_person_who_decided_not_the_update_or_the_note_after(
    desk: Archive, newsroom: Newsroom
) -> None:
    opened = story(desk, url="https://port.invalid/strike")
    made = desk.decisions.add_quotation(opened.revision, [FIRST_QUOTE])
    newsroom.desk("Bo").remarks.note(made, "Rang her.")
    bring(desk, copy(url="https://port.invalid/strike", body=f"{BODY}\n\nMore follows."))
    [row] = csv.DictReader(io.StringIO(written(desk, "csv").removeprefix("\ufeff")))
    assert row["settled_by"] == desk.actor
    assert f"accepted by {desk.actor}, " in written(desk, "markdown")


def test_only_what_a_person_kept_leaves_unless_more_is_asked_for(desk: Archive) -> None:
    opened = story(desk)
    desk.suggestions.find(opened.row.id)
    first = desk.open_article(opened.row.id).annotations[0]
    desk.decisions.settle([first], Status.ACCEPTED)
    lines = [json.loads(line) for line in written(desk, "jsonl", SETTLED).splitlines()]
    assert [line["id"] for line in lines if line.get("type") == "annotation"] == [first.id]


def test_no_cell_of_the_table_is_a_formula(desk: Archive) -> None:
    settled_stack(desk)
    rows = list(csv.DictReader(io.StringIO(written(desk, "csv").removeprefix("\ufeff"), newline="")))
    assert len(rows) == 2
    for row in rows:
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) for cell in row.values())
    assert [row["headline"] for row in rows if "SUM" in row["headline"]] == ["'=SUM(A1)"]


@pytest.mark.parametrize("begins", ["=", "+", "-", "@", "＝", "＋", "－", "＠", "\t=", "\r=", "\n="])
def test_no_cell_begins_as_a_formula_does_full_width_signs_included(desk: Archive, begins: str) -> None:
    opened = story(desk, headline=f"{begins}SUM(A1)", source=f"{begins}wire")
    desk.decisions.add_quotation(opened.revision, [FIRST_QUOTE])
    [row] = csv.DictReader(io.StringIO(written(desk, "csv").removeprefix("\ufeff"), newline=""))
    assert row["headline"].startswith("'")
    assert row["source"].startswith("'")


def test_a_terminal_finds_nothing_to_obey_in_an_export(desk: Archive) -> None:
    paste = "“Berth two\x1b[201~rm -rf ~\r is\x9b31m closed\x07,”\x85\x00 said Orla Fenn.\x7f"
    opened = story(desk, body=paste, headline="Berth\x1b]52;c;eA==\x07 closed", source="Quay\x90Post")
    desk.decisions.add_quotation(opened.revision, [Span(0, len(paste))])
    for name in FORMATS:
        left = written(desk, name)  # and the text read back is compared with the store
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f]", left.replace("\r\n", "\n")), name
    assert desk.open_article(opened.row.id).annotations[0].words == paste


@pytest.mark.parametrize("name", ["markdown", "csv", "csl", "ris", "bibtex"])
def test_a_paraphrase_never_leaves_as_a_quotation(desk: Archive, name: str) -> None:
    opened = story(desk)
    spoken = Span(103, 150)
    made = desk.decisions.add_quotation(opened.revision, [spoken], kind=QuotationKind.INDIRECT)
    desk.decisions.name_speaker(made, "Mira Holt")
    left = written(desk, name)
    if name == "markdown":
        assert f"Paraphrase: {made.words}" in left
        assert "— Mira Holt (paraphrased)" in left
        assert "\n> " not in left
    elif name != "csv":
        assert f"Paraphrase: {made.words}" in left
    else:
        [row] = csv.DictReader(io.StringIO(left.removeprefix("\ufeff")))
        assert (row["words"], row["paraphrase"], row["kind"]) == ("", made.words, "indirect")


def test_times_in_a_table_sort_as_far_as_they_are_stated_and_their_words_stand_beside(desk: Archive) -> None:
    stated = [
        StatedTime("23 Nov 2026", "2026-11-23", Precision.DAY),
        StatedTime("Tue, 24 Nov 2026 00:30 +0200", "2026-11-24T00:30+02:00", Precision.MINUTE, zoned=True),
        StatedTime("24.11.2026, 08.50", "2026-11-24T08:50", Precision.MINUTE),
        StatedTime("last week"),
    ]
    for number, time in enumerate(stated):
        opened = story(desk, headline=f"Tide table {number}", body=f"{BODY} {number}", published=time)
        desk.decisions.add_quotation(opened.revision, [FIRST_QUOTE])
    rows = list(csv.DictReader(io.StringIO(written(desk, "csv").removeprefix("\ufeff"))))
    assert sorted((row["published"], row["published_stated"]) for row in rows) == [
        ("", "last week"),
        ("2026-11-23", "23 Nov 2026"),
        ("2026-11-23T22:30:00Z", "Tue, 24 Nov 2026 00:30 +0200"),
        ("2026-11-24T08:50", "24.11.2026, 08.50"),
    ]
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", row["settled_at"]) for row in rows)
    by_date = sorted(rows, key=lambda row: row["date"], reverse=True)
    assert [row["headline"] for row in by_date] == [row.headline for row in desk.articles.page().rows]
    assert [row["date"] for row in by_date] == ["2026-11-24T08:50:00Z", "2026-11-23T22:30:00Z", "2026-11-23", ""]


def test_an_address_in_markdown_is_one_to_follow_and_nothing_in_it_is_markup(desk: Archive) -> None:
    for address in ("https://www.port.invalid/a_b/*strike*?x=1", "https://port.invalid/> [x](y)\n# z", "tag:port,1"):
        opened = story(desk, url=address, body=f"{BODY} {address}")
        desk.decisions.add_quotation(opened.revision, [FIRST_QUOTE])
    left = written(desk, "markdown")
    assert "<https://www.port.invalid/a_b/*strike*?x=1>" in left
    assert "<https://port.invalid/%3E%20[x](y)%0A#%20z>" in left
    assert "tag:port,1" in left


def test_a_page_of_annotations_keeps_what_the_web_model_asks_for(desk: Archive) -> None:
    settled_stack(desk)
    page = json.loads(written(desk, "w3c"))
    assert page["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
    assert page["type"] == "AnnotationPage"
    assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", page["id"])
    assert json.loads(written(desk, "w3c"))["id"] == page["id"]
    for item in page["items"]:
        assert item["type"] == "Annotation"
        assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", item["id"])
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", item["created"])
        assert item["target"]
        for target in item["target"]:
            selector = target["selector"]
            assert selector["type"] == "TextPositionSelector"
            assert 0 <= selector["start"] < selector["end"]
            assert selector["refinedBy"]["type"] == "TextQuoteSelector"
            assert selector["refinedBy"]["exact"]
            assert re.match(r"[a-z]+:", target["source"]["id"])
        for body in item.get("body", []):
            assert body["type"] == "TextualBody"
            assert body["purpose"] in ("identifying", "commenting", "tagging")


def _foreign(**item: Any) -> str:
    quote = {"type": "TextQuoteSelector", "exact": "The offer stands", "prefix": "“", "suffix": ",”"}
    target = {"source": "https://port.invalid/strike", "selector": [quote]}
    page = {"@context": "http://www.w3.org/ns/anno.jsonld", "id": "https://notes.invalid/7", "type": "Annotation"}
    return json.dumps(page | {"target": target, "body": {"type": "TextualBody", "value": "Check this"}} | item)


def test_annotations_that_others_made_find_their_words(desk: Archive) -> None:
    opened = story(desk, url="https://port.invalid/strike")
    assert recognised(_foreign()) == "w3c"
    assert [arrival.outcome for arrival in brought(desk, _foreign(), "w3c")] == [ImportOutcome.ADDED]
    (made,) = desk.open_article(opened.row.id).annotations
    assert (made.words, made.state.note, made.origin) == ("The offer stands", "Check this", Origin.IMPORT)
    assert made.state.pieces[0].prefix


@pytest.mark.parametrize(
    ("item", "why"),
    [
        ({"target": "https://elsewhere.invalid/"}, "not in this store"),
        ({"target": {"source": "https://port.invalid/strike", "selector": {"type": "SvgSelector"}}}, "does not quote"),
        ({"target": []}, "targets no text"),
        (
            {
                "target": {
                    "source": "https://port.invalid/strike",
                    "selector": {"type": "TextQuoteSelector", "exact": "words it never said"},
                }
            },
            "or more than once",
        ),
        ({"body": ["a", 7]}, "no valid object for a body"),
    ],
)
def test_what_does_not_fit_is_told_with_its_reason(desk: Archive, item: dict[str, Any], why: str) -> None:
    story(desk, url="https://port.invalid/strike")
    (arrival,) = brought(desk, _foreign(**item), "w3c")
    assert arrival.outcome is ImportOutcome.UNFIT
    assert why in arrival.why


def test_labelled_stretches_become_quotations_with_their_parts(desk: Archive) -> None:
    opened = story(desk)
    entities = [
        {"id": 1, "label": "CONTENT", "start_offset": 0, "end_offset": 34},
        {"id": 2, "label": "source", "start_offset": 51, "end_offset": 60},
        {"id": 3, "label": "mood", "start_offset": 0, "end_offset": 4},
        {"id": 4, "label": "content", "start_offset": 0, "end_offset": 9_999},
    ]
    relations = [{"id": 1, "from_id": 1, "to_id": 2, "type": "source"}]
    line = json.dumps({"id": 1, "text": BODY, "entities": entities, "relations": relations})
    assert recognised(line) == "doccano"
    arrivals = brought(desk, line, "doccano")
    assert sorted(arrival.outcome for arrival in arrivals) == [
        ImportOutcome.ADDED,
        ImportOutcome.UNFIT,
        ImportOutcome.UNFIT,
    ]
    (made,) = desk.open_article(opened.row.id).annotations
    assert made.words == FIRST_QUOTE.of(BODY)
    assert [piece.exact for piece in made.state.pieces] == [FIRST_QUOTE.of(BODY), BODY[51:60]]


def test_a_line_that_was_tampered_with_is_left_out_and_told(desk: Archive, tmp_path: Path) -> None:
    settled_stack(desk)
    left = written(desk, "jsonl").replace('"exact": "“Nobody', '"exact": "“Somebody')
    other = _room(tmp_path / "other.db")
    arrivals = brought(other.desk(), left, "jsonl")
    assert next(a.why for a in arrivals if a.outcome is ImportOutcome.UNFIT).endswith("are not where the file says.")
    other.close()


@pytest.mark.parametrize("name", ["jsonl", "w3c", "doccano", "hypothesis"])
def test_any_junk_is_refused_in_words(desk: Archive, name: str) -> None:
    for junk in (
        '{"type": "annotation", "pieces": 7}',
        '{"text": "x", "entities": 7}',
        '{"pullquote:texts": [7], "items": [7]}',
        "{",
        "[]",
        "7",
        '{"a": []}',
        '{"items": [{"target": 3}]}',
        "\x00",
        '{"items": 7}',
    ):
        arrivals: list[ImportedAnnotation] = []
        with contextlib.suppress(UnreadableError):  # the message gives the reason in a sentence
            arrivals = brought(desk, junk, name)
        assert all(arrival.outcome is ImportOutcome.UNFIT for arrival in arrivals), junk


def test_an_export_whose_words_are_not_the_stores_is_not_handed_over(
    desk: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    settled_stack(desk)
    from store.exchange import jsonl
    from store.exchange.read_back import WordsPlace

    monkeypatch.setattr(
        jsonl, "places", lambda file: [WordsPlace(json.loads(list(file)[1])["sha256"], 0, 3, "not the words")]
    )
    with pytest.raises(StoreError, match="was discarded"):
        written(desk, "jsonl")


def test_every_format_says_what_it_cannot_carry() -> None:
    assert all(cannot_carry(name) for name in FORMATS)


def _room(path: Path) -> Newsroom:
    return Newsroom(open_sqlite, path)


def test_a_withdrawn_article_says_so_in_markdown(desk: Archive) -> None:
    opened = story(desk, state=State.WITHDRAWN)
    desk.decisions.add_quotation(opened.revision, [FIRST_QUOTE])
    assert "**withdrawn**" in written(desk, "markdown")


def test_an_export_holds_one_article_at_a_time_however_many_there_are(desk: Archive) -> None:
    """The bound holds for the export, and for reading it back to compare it with the store."""
    # No sentence is in two articles: they are not compared as one story.
    bodies = [
        f"Table {n}. “So it is,” she said.\n\n" + f"Tide table {n} hangs beside the door. " * 2_000 for n in range(40)
    ]
    imported = bring(desk, *(copy(headline=f"Tide table {n}", body=body) for n, body in enumerate(bodies)))
    for one in imported:
        desk.decisions.add_quotation(desk.open_article(one.article_id).revision, [Span(10, 21)])
    for name in FORMATS:
        tracemalloc.start()
        with desk.annotations.exported(name) as exported:
            assert exported.annotations == len(imported)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert peak < sum(map(len, bodies)) / 2, name  # two bytes a character, if all were held


@pytest.mark.parametrize("name", FORMATS)
def test_an_export_that_is_stopped_leaves_nothing_behind(
    desk: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    settled_stack(desk)
    (folder := tmp_path / "out").mkdir()
    format_ = importlib.import_module(f"store.exchange.{name}")
    written_whole = format_.write

    def stopped(bundles: Iterable[Bundle]) -> Iterator[str]:
        yield next(iter(written_whole(bundles)))
        raise KeyboardInterrupt

    monkeypatch.setattr(format_, "write", stopped)
    with pytest.raises(KeyboardInterrupt), desk.annotations.exported(name, folder=folder):
        pass
    assert not list(folder.iterdir())


def test_texts_set_aside_on_a_full_disk_are_nobodys_error_once_the_export_has_failed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Full(io.StringIO):
        def close(self) -> None:
            super().close()
            raise OSError(28, "No space left on device")

    from store.exchange import w3c

    monkeypatch.setattr("tempfile.TemporaryFile", lambda *_, **__: Full())
    parts = iter(w3c._parts([]))
    next(parts), next(parts)
    parts.close()  # type: ignore[attr-defined]


def test_references_name_the_speaker_the_article_and_the_very_words(desk: Archive) -> None:
    settled_stack(desk)
    _, first = json.loads(written(desk, "csl"))
    assert first["type"] == "article-newspaper"
    assert first["issued"] == {"date-parts": [[2026, 11, 24]]}
    assert first["URL"].startswith(
        "https://port.invalid/strike#:~:text=Nobody%20here%20wants%20a%20fourth%20week%2C&text="
    )
    assert first["note"].splitlines()[0] == "Said by Mira Holt"
    assert "DA  - 2026/11/24/\r\n" in written(desk, "ris")
    assert r"note = {Said by Mira Holt; Rang her | twice, <she> *confirms*.; characters 0–34" in written(desk, "bibtex")
    assert r"title = {{=SUM(A1)}}" in written(desk, "bibtex")


def test_words_off_the_record_say_so_in_references_and_on_pages(desk: Archive) -> None:
    opened = story(desk)
    made = desk.decisions.add_quotation(opened.revision, [FIRST_QUOTE])
    desk.remarks.set_record(made, Record.OFF)
    for name in ("csl", "ris", "bibtex"):
        assert "OFF THE RECORD: not to be printed" in written(desk, name)
    [item] = json.loads(written(desk, "schema"))["@graph"]
    assert item["conditionsOfAccess"] == "Off the record: not to be printed."


def test_schema_org_has_a_quotation_with_its_speaker_and_a_claim_for_a_paraphrase(desk: Archive) -> None:
    settled_stack(desk)
    told = desk.open_article(desk.articles.page().rows[0].id)
    indirect = desk.decisions.add_quotation(told.revision, [Span(103, 148)], kind=QuotationKind.INDIRECT)
    desk.decisions.name_speaker(indirect, "Mira Holt")
    page = json.loads(written(desk, "schema"))
    assert page["@context"] == "https://schema.org"
    by_type = {item["@type"]: item for item in page["@graph"] if item.get("spokenByCharacter") or item.get("author")}
    quotation, claim = by_type["Quotation"], by_type["Claim"]
    assert quotation["spokenByCharacter"] == {"@type": "Person", "name": "Mira Holt"}
    assert quotation["isPartOf"]["publisher"] == {"@type": "Organization", "name": "Port Wire"}
    assert quotation["isPartOf"]["datePublished"] == "2026-11-24"
    assert claim["author"]["name"] == "Mira Holt"
    assert claim["appearance"]["@type"] == "NewsArticle"


def test_hypothesis_annotations_go_out_and_come_back_and_others_find_their_words(desk: Archive, tmp_path: Path) -> None:
    settled_stack(desk)
    out = written(desk, "hypothesis")
    assert recognised(out[:4096]) == "hypothesis"
    again = brought(desk, out, "hypothesis")
    assert [one.outcome for one in again] == [ImportOutcome.UNFIT, ImportOutcome.KNOWN], "one has no address"
    made = {
        "id": "aXy_09",
        "user": "acct:pia@hypothes.is",
        "created": "2026-11-25T08:00:00+00:00",
        "updated": "2026-11-25T08:05:00+00:00",
        "uri": "https://port.invalid/strike",
        "text": "Heard on the quay too.",
        "tags": ["strike", "speaker: Pia Renner"],
        "target": [
            {
                "source": "https://port.invalid/strike",
                "selector": [
                    {"type": "RangeSelector", "startContainer": "/p[1]", "endContainer": "/p[1]", "startOffset": 3},
                    {"type": "TextPositionSelector", "start": 4711, "end": 4750},
                    {"type": "TextQuoteSelector", "exact": "The port said about 40", "prefix": "", "suffix": " sail"},
                ],
            }
        ],
    }
    [taken] = brought(desk, json.dumps({"total": 1, "rows": [made]}), "hypothesis")
    assert taken.outcome is ImportOutcome.ADDED
    assert taken.annotation_id is not None
    found = desk.annotations.get(taken.annotation_id)
    assert (found.words, found.state.speaker, found.state.note) == (
        "The port said about 40",
        "Pia Renner",
        "Heard on the quay too.",
    )
    assert found.state.tags == ("strike",)
    assert found.provenance is not None
    assert found.provenance.author == "pia@hypothes.is"
    [again_one] = brought(desk, json.dumps([made]), "hypothesis")
    assert again_one.outcome is ImportOutcome.KNOWN


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        room = _room(Path(folder) / "stack.db")
        settled_stack(room.desk())
        for form in FORMATS:
            (GOLDEN / f"export.{form}").write_bytes(calm(room.desk(), form).encode())
        room.close()
