"""Figures of a desk: each is what a person would count by hand."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from newstext.stated import Precision, StatedTime
from store.figures.agreement import agreement
from store.figures.budget import Budget, Excess, exceeded
from store.figures.drafts import draft_facts
from store.figures.sources import Naming, sources
from store.model.annotations import Status
from store.model.lists import ArticleFilter
from store.model.speakers import Attribution
from tests.engines.newsroom import bring, copy

if TYPE_CHECKING:
    from newstext.article import Article
    from store import Archive
    from store.model.annotations import Annotation
    from tests.engines.newsroom import Newsroom

FERRIES = (
    "“The ferries sail on Monday,” harbour master Ada Lind said.\n\n“No date is fixed,” a source said.\n\n"
    "“Nobody asked the crews,” a senior official at the port said.\n\n"
    "“We heard it from the radio,” Mira Holt told the Tarn Gazette.\n"
)
FERRIES_CHANGED = FERRIES.replace("sail on Monday", "sail on Friday")
STRIKE = "“The strike is over,” union secretary Mira Holt said.\n\n“The offer stands,” Ada Lind said.\n"


def _dated(day: str, **fields: Any) -> Article:
    stated = StatedTime(raw=day, iso=day, precision=Precision.DAY, zoned=False)
    return copy(**{"published": stated} | fields)


@pytest.fixture
def morning(newsroom: Newsroom) -> Archive:
    """A store with three articles: two with quotations that two people decided on, one of them updated since."""
    ada, ben = newsroom.desk("Ada"), newsroom.desk("Ben")
    added = bring(
        ada,
        _dated(
            "2026-11-24", headline="Ferries", source="Port Wire", body=FERRIES, external_id="f", byline="Ole Brandt"
        ),
        _dated("2026-11-18", headline="Strike", source="Tarn Gazette", body=STRIKE, external_id="s"),
        _dated("2026-11-24", headline="Weather", source="Port Wire", body="Rain is likely.\n", external_id="w"),
    )
    for one in added:
        ada.suggestions.find(one.article_id)
    monday, no_date, crews, radio = _quotations(ada, added[0].article_id)
    over, offer = _quotations(ada, added[1].article_id)
    ada.decisions.settle([monday, crews], Status.ACCEPTED)
    ada.decisions.attribute(
        _now(ada, crews), Attribution("", descriptor="a senior official at the port", reason="fear")
    )
    ben.decisions.settle([_now(ben, crews)], Status.REJECTED)
    ben.decisions.settle([_now(ben, monday)], Status.VERIFIED)
    ada.decisions.settle([no_date], Status.REJECTED)
    ada.decisions.undo()
    ada.decisions.settle([over], Status.ACCEPTED)
    ada.decisions.name_speaker(_now(ada, over), "Mirella Holt")
    ben.remarks.set_via(_now(ben, radio), "Tarn Gazette")
    bring(ada, _dated("2026-11-24", headline="Ferries", source="Port Wire", body=FERRIES_CHANGED, external_id="f"))
    assert _now(ada, monday).state.status is Status.STALE
    assert offer.state.status is Status.SUGGESTED
    return ada


def _quotations(desk: Archive, article_id: str) -> list[Annotation]:
    return list(desk.open_article(article_id).annotations)


def _now(desk: Archive, annotation: Annotation) -> Annotation:
    return desk.annotations.get(annotation.id)


def test_a_desk_is_counted_as_a_person_would_count_it(morning: Archive) -> None:
    figures = morning.figures.desk()

    assert [(d.day, d.articles, d.quotations, d.open) for d in figures.days] == [
        ("2026-11-24", 2, 3, 3),
        ("2026-11-18", 1, 2, 1),
    ]
    assert [(s.who, s.quotations, s.articles) for s in figures.speakers] == [
        ("Ada Lind", 2, 2),
        ("Mira Holt", 1, 1),
        ("Mirella Holt", 1, 1),
    ]
    outlets = {one.group: one for one in figures.by_outlet}
    port = outlets["Port Wire"]
    assert (port.articles, port.sources, port.named, port.described, port.bare) == (2, 3, 2, 0, 1)
    assert (port.second_hand, port.quotations, port.open) == (1, 3, 3)
    assert [(one.group, one.sources) for one in figures.by_week] == [("2026-11-16", 2), ("2026-11-23", 3)]
    assert [(one.who, one.articles) for one in figures.repeated] == [("Ada Lind", 2)]
    assert [(one.who, one.quotations) for one in figures.second_hand] == [("Tarn Gazette", 1)]
    assert [(c.outlet, c.via, c.who) for c in figures.chains] == [("Port Wire", "Tarn Gazette", "Mira Holt")]
    assert [(c.headline, c.revisions, c.stale, c.waiting) for c in figures.changed] == [("Ferries", 2, 1, 1)]
    assert [(one.headline, one.open) for one in figures.oldest] == [("Ferries", 3), ("Strike", 1)]


def test_work_is_counted_by_person_without_what_was_undone(morning: Archive) -> None:
    work = morning.figures.desk().work

    by_person = {one.actor: one for one in work.settled}
    assert (by_person["Ada"].kept, by_person["Ada"].rejected) == (3, 0)
    assert (by_person["Ben"].kept, by_person["Ben"].rejected) == (0, 1)
    assert by_person["Ada"].waited is not None
    assert by_person["Ada"].waited >= 0
    # Both kept “sail on Monday”; Ada kept and Ben rejected “asked the crews”.
    assert (work.agreement.quotations, work.agreement.equal) == (2, 1)
    assert (work.same_speaker.quotations, work.same_speaker.equal) == (1, 1)
    [direct] = work.corrected
    assert (direct.kind, direct.decided, direct.rejected, direct.speaker, direct.words) == ("direct", 2, 1, 1, 0)


@pytest.mark.parametrize(
    ("narrowed", "articles"),
    [
        (ArticleFilter(source="gazette"), 1),
        (ArticleFilter(after="2026-11-20"), 2),
        (ArticleFilter(who="lind", before="2026-11-20"), 1),
        (ArticleFilter(said="no such words"), 0),
    ],
)
def test_the_filters_of_the_search_apply(morning: Archive, narrowed: ArticleFilter, articles: int) -> None:
    figures = morning.figures.desk(narrowed)
    assert figures.totals.articles == sum(day.articles for day in figures.days) == articles
    assert morning.articles.count(narrowed) == articles


def test_a_source_is_one_in_an_article_and_says_how_it_is_credited(morning: Archive) -> None:
    [[ferries, *_]] = morning.figures.facts(ArticleFilter(source="port", said="sail"))
    assert [(one.who, one.naming) for one in sources(ferries)] == [
        ("Ada Lind", Naming.NAMED),
        ("a source", Naming.BARE),
        ("Mira Holt", Naming.NAMED),
    ]


def test_a_source_that_is_credited_by_a_pronoun_is_described_by_the_words_it_stands_for() -> None:
    [said] = draft_facts("a", "“The offer stands,” Ada Lind said.").quotations
    who = said._replace(unnamed=True, descriptor="who", speaker="a man in a coat")
    article = draft_facts("a", "")._replace(quotations=(who,))
    assert [(one.who, one.naming) for one in sources(article)] == [("a man in a coat", Naming.DESCRIBED)]


def test_agreement_is_gwets_coefficient() -> None:
    # A table of two readers: 118 both keep, 5 and 2 differ, 0 both reject (worked by hand from the definition).
    pairs = [(True, True)] * 118 + [(True, False)] * 5 + [(False, True)] * 2
    found = agreement(pairs)
    assert found.share == pytest.approx(0.944)
    kept = (123 + 120) / 250
    chance = 2 * kept * (1 - kept)
    assert found.ac1 == pytest.approx((0.944 - chance) / (1 - chance))
    assert found.ac1 == pytest.approx(0.9407, abs=1e-4)
    assert agreement([]).ac1 is None
    assert agreement([(True, True)]).ac1 == 1


def test_views_are_counted(morning: Archive) -> None:
    from store.model.lists import View

    morning.views.save(View("gazette", ArticleFilter(source="gazette")))
    morning.views.save(View("all", ArticleFilter()))
    figures = morning.figures.desk()
    all_, gazette = sorted(figures.views)
    assert (gazette.name, gazette.articles, gazette.open) == ("gazette", 1, 1)
    assert (all_.articles, all_.quotations, all_.open) == (*figures.totals[:2], figures.totals.open)
    settled = figures.work.settled
    assert (all_.kept, all_.rejected) == (sum(d.kept for d in settled), sum(d.rejected for d in settled))
    assert all_.oldest == figures.oldest[0].since
    narrowed = morning.figures.desk(ArticleFilter(source="port wire")).views
    assert [one.articles for one in sorted(narrowed)] == [figures.totals.articles - 1, 0]


def test_the_wait_is_from_the_suggestion_to_the_decision() -> None:
    from store.figures.work import WorkTally
    from store.model.figures import DecisionFacts

    def at(hour: int) -> str:
        return datetime(2026, 11, 24, hour, tzinfo=UTC).isoformat()

    tally = WorkTally()
    steps: list[tuple[int, str, str, Status | None, Status]] = [
        (9, "Ada", "skip", Status.SUGGESTED, Status.SKIPPED),
        (10, "Ada", "accept", Status.SKIPPED, Status.ACCEPTED),
        (11, "Ada", "note", Status.ACCEPTED, Status.ACCEPTED),
        (12, "pullquote update", "anchor", Status.ACCEPTED, Status.STALE),
        (15, "Ada", "reject", Status.STALE, Status.REJECTED),
    ]
    decisions = [
        DecisionFacts(n, at(hour), who, action, "a", "q", before, after, None)
        for n, (hour, who, action, before, after) in enumerate(steps)
    ]
    [draft] = draft_facts("a", "“The offer stands,” Ada Lind said.").quotations
    article = draft_facts("a", "")._replace(quotations=(draft._replace(id="q", created_at=at(8)),))
    assert tally.take([article], decisions)["a"].kept == 1
    [ada] = tally.work().settled
    assert (ada.decisions, ada.kept, ada.rejected) == (4, 1, 1)
    assert (ada.waited, ada.longest) == (2.5 * 3600, 3 * 3600)


def test_one_article_has_the_facts_that_a_list_has(morning: Archive) -> None:
    [[ferries, weather, strike]] = morning.figures.facts()
    assert [morning.figures.article(one.id) for one in (ferries, weather, strike)] == [ferries, weather, strike]


def test_outlets_that_differ_in_capitals_are_one(desk: Archive) -> None:
    bring(desk, copy(source="EWA", external_id="1"), copy(source="ewa", external_id="2"))
    assert [one.articles for one in desk.figures.desk().by_outlet] == [2]


def test_a_budget_is_exceeded_only_beyond_it(morning: Archive) -> None:
    [gazette, port] = sorted(morning.figures.desk().by_outlet, key=lambda one: one.sources)
    assert exceeded(port, Budget(bare=34, unnamed=34, second_hand=34)) == []
    assert exceeded(port, Budget(bare=33, second_hand=0)) == [Excess("bare", 1, 3, 33), Excess("second_hand", 1, 3, 0)]
    assert exceeded(gazette, Budget(0, 0, 0)) == []


def test_sources_are_counted_by_fields_of_speakers_where_somebody_set_them(desk: Archive) -> None:
    added = bring(desk, _dated("2026-11-24", external_id="f", body=FERRIES), _dated("2026-11-25", body=STRIKE))
    for one in added:
        desk.suggestions.find(one.article_id)
    for one in added:
        quotations = desk.open_article(one.article_id).annotations
        desk.decisions.settle([q for q in quotations if q.state.speaker == "Ada Lind"], Status.ACCEPTED)
    lind = desk.register.named("ada lind")
    assert lind
    desk.register.set_field(lind.id, "region", "north")

    assert desk.figures.desk().by_field == {}
    counts = desk.figures.desk(fields=["region"]).by_field["region"]
    assert [tuple(one) for one in counts] == [
        ("north", 1, 2, 2, 0),
        ("not set", 1, 2, 2, 2),
        ("no name", 0, 2, 2, 2),
    ]


def test_a_quotation_is_found_in_every_revision_of_its_article_and_in_other_papers(desk: Archive) -> None:
    gone = FERRIES.replace("“The ferries sail on Monday,” harbour master Ada Lind said.", "Nothing is known.")
    [added] = bring(desk, _dated("2026-11-24", headline="Ferries", external_id="f", body=FERRIES))
    desk.suggestions.find(added.article_id)
    [monday] = [a for a in desk.open_article(added.article_id).annotations if "Monday" in a.words]
    bring(
        desk,
        _dated("2026-11-25", source="Tarn Gazette", body="Ada Lind said “the ferries sail on Monday”, she added.\n"),
        _dated("2026-11-26", source="Coast Daily", body="“The ferries will sail on Friday,” Ms Lind told us.\n"),
        _dated("2026-11-27", source="Coast Daily", body="“The ferry crews want a meal,” Ms Lind told us.\n"),
    )
    for body in (FERRIES.replace("No date", "No day"), FERRIES_CHANGED, gone):
        bring(desk, _dated("2026-11-24", headline="Ferries", external_id="f", body=body))

    found = desk.annotations.printings(monday)
    assert [(one.source, one.first_revision, one.revision, one.words) for one in found] == [
        ("Port Wire", 1, 2, "The ferries sail on Monday"),
        ("Port Wire", 3, 3, "The ferries sail on Friday"),
        ("Port Wire", 4, 4, ""),
        ("Tarn Gazette", 1, 1, "the ferries sail on Monday"),
        ("Coast Daily", 1, 1, "The ferries will sail on Friday"),
    ]
    narrowed = desk.annotations.printings(monday, ArticleFilter(source="gazette"))
    assert [one.source for one in narrowed] == ["Port Wire"] * 3 + ["Tarn Gazette"]


def test_a_quotation_of_few_words_is_looked_for_in_its_own_article_only(desk: Archive) -> None:
    said = "“The strike is over,” union secretary Mira Holt said.\n\n“Never,” Ada Lind said.\n"
    first, _ = bring(desk, copy(body=said), copy(body="“Never,” somebody else said.\n"))
    desk.suggestions.find(first.article_id)
    [never] = [a for a in desk.open_article(first.article_id).annotations if "Never" in a.words]
    assert [one.article_id for one in desk.annotations.printings(never)] == [first.article_id]
