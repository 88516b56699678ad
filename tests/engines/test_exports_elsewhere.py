"""Exports as other programs read them: each is parsed by a library that people use for it."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any

import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import LatexDecodingMiddleware
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from pyld import jsonld

from newstext.quotations.model import QuotationKind
from newstext.spans import Span
from newstext.stated import Precision, StatedTime
from store.model.annotations import Record, Status
from tests.engines import web_annotation
from tests.engines.newsroom import BODY, FIRST_QUOTE, Newsroom, story
from tests.engines.sqlite_room import open_sqlite
from tests.engines.web_annotation import OA
from tests.schema_org import faults

HEADLINE = r"Harbour {strike} & “5 % more” \ 100_000 #1 ~ $2^n"
ADDRESS = "https://port.invalid/a_b/100%25?x={1}&y=2#top"
NOTE = "Rang her, {twice}; 50 % sure.\nShe 'confirms'."


@pytest.fixture(scope="module")
def exports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Every export of two articles: one with all signs that some format gives a meaning, one that states nothing."""
    room = Newsroom(open_sqlite, tmp_path_factory.mktemp("exports") / "stack.db")
    desk = room.desk("Ada Lind")
    published = StatedTime("Tue, 24 Nov 2026 00:30 +0200", "2026-11-24T00:30+02:00", Precision.MINUTE, zoned=True)
    opened = story(
        desk, headline=HEADLINE, url=ADDRESS, byline="Ada Lind and Ben Okoro", published=published, language="en"
    )
    made = desk.decisions.add_quotation(opened.revision, [FIRST_QUOTE])
    made = desk.decisions.name_speaker(made, "Mira Holt", revision=opened.revision, source=[Span(51, 60)])
    made = desk.remarks.note(made, NOTE)
    desk.remarks.tag(made, ("strike", "phone call"))
    told = desk.decisions.add_quotation(opened.revision, [Span(103, 148)], kind=QuotationKind.INDIRECT)
    desk.remarks.set_record(told, Record.BACKGROUND)
    bare = story(desk, headline=None, source=None, body=f"{BODY} And so on.")
    desk.decisions.add_quotation(bare.revision, [FIRST_QUOTE])
    texts = {}
    for name in ("ris", "bibtex", "csl", "schema", "w3c", "csv", "markdown"):
        with desk.annotations.exported(name, statuses=frozenset(Status)) as export:
            texts[name] = export.path.read_bytes().decode()
    room.close()
    return texts


def words_address(exports: dict[str, str]) -> str:
    """Return the address of the quotation's very words."""
    [first] = [row for row in table(exports) if row["note"] and row["speaker"] == "Mira Holt"]
    assert first["words_url"].startswith("https://port.invalid/a_b/100%25?x=%7B1%7D&y=2#top:~:text=")
    return first["words_url"]


def table(exports: dict[str, str]) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(exports["csv"].removeprefix("\ufeff"))))


def test_ris_is_read_with_every_field_by_programs_for_references(exports: dict[str, str]) -> None:
    records = rispy.loads(exports["ris"])
    [record] = [record for record in records if record.get("keywords")]

    assert len(records) == 3
    assert record["type_of_reference"] == "NEWS"
    assert record["title"] == HEADLINE
    assert record["authors"] == ["Ada Lind and Ben Okoro"]
    assert (record["year"], record["date"], record["language"]) == ("2026", "2026/11/24/", "en")
    assert record["urls"] == [words_address(exports)]
    assert record["abstract"] == FIRST_QUOTE.of(BODY)
    assert record["keywords"] == ["strike", "phone call"]
    assert record["notes"][:2] == ["Said by Mira Holt", NOTE.replace("\n", "↵")]
    assert not any(record.get("unknown_tag") for record in records)


def test_bibtex_is_read_with_every_field_and_its_signs_are_signs_again(exports: dict[str, str]) -> None:
    library = parse_string(exports["bibtex"], append_middleware=[LatexDecodingMiddleware(keep_math_mode=False)])
    [entry] = [entry for entry in library.entries if "keywords" in entry.fields_dict]

    assert (len(library.entries), library.failed_blocks) == (3, [])
    assert entry["title"].replace("\N{MODIFIER LETTER CIRCUMFLEX ACCENT}", "^") == HEADLINE
    assert entry["date"] == "2026-11-24"
    assert entry["abstract"] == FIRST_QUOTE.of(BODY)
    assert entry["keywords"] == "strike, phone call"
    [literal] = re.findall(r"^  url = \{(.*)\},$", exports["bibtex"], re.MULTILINE)[:1]
    assert literal in {words_address(exports), next(row["words_url"] for row in table(exports) if row["paraphrase"])}


def test_a_citation_processor_sets_csl_json(exports: dict[str, str]) -> None:
    items = json.loads(exports["csl"])
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    bibliography = CitationStylesBibliography(style, CiteProcJSON(items), formatter.plain)
    for item in items:
        bibliography.register(Citation([CitationItem(item["id"])]))
    entries = [str(entry) for entry in bibliography.bibliography()]

    assert len(entries) == 3
    [entry] = [entry for entry in entries if words_address(exports) in entry]
    assert entry.startswith("Ada Lind and Ben Okoro (2026)")
    assert "Port Wire, 24 November" in entry


def test_addresses_in_markdown_are_links(exports: dict[str, str]) -> None:
    assert f"[at these words](<{words_address(exports)}>)" in exports["markdown"]
    assert "<https://port.invalid/a_b/100%25?x=%7B1%7D&y=2#top>" in exports["markdown"]


def test_schema_org_knows_every_property_and_takes_its_value(exports: dict[str, str]) -> None:
    page = json.loads(exports["schema"])
    assert {item["@type"] for item in page["@graph"]} == {"Quotation", "Claim"}
    assert [fault for item in page["@graph"] for fault in faults(item)] == []


def test_a_json_ld_processor_keeps_all_that_a_page_of_annotations_says(exports: dict[str, str]) -> None:
    page = json.loads(exports["w3c"])
    options = {"documentLoader": web_annotation.load}
    expanded = jsonld.expand(page, options)

    assert alike(jsonld.compact(expanded, page["@context"], options)) == alike(page)
    triples = jsonld.to_rdf(page, options)["@default"]
    said = {triple["object"]["value"] for triple in triples if triple["predicate"]["value"] == f"{OA}exact"}
    assert FIRST_QUOTE.of(BODY) in said
    [named] = {
        triple["subject"]["value"] for triple in triples if triple["object"]["value"].endswith("OrderedCollectionPage")
    }
    assert named == page["id"]


def alike(value: Any) -> Any:
    """Return a value without what JSON-LD takes to be the same: a list of one, and an address by its prefix."""
    if isinstance(value, dict):
        return {key: alike(inside) for key, inside in value.items()}
    if isinstance(value, list):
        return alike(value[0]) if len(value) == 1 else [alike(inside) for inside in value]
    return re.sub("^pullquote:", "urn:pullquote:", value) if isinstance(value, str) else value
