"""The import of annotations: two copies of a store merged, labels that return, files of any size."""

from __future__ import annotations

import io
import json
import sys
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

from newstext.spans import Span
from store.exchange.import_ import ImportOutcome, recognised
from store.model.annotations import Status
from tests.engines.newsroom import BODY, FIRST_QUOTE, SECOND_QUOTE, Newsroom, bring, copy, story
from tests.engines.sqlite_room import open_sqlite

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from store import Archive
    from store.exchange.import_ import ImportedAnnotation
    from store.model.annotations import Annotation

QUAY = (
    "“The crane stands still,” said Orla Fenn, the harbour master.\n\n"
    "“Nobody has paid for it,” she added, “and nobody will.”\n\n"
    "The quay was built in 1911, an engineer said."
)
CRANE, PAID, WILL, ORLA = Span(0, 24), Span(63, 88), Span(100, 118), Span(30, 39)


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Newsroom]:
    """A second store, empty."""
    room = Newsroom(open_sqlite, tmp_path / "other.db")
    yield room
    room.close()


def written(desk: Archive, name: str) -> str:
    with desk.annotations.exported(name, statuses=frozenset(Status)) as exported:
        return exported.path.read_bytes().decode()


def brought(desk: Archive, text: str, name: str) -> list[ImportedAnnotation]:
    return list(desk.annotations.import_file(io.StringIO(text), name))


def outcomes(arrivals: list[ImportedAnnotation]) -> dict[ImportOutcome, int]:
    return dict(Counter(arrival.outcome for arrival in arrivals))


def quotations(desk: Archive) -> list[Annotation]:
    return [a for row in desk.articles.page().rows for a in desk.open_article(row.id).annotations]


def copied(desk: Archive, other: Newsroom) -> Archive:
    """Suggest quotations, and open a copy of the store with them."""
    opened = story(desk)
    desk.suggestions.find(opened.row.id)
    theirs = other.desk("Bo")
    brought(theirs, written(desk, "jsonl"), "jsonl")
    return theirs


@pytest.mark.parametrize("name", ["jsonl", "w3c"])
def test_a_decision_comes_in_over_a_suggestion_that_nobody_touched_and_is_one_step_to_undo(
    desk: Archive, other: Newsroom, name: str
) -> None:
    theirs = copied(desk, other)
    there = quotations(theirs)
    named = theirs.decisions.name_speaker(there[0], "Mira Holt")
    rejected = theirs.decisions.settle(there[1:2], Status.REJECTED)
    arrivals = brought(desk, written(theirs, name), name)
    assert outcomes(arrivals)[ImportOutcome.SETTLED] == 2
    assert {a.annotation_id for a in arrivals if a.outcome is ImportOutcome.SETTLED} == {named.id, rejected[0].id}
    assert desk.annotations.get(named.id).state.status is Status.ACCEPTED
    assert [speaker.name for speaker in desk.register.speakers()] == ["Mira Holt"]
    assert desk.annotations.get(rejected[0].id).state.status is Status.REJECTED
    assert desk.annotations.history(named.id)[-1].action == "import"
    assert outcomes(brought(desk, written(theirs, name), name)) == {ImportOutcome.KNOWN: len(there)}
    desk.decisions.undo()
    assert {a.state.status for a in quotations(desk)} == {Status.SUGGESTED}
    assert outcomes(brought(desk, written(theirs, name), name))[ImportOutcome.SETTLED] == 2


def test_what_was_decided_otherwise_here_stays_and_is_named(desk: Archive, other: Newsroom) -> None:
    theirs = copied(desk, other)
    there, here = quotations(theirs)[0], quotations(desk)[0]
    theirs.decisions.settle([there], Status.REJECTED)
    desk.decisions.name_speaker(here, "Mira Holt")
    [told] = [a for a in brought(desk, written(theirs, "jsonl"), "jsonl") if a.why]
    assert (told.outcome, told.annotation_id) == (ImportOutcome.OTHERWISE, here.id)
    assert "Status: “accepted” here, “rejected” in the file" in told.why
    assert "by Ada here and by Bo in the file" in told.why
    assert desk.annotations.get(here.id).state.status is Status.ACCEPTED


def test_what_the_store_went_on_from_is_no_other_decision(desk: Archive) -> None:
    opened = story(desk)
    made = desk.decisions.add_quotation(opened.revision, [FIRST_QUOTE])
    earlier = written(desk, "jsonl")
    desk.decisions.name_speaker(made, "Mira Holt")
    assert outcomes(brought(desk, earlier, "jsonl")) == {ImportOutcome.KNOWN: 1}


def test_an_update_that_took_the_words_along_is_no_other_decision(desk: Archive, other: Newsroom) -> None:
    address = "https://port.invalid/strike"
    opened = story(desk, url=address)
    desk.decisions.add_quotation(opened.revision, [FIRST_QUOTE])
    theirs = other.desk("Bo")
    brought(theirs, written(desk, "jsonl"), "jsonl")
    bring(desk, copy(url=address, body=f"The port is shut.\n\n{BODY}"))
    assert outcomes(brought(desk, written(theirs, "jsonl"), "jsonl")) == {ImportOutcome.KNOWN: 1}


def test_a_merged_speaker_is_the_one_the_file_names(desk: Archive, other: Newsroom) -> None:
    opened = story(desk)
    made = desk.decisions.add_quotation(opened.revision, [FIRST_QUOTE])
    desk.decisions.name_speaker(made, "M. Holt")
    theirs = other.desk("Bo")
    brought(theirs, written(desk, "jsonl"), "jsonl")
    theirs.remarks.flag(quotations(theirs)[0], flagged=True)
    second = desk.decisions.add_quotation(opened.revision, [SECOND_QUOTE])
    desk.decisions.name_speaker(second, "Mira Holt")
    known = {speaker.name: speaker for speaker in desk.register.speakers()}
    desk.register.merge(known["M. Holt"].id, known["Mira Holt"].id)
    [told] = [a for a in brought(desk, written(theirs, "jsonl"), "jsonl") if a.why]
    assert "Flagged" in told.why
    assert "peaker" not in told.why


# Labels


def labelled(desk: Archive) -> str:
    """Add two quotations, one in two pieces with a source; return the export for a labelling tool."""
    opened = story(desk, body=QUAY)
    first = desk.decisions.add_quotation(opened.revision, [CRANE])
    desk.decisions.name_speaker(first, "Orla Fenn", revision=opened.revision, source=[ORLA])
    desk.decisions.add_quotation(opened.revision, [PAID, WILL])
    return written(desk, "doccano")


def _renumbered(line: dict[str, Any]) -> dict[str, Any]:
    def new(number: int) -> int:
        return 900 - number

    entities = [e | {"id": new(e["id"]), "label": e["label"].upper()} for e in line["entities"]]
    relations = [
        {"id": 5, "from_id": new(r["to_id"]), "to_id": new(r["from_id"]), "type": "belongs"} for r in line["relations"]
    ]
    return {"id": 77, "text": line["text"], "entities": entities[::-1], "relations": relations, "Comments": []}


def _listed(line: dict[str, Any]) -> dict[str, Any]:
    labels = [[e["start_offset"], e["end_offset"], e["label"].title()] for e in line["entities"]]
    return {"id": 78, "text": line["text"], "label": labels, "Comments": []}


@pytest.mark.parametrize("shape", [_renumbered, _listed])
@pytest.mark.parametrize("updated", [False, True])
def test_labels_that_come_back_are_the_quotations_they_left_as(desk: Archive, shape: Any, updated: bool) -> None:
    line = json.loads(labelled(desk))
    before = [a.id for a in quotations(desk)]
    if updated:
        headline = {"headline": "Harbour strike enters third week", "external_id": None}
        bring(desk, copy(body=f"{QUAY}\n\nMore follows.", **headline))
    assert set(outcomes(brought(desk, json.dumps(shape(line)), "doccano"))) == {ImportOutcome.KNOWN}
    assert [a.id for a in quotations(desk)] == before


@pytest.mark.parametrize("order", [(_renumbered, _listed), (_listed, _renumbered)])
def test_labels_that_several_people_export_come_in_once(desk: Archive, other: Newsroom, order: Any) -> None:
    line = json.loads(labelled(desk))
    theirs = other.desk("Bo")
    story(theirs, body=QUAY)
    lines = "\n".join(json.dumps(shape(line)) for shape in order)
    brought(theirs, lines, "doccano")
    count = len(quotations(theirs))
    assert count == (2 if order[0] is _renumbered else 3)  # a list of labels does not say which belong together
    brought(theirs, lines, "doccano")
    assert len(quotations(theirs)) == count


def test_an_older_doccano_calls_the_text_data(desk: Archive) -> None:
    line = json.loads(labelled(desk))
    old = _listed(line) | {"data": line["text"]}
    del old["text"]
    assert recognised(json.dumps(old)) == "doccano"
    assert set(outcomes(brought(desk, json.dumps(old), "doccano"))) == {ImportOutcome.KNOWN}


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ({"id": 1, "text": QUAY * 100, "label": [[0, 4, "content"]]}, "doccano"),
        (
            {"id": 1, "text": QUAY, "entities": [{"id": 1, "label": "cue", "start_offset": 0, "end_offset": 4}]},
            "doccano",
        ),
        ({"id": 1, "text": QUAY, "label": [], "Comments": []}, "doccano"),
        ({"title": "Crane stands still", "text": QUAY, "labels": ["harbour", "cranes"]}, None),
        ({"title": "Crane stands still", "text": QUAY, "labels": []}, None),
        ({"title": "Crane stands still", "text": QUAY, "entities": [{"text": "Orla Fenn", "type": "PERSON"}]}, None),
        ({"headline": "Crane", "body": 'He wrote {"text": "x", "label": [[0, 1, "cue"]]} on it.'}, None),
    ],
)
def test_labels_are_told_from_articles_however_long_the_text_before_them(
    line: dict[str, Any], name: str | None
) -> None:
    assert recognised(json.dumps(line)) == name


def test_a_label_that_differs_in_a_part_is_named_and_changes_nothing(desk: Archive) -> None:
    line = json.loads(labelled(desk))
    source = next(e for e in line["entities"] if e["label"] == "source")
    source["end_offset"] += len(", the harbour master")
    [told] = [a for a in brought(desk, json.dumps(line), "doccano") if a.why]
    assert told.outcome is ImportOutcome.OTHERWISE
    assert "is labelled source in the file but not here" in told.why


@pytest.mark.parametrize(("end", "mark"), [("\r\n", ""), ("\r", ""), ("\n", "\ufeff"), ("\r\n", "\ufeff")])
@pytest.mark.parametrize("ours_is_odd", [False, True])
def test_a_text_that_is_the_same_but_for_its_line_ends_is_ours(
    desk: Archive, end: str, mark: str, ours_is_odd: bool
) -> None:
    odd = mark + QUAY.replace("\n", end)
    ours, theirs = (odd, QUAY) if ours_is_odd else (QUAY, odd)
    story(desk, body=ours)
    said = "“Nobody has paid for it,” she added, “and nobody will.”"
    spoken = [theirs.index(said), theirs.index(said) + len(said), "content"]
    line = {"id": 1, "text": theirs, "label": [spoken]}
    assert outcomes(brought(desk, json.dumps(line), "doccano")) == {ImportOutcome.ADDED: 1}
    [made] = quotations(desk)
    assert (made.words, made.state.status) == (said, Status.ACCEPTED)
    assert outcomes(brought(desk, json.dumps(line | {"text": ours}), "doccano")).get(ImportOutcome.UNFIT) is None


def test_labels_that_count_in_another_text_go_to_a_person(desk: Archive) -> None:
    story(desk, body=QUAY)
    crlf = QUAY.replace("\n", "\r\n")
    places = [
        [crlf.index(words), crlf.index(words) + len(words)] for words in ("“Nobody has paid for it,”", "an engineer")
    ]
    line = {"id": 1, "text": QUAY, "label": [[0, 24, "content"], *([*place, "content"] for place in places)]}
    arrivals = brought(desk, json.dumps(line), "doccano")
    assert outcomes(arrivals) == {ImportOutcome.DOUBTFUL: 3}
    assert all("Please check it." in arrival.why for arrival in arrivals)
    assert {a.state.status for a in quotations(desk)} == {Status.SUGGESTED}


def test_labels_in_a_script_without_spaces_are_no_doubt(desk: Archive) -> None:
    body = "港务局长说：“起重机停了。”没有人付钱。"
    story(desk, body=body)
    start = body.index("起重机")
    line = {"id": 1, "text": body, "label": [[start, start + 5, "content"]]}
    assert outcomes(brought(desk, json.dumps(line), "doccano")) == {ImportOutcome.ADDED: 1}


@pytest.mark.parametrize(
    "line",
    [
        {"entities": 7},
        {"entities": [{"id": [], "label": {}, "start_offset": 0, "end_offset": 4}], "relations": 3},
        {"label": "x", "relations": [7, {"from_id": [], "to_id": {}}]},
        {"label": [[0, 4, None]], "relations": {"from_id": 1}},
    ],
)
def test_labels_of_the_wrong_kind_are_told(desk: Archive, line: dict[str, Any]) -> None:
    story(desk)
    assert set(outcomes(brought(desk, json.dumps({"text": BODY} | line), "doccano"))) <= {ImportOutcome.UNFIT}


def test_an_annotation_without_an_id_comes_in_once(desk: Archive) -> None:
    story(desk, url="https://port.invalid/strike")
    quote = {"type": "TextQuoteSelector", "exact": "The offer stands"}
    target = {"source": "https://port.invalid/strike", "selector": quote}
    page = {"@context": "http://www.w3.org/ns/anno.jsonld", "type": "Annotation", "target": target}
    assert outcomes(brought(desk, json.dumps(page), "w3c")) == {ImportOutcome.ADDED: 1}
    assert outcomes(brought(desk, json.dumps(page), "w3c")) == {ImportOutcome.KNOWN: 1}


# Size


class _Watched(io.StringIO):
    """A file that counts the lines read from it."""

    lines = 0

    def readline(self, size: int = -1, /) -> str:  # type: ignore[override]  # typeshed has it return bytes too
        self.lines += 1
        return super().readline(size)


def _many(count: int) -> str:
    """Return an export of ``count`` quotations of one article, in order of position."""
    said = "“The tide turns at nine,” said Orla Fenn. "
    fields = {"headline": "Tide table", "external_id": "tide", "body": said * count}
    at = {"created_at": "2026-11-24T09:14:00+00:00", "author": "Ada", "origin": "human"}
    lines: list[dict[str, Any]] = [
        {"pullquote": "annotations", "version": 1},
        {"type": "revision", "article": 1, "revision": 1, "seen_at": at["created_at"], "fields": fields},
    ]
    for number in range(count):
        start = number * len(said)
        piece = {"role": "content", "piece": 0, "revision": 1, "start": start, "end": start + 25, "exact": said[:25]}
        lines.append({"type": "annotation", "id": f"q{number}", "article": 1, **at, "pieces": [piece]})
    return "".join(json.dumps(line) + "\n" for line in lines)


def test_no_more_of_a_file_is_read_than_a_step_that_is_stored(desk: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("store.exchange.import_._STEP", 10)
    file = _Watched(_many(50))
    for done, arrival in enumerate(desk.annotations.import_file(file, "jsonl"), start=1):
        assert arrival.annotation_id is not None
        assert desk.annotations.get(arrival.annotation_id).words
        assert file.lines <= done + 2 + 10


def test_twice_as_many_annotations_take_twice_the_work(tmp_path: Path) -> None:
    def work(count: int) -> int:
        """Return the number of Python calls during an import."""
        done = 0

        def called(*_: object) -> None:
            nonlocal done
            done += 1

        room = Newsroom(open_sqlite, tmp_path / f"{count}.db")
        desk, text = room.desk(), _many(count)
        sys.setprofile(called)
        try:
            arrivals = brought(desk, text, "jsonl")
        finally:
            sys.setprofile(None)
        room.close()
        assert outcomes(arrivals) == {ImportOutcome.ADDED: count}
        return done

    work(10)  # the modules imported first
    assert work(1_200) < 2.5 * work(600)


@pytest.mark.parametrize(("ours", "theirs"), [("\n", "\r\n"), ("\r\n", "\n"), ("\n", "\r")])
def test_words_over_a_line_end_are_found_however_their_lines_end(desk: Archive, ours: str, theirs: str) -> None:
    said = "“Nobody has paid for it,\nand nobody will.”"
    body = f"{said} Orla Fenn said so.".replace("\n", ours)
    story(desk, url="https://port.invalid/quay", body=body)
    quote = {"type": "TextQuoteSelector", "exact": said.replace("\n", theirs)}
    target = {"source": "https://port.invalid/quay", "selector": quote}
    page = {"@context": "http://www.w3.org/ns/anno.jsonld", "type": "Annotation", "target": target}
    assert outcomes(brought(desk, json.dumps(page), "w3c")) == {ImportOutcome.ADDED: 1}
    [made] = quotations(desk)
    assert made.words == said.replace("\n", ours)
