"""The finder over a whole store: every article once, resumable, and never over a person's decision."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Any

import pytest

from newstext.article import Article
from newstext.quotations.model import Quotation, QuotationKind
from newstext.spans import Span
from store import Archive
from store.model.annotations import SpanRole, Status
from store.quotations import suggestions
from store.quotations.find_everywhere import suggest_everywhere
from store.rules import finder_runs
from tests.engines.sqlite_room import open_sqlite
from tests.questions import Questions

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from store.model.changes import Edit
    from tests.engines.newsroom import Newsroom

BODY = "“Nobody here wants a fourth week,” Mira Holt said. The gulls agreed."
ARTICLES = [Article(headline=f"Strike, day {n}", body=BODY, url=f"https://portwire.example/{n}") for n in range(12)]


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive(open_sqlite(tmp_path / "store.db"), actor="ada") as opened:
        opened.add(ARTICLES, reader="test", reader_version="1")
        yield opened


def _ids(archive: Archive) -> list[str]:
    return [row.id for row in archive.articles.page().rows]


def _spoken(start: int, end: int, speaker: str) -> Quotation:
    return Quotation(
        kind=QuotationKind.DIRECT, content=(Span(start, end),), speaker=speaker, confidence=0.9, reason="Marks."
    )


@pytest.mark.parametrize("processes", [1, 2])
def test_every_article_is_gone_over_once(archive: Archive, processes: int) -> None:
    ids = _ids(archive)
    assert list(suggest_everywhere(archive, ids, processes=processes)) == [(article_id, 1, None) for article_id in ids]
    assert archive.articles.totals().open_articles == 12
    assert list(suggest_everywhere(archive, ids, processes=processes)) == [(article_id, 0, None) for article_id in ids]


def test_whether_all_articles_are_searched_is_one_question(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    revisions = [row.revision_id for row in archive.articles.page().rows]
    assert len(list(islice(suggest_everywhere(archive, _ids(archive), processes=1), 11))) == 11
    questions = Questions(archive, monkeypatch)
    assert archive.suggestions.count_unsearched(revisions) == 1
    archive.suggestions.find(_ids(archive)[-1])
    assert archive.suggestions.count_unsearched_latest(5) == 0
    questions.asked.clear()
    assert archive.suggestions.count_unsearched(revisions) == 0
    assert len(questions.asked) == 1


def test_a_run_that_was_stopped_goes_on_where_it_was(archive: Archive) -> None:
    stopped = suggest_everywhere(archive, _ids(archive), processes=2)
    assert all(gone_over.suggestions for gone_over in islice(stopped, 5))
    stopped.close()  # type: ignore[attr-defined]
    done = archive.articles.totals().open_articles
    assert done >= 5
    again = suggest_everywhere(archive, _ids(archive), processes=1)
    assert sum(gone_over.suggestions for gone_over in again) == 12 - done


def _rerun(monkeypatch: pytest.MonkeyPatch, archive: Archive, version: str, *quotations: Quotation) -> int:
    """Run another version of the finder on the first article."""
    monkeypatch.setattr(finder_runs, "FINDER_VERSION", version)
    revision = archive.suggestions.unsearched_revision(_ids(archive)[0])
    assert revision is not None
    return suggestions.new_ones(archive.suggestions.save(revision, quotations))


def _standing(archive: Archive) -> list[tuple[str, str | None, Status]]:
    standing = archive.open_article(_ids(archive)[0]).annotations
    return [(a.words, a.state.speaker, a.state.status) for a in standing]


def test_a_better_finder_replaces_what_nobody_touched_and_doubles_nothing(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    _rerun(monkeypatch, archive, "one", _spoken(0, 34, "Holt"))
    assert _rerun(monkeypatch, archive, "two", _spoken(0, 34, "Mira Holt"))
    assert _standing(archive) == [("“Nobody here wants a fourth week,”", "Mira Holt", Status.SUGGESTED)]
    assert not _rerun(monkeypatch, archive, "three", _spoken(0, 34, "Mira Holt"))
    assert not _rerun(monkeypatch, archive, "four")
    assert _standing(archive) == []
    assert _rerun(monkeypatch, archive, "five", _spoken(0, 34, "Mira Holt"))


def test_a_better_finder_touches_no_decision_and_brings_back_nothing_rejected(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    _rerun(monkeypatch, archive, "one", _spoken(0, 34, "Holt"), _spoken(51, 68, "the gulls"))
    strike, gulls = archive.open_article(_ids(archive)[0]).annotations
    archive.decisions.settle([strike], Status.ACCEPTED)
    archive.decisions.settle([gulls], Status.REJECTED)
    before = _standing(archive)
    assert not _rerun(monkeypatch, archive, "two", _spoken(0, 33, "Mira Holt"), _spoken(51, 67, "gulls"))
    assert _standing(archive) == before


def test_words_rejected_once_are_not_suggested_for_a_newer_revision(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    article_id = _ids(archive)[0]
    _rerun(monkeypatch, archive, "one", _spoken(0, 34, "Holt"))
    archive.decisions.settle(archive.open_article(article_id).annotations, Status.REJECTED)
    headline = archive.articles.row(article_id).headline
    url = next(a.url for a in ARTICLES if a.headline == headline)
    archive.add([Article(headline=headline, body="New. " + BODY, url=url)], reader="test", reader_version="1")
    assert not _rerun(monkeypatch, archive, "one", _spoken(5, 39, "Holt"))
    assert _standing(archive) == []


def test_what_was_only_believed_or_planned_is_not_suggested(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    wish = Quotation(
        kind=QuotationKind.INDIRECT, content=(Span(51, 68),), said=False, confidence=0.9, reason="A wish, not words."
    )
    assert not _rerun(monkeypatch, archive, "one", wish)


def test_unsure_indirect_speech_is_held_back_until_somebody_asks_for_it(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    sure = _spoken(0, 34, "Holt")
    doubtful = replace(_spoken(51, 68, "the gulls"), is_paraphrase=True, confidence=0.4)
    nameless = replace(_spoken(36, 44, "Dray"), is_paraphrase=True, name_confidence=0.4)
    assert _rerun(monkeypatch, archive, "one", sure, doubtful, nameless) == 1
    article_id = _ids(archive)[0]
    opened = archive.open_article(article_id)
    assert (opened.held_back, opened.row.open_count) == (2, 1)

    shown = archive.suggestions.save(opened.revision, [sure, doubtful, nameless], whole=True)
    assert suggestions.new_ones(shown) == 2
    opened = archive.open_article(article_id)
    assert (opened.held_back, opened.row.open_count) == (0, 3)

    assert not _rerun(monkeypatch, archive, "two", sure, doubtful)
    opened = archive.open_article(article_id)
    assert (opened.held_back, opened.row.open_count) == (1, 1)


def test_the_threshold_of_indirect_speech_can_be_set(newsroom: Newsroom) -> None:
    engine = newsroom.engine()
    unsure = replace(_spoken(51, 68, "the gulls"), is_paraphrase=True, confidence=0.4)
    archive = Archive(engine, actor="Ada", indirect_from=0.4)
    archive.add([Article(headline="One", body=BODY)], reader="test", reader_version="1")
    [row] = archive.articles.page().rows
    revision = archive.suggestions.unsearched_revision(row.id)
    assert revision is not None
    assert suggestions.new_ones(archive.suggestions.save(revision, [unsure])) == 1


def test_an_unnamed_source_is_described_without_the_comma_after_it(archive: Archive) -> None:
    body = "“The offer stands,” said a harbour pilot, who asked not to be named."
    [added] = archive.add([Article(headline="The offer", body=body)], reader="test", reader_version="1")
    archive.suggestions.find(added.article_id)
    [offer] = archive.open_article(added.article_id).annotations
    assert (offer.state.unnamed, offer.state.descriptor) == (True, "a harbour pilot")


def test_a_decision_made_while_the_finder_thinks_stands_and_the_finder_looks_anew(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    _rerun(monkeypatch, archive, "one", _spoken(0, 34, "Holt"))
    [strike] = archive.open_article(_ids(archive)[0]).annotations
    look = suggestions._edits

    def decided_meanwhile(*args: Any) -> list[Edit]:
        edits = list(look(*args))
        if archive.annotations.get(strike.id).version == strike.version:
            archive.decisions.settle([strike], Status.ACCEPTED)
        return edits

    monkeypatch.setattr(suggestions, "_edits", decided_meanwhile)
    assert not _rerun(monkeypatch, archive, "two", _spoken(0, 34, "Mira Holt"))
    assert _standing(archive) == [("“Nobody here wants a fourth week,”", "Holt", Status.ACCEPTED)]


@pytest.mark.parametrize(
    ("source", "via"), [("Port Wire", None), ("The Port Wire", None), ("Coast Daily", "Port Wire")]
)
def test_the_paper_that_prints_an_article_passes_nothing_on(tmp_path: Path, source: str, via: str | None) -> None:
    body = "“Nobody here wants a fourth week,” Mira Holt told the Port Wire."
    with Archive(open_sqlite(tmp_path / "store.db"), actor="ada") as archive:
        [added] = archive.add([Article(headline="Strike", body=body, source=source)], reader="test", reader_version="1")
        archive.suggestions.find(added.article_id)
        [annotation] = archive.open_article(added.article_id).annotations
    assert annotation.state.via == via
    assert len([piece for piece in annotation.state.pieces if piece.role is SpanRole.VIA]) == (via is not None)


def test_a_doubtful_name_makes_a_suggestion_doubtful(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    assert _rerun(monkeypatch, archive, "8", replace(_spoken(0, 34, "Mira Holt"), name_confidence=0.4)) == 1
    [annotation] = archive.open_article(_ids(archive)[0]).annotations
    assert annotation.confidence == 0.4
