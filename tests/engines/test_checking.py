"""A draft against the archive: each verdict, and the facts beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from newstext.draft_check import Body, Passage, Verdict, compare
from newstext.spans import Span
from store.model.annotations import Status
from tests.engines.newsroom import BODY, bring, copy

if TYPE_CHECKING:
    from store import Archive
    from store.drafts.model import CheckedQuotation
    from tests.engines.newsroom import Newsroom

URL = "https://news.example/strike"
AUDIT = (
    "“The ministry did not break any rule, and it paid 40 million for the bridge if the figures are right,” auditor Ada"
    " Lind said.\n\nThe port was closed again on Friday morning, Mira Holt said.\n\n“It will rain,” said Jonas Reed."
)


@pytest.fixture
def stack(desk: Archive) -> Archive:
    bring(desk, copy(url=URL), copy(headline="Bridge audit clears ministry", url="https://news.example/a", body=AUDIT))
    return desk


def check(desk: Archive, draft: str) -> CheckedQuotation:
    [checked] = desk.check(draft)
    return checked


def test_each_quotation_gets_its_verdict(stack: Archive) -> None:
    for draft, verdict in (
        ("“Nobody here wants a fourth week,” said Mira Holt.", Verdict.VERBATIM),
        ('"Nobody here wants a fourth week." That is how Mira Holt put it.', Verdict.VERBATIM),
        ("“nobody here wants: a fourth week,” said Mira Holt.", Verdict.PUNCTUATION),
        ("“Nobody here wants a fifth week,” said Mira Holt.", Verdict.CHANGED),
        ("“Nobody … wants a fourth week,” said Mira Holt.", Verdict.CUT),
        ("“Nobody [at the port] wants a fourth week,” said Mira Holt.", Verdict.CUT),
        ("“Nobody here wants a phone call,” said Mira Holt.", Verdict.SPLICED),
        ("“Nobody here wants a fourth week,” said Jonas Reed.", Verdict.OTHER_SPEAKER),
        ("“The ferries will be painted green by spring,” said Mira Holt.", Verdict.NOT_FOUND),
    ):
        checked = check(stack, draft)
        assert checked.verdict is verdict, draft
        assert checked.is_finding is (verdict not in (Verdict.VERBATIM, Verdict.PUNCTUATION)), draft


def test_of_a_few_words_that_stand_nowhere_no_chance_likeness_is_shown(stack: Archive) -> None:
    checked = check(stack, "“Nobody here does,” said Mira Holt.")

    assert (checked.verdict, checked.printed, checked.differences) == (Verdict.NOT_FOUND, None, ())


def test_of_two_places_with_the_same_words_the_settled_one_is_shown(desk: Archive) -> None:
    words = "We want a phone call"
    first, second = (copy(headline=f"Story {n}", url=f"https://news.example/{n}") for n in (1, 2))
    bring(desk, first, second)
    for settled in desk.articles.page().rows:
        opened = desk.open_article(settled.id)
        start = opened.revision.article.body.index(words)
        quotation = desk.decisions.add_quotation(opened.revision, [Span(start, start + len(words))])
        desk.decisions.name_speaker(quotation, "Mira Holt")

        printed = check(desk, f"“{words},” said Mira Holt.").printed
        assert printed is not None
        assert (printed.article_id, printed.status) == (settled.id, Status.ACCEPTED)
        desk.decisions.undo()
        desk.decisions.undo()


def test_what_was_printed_is_shown_with_where_and_by_whom(stack: Archive) -> None:
    printed = check(stack, "“Nobody here wants a fourth week,” said Mira Holt.").printed

    assert printed is not None
    assert (printed.source, printed.headline) == ("Port Wire", "Harbour strike enters third week")
    assert (printed.revision, printed.revisions, printed.speaker) == (1, 1, "Mira Holt")
    assert BODY[printed.start : printed.end] == printed.words == "Nobody here wants a fourth week"


def test_a_dropped_not_is_a_grave_change(stack: Archive) -> None:
    checked = check(stack, "“The ministry did break any rule, and it paid 40 million,” said Ada Lind.")

    assert checked.verdict is Verdict.CHANGED
    assert [(d.printed, d.grave) for d in checked.differences] == [("not", True)]


def test_what_an_ellipsis_left_out_is_flagged_when_it_weighs(stack: Archive) -> None:
    for cut, grave in (
        ("“The ministry did … break any rule,” said Ada Lind.", True),
        ("“It paid 40 million for the bridge …” said Ada Lind.", False),
        ("“It paid … for the bridge if the figures are right,” said Ada Lind.", True),
        ("“It paid 40 million … if the figures are right,” said Ada Lind.", False),
    ):
        checked = check(stack, cut)
        assert checked.verdict in (Verdict.CUT, Verdict.PUNCTUATION), cut
        assert any(difference.grave for difference in checked.differences) is grave, cut


def test_one_quotation_that_the_copy_parts_with_an_attribution_is_still_verbatim(stack: Archive) -> None:
    draft = "“Nobody here wants a fourth week. We want a phone call,” said Mira Holt."

    assert check(stack, draft).verdict is Verdict.VERBATIM


def test_words_of_the_paper_are_no_quotation(stack: Archive) -> None:
    checked = check(stack, "“about 40 sailings were cancelled,” said Mira Holt.")

    assert checked.verdict is Verdict.UNQUOTED
    assert checked.is_finding


def test_words_that_an_update_changed_are_found_where_they_were_printed(stack: Archive) -> None:
    bring(stack, copy(url=URL, body=BODY.replace("a fourth week", "another week")))

    checked = check(stack, "“Nobody here wants a fourth week,” said Mira Holt.")

    assert checked.verdict is Verdict.VERBATIM
    assert checked.printed is not None
    assert (checked.printed.revision, checked.printed.revisions) == (1, 2)
    assert [(d.draft, d.printed) for d in checked.printed.newer] == [("a fourth", "another")]
    assert checked.is_finding


def test_who_a_person_named_counts_before_what_the_finder_found(stack: Archive) -> None:
    article = next(row for row in stack.articles.page().rows if row.headline == "Harbour strike enters third week")
    revision = stack.open_article(article.id).revision
    stack.decisions.name_speaker(stack.decisions.add_quotation(revision, [Span(0, 34)]), "Jonas Reed")

    checked = check(stack, "“Nobody here wants a fourth week,” said Jonas Reed.")

    assert checked.verdict is Verdict.VERBATIM
    assert checked.printed is not None
    assert checked.printed.status is Status.ACCEPTED


def test_only_a_report_of_the_words_is_second_hand(desk: Archive) -> None:
    bring(desk, copy(body="“The dam will hold until the spring,” Mira Holt said, according to the Coast Daily."))

    assert check(desk, "“The dam will hold until the spring,” said Mira Holt.").verdict is Verdict.SECOND_HAND


COMMON = "that is what we have to do and it is not for us to say so now"
OTHER = "they know all of it but this is how we see the end of it here"


@pytest.fixture
def common(desk: Archive) -> Archive:
    """A store in which each word of two sentences is in far more articles than are read for one word."""
    words = f"{COMMON} {OTHER}".split()
    said = [
        copy(url=f"https://news.example/{n}", body=f"“{body},” said Mira Holt.")
        for n, body in enumerate((COMMON, OTHER))
    ]
    mixed = [
        copy(
            url=f"https://news.example/m{n}",
            headline=f"Mixed {n}",
            body=" ".join(words[n % 7 :: 2] + words[: n % 7] + words[1::2]),
        )
        for n in range(600)
    ]
    desk.add([*said, *mixed], reader="tests", reader_version="1")
    return desk


def test_halves_of_common_words_are_found_wherever_they_stand(common: Archive) -> None:
    checked = check(common, "“That is what we have to do but this is how we see the end of it here,” said Mira Holt.")

    assert checked.verdict is Verdict.SPLICED
    assert checked.printed is not None
    assert checked.printed.words == "that is what we have to do"
    assert [place.words for place in checked.also] == ["but this is how we see the end of it here"]


def test_words_that_are_all_common_are_found_in_a_row(common: Archive) -> None:
    assert check(common, f"“{COMMON},” said Mira Holt.").verdict is Verdict.VERBATIM


def test_a_word_changed_among_common_ones_is_found(common: Archive) -> None:
    checked = check(common, "“They know all of it and this is how we see the end of it here,” said Mira Holt.")

    assert checked.verdict is Verdict.CHANGED
    assert [(d.draft, d.printed) for d in checked.differences] == [("and", "but")]


def test_common_words_in_an_order_that_nobody_printed_are_not_spliced(common: Archive) -> None:
    checked = check(common, "“So now it is here that they end all of it for us to see,” said Mira Holt.")

    assert checked.verdict in (Verdict.NOT_FOUND, Verdict.CHANGED)


def test_articles_that_hold_words_in_a_row_are_named_the_last_that_came_first(
    newsroom: Newsroom, desk: Archive
) -> None:
    engine = newsroom.engine()
    first, second, _ = (
        one.article_id
        for one in desk.add(
            [
                copy(url=f"https://news.example/{n}", body=body)
                for n, body in enumerate(("No Café—here today.", "“No cafe here”", "Here: no café."))
            ],
            reader="tests",
            reader_version="1",
        )
    )

    assert engine.holding("no, café here", limit=5) == [second, first]
    assert engine.holding("no cafe here", limit=1) == [second]


def test_no_words_to_be_held_are_an_operator(newsroom: Newsroom, stack: Archive) -> None:
    for words in ("", " ", "…", '"', '""', "\x00", "* OR body:", 'no" OR "here', "NEAR(no)", "^no"):
        assert newsroom.engine().holding(words, limit=5) == [], words


def test_what_is_told_without_marks_is_no_claim(stack: Archive) -> None:
    assert stack.check("Mira Holt said the strike would go on for ever.\n\nNothing else happened.") == []


def test_no_draft_is_an_error(stack: Archive) -> None:
    for draft in ("", "“”", "“" * 50, "“…” said Mira Holt.", "“\x00 [ ] …” he said", "\u202e“abc def ghi jkl”"):
        stack.check(draft)


def test_words_that_stood_only_in_a_superseded_revision_are_found_and_told_as_changed(desk: Archive) -> None:
    old = copy(external_id="7", url=None, body="“The mackerel counted every lantern twice,” Mira Holt said.")
    new = copy(external_id="7", url=None, body="A correction: nothing of that was ever so.")
    bring(desk, old, new, copy(url="https://news.example/other"))

    checked = check(desk, "“The mackerel counted every lantern twice,” said Mira Holt.")

    assert checked.verdict is Verdict.VERBATIM
    assert checked.printed is not None
    assert (checked.printed.revision, checked.printed.revisions) == (1, 2)
    assert checked.printed.newer
    assert checked.is_finding


def test_older_revisions_are_looked_through_for_the_longest_words_and_current_ones_are_not(
    newsroom: Newsroom, desk: Archive
) -> None:
    bodies = ("“We saw Mackerel by the lantern.”", "“We saw nothing.”")
    [first, *_] = bring(desk, *(copy(external_id="7", url=None, body=body) for body in bodies))
    engine = newsroom.engine()

    assert engine.superseded("lantern the MACKEREL saw", limit=5) == [first.article_id]
    assert engine.superseded("lantern walrus saw", limit=5) == []
    assert engine.superseded("nothing", limit=5) == []
    for operator in ("%", "_antern", "", "lan%ern", "'"):
        assert engine.superseded(operator, limit=5) == []


PILOT = "“We had the lamp out before the ice came in,” pilot Mira Holt said."


def test_a_namesake_is_another_speaker(desk: Archive) -> None:
    bring(desk, copy(body=PILOT))
    for credit, same in (
        ("Mira Holt", True),
        ("Ms Holt", True),
        ("M. Holt", True),
        ("Mira L. Holt", True),
        ("Captain Mira Holt", True),
        ("Mira Holt-Sand", True),
        ("Mira Sand Holt", True),
        ("Mirä Holt", True),
        ("the pilot", True),
        ("a source", True),
        ("Anna Holt", False),
        ("A. Holt", False),
        ("Mr Holt", False),
        ("Dr Karl Holt", False),
        ("Mira Reed", False),
        ("a baker", False),
    ):
        checked = check(desk, f"“We had the lamp out before the ice came in,” {credit} said.")
        assert checked.verdict is (Verdict.VERBATIM if same else Verdict.OTHER_SPEAKER), credit


def test_who_is_not_named_in_print_is_nobody_a_draft_may_name(desk: Archive) -> None:
    bring(desk, copy(body="“We had the lamp out before the ice came in,” a baker said."))

    checked = check(desk, "“We had the lamp out before the ice came in,” Mira Holt said.")

    assert checked.verdict is Verdict.OTHER_SPEAKER


@pytest.mark.parametrize(("credit", "verdict"), [("a baker", Verdict.OTHER_SPEAKER), ("a sailor", Verdict.VERBATIM)])
def test_a_role_that_is_nowhere_in_the_article_is_another_speaker(desk: Archive, credit: str, verdict: Verdict) -> None:
    bring(desk, copy(body="Sailors met on Friday.\n\n“We had the lamp out before the ice came in,” Mira Holt said."))

    assert check(desk, f"“We had the lamp out before the ice came in,” {credit} said.").verdict is verdict


def test_a_surname_that_several_have_is_told(desk: Archive) -> None:
    bring(desk, copy(body=f"{PILOT}\n\n“There was no ice at all that year,” baker Anna Holt said."))

    checked = check(desk, "“We had the lamp out before the ice came in,” Holt said.")

    assert checked.verdict is Verdict.VERBATIM
    assert checked.namesakes == ("Anna Holt", "Mira Holt")
    assert checked.is_finding
    assert check(desk, PILOT).namesakes == ()


EDITED = (
    "“We had no lamp at all … and the ice came in,” pilot Mira Holt said. “[T]he harbour knew of it,” she said.\n\n"
    "“They [the crew] was [sic] told in autumn – twice,” Holt said.\n\n"
    "The report says: “Sand et al. [13] did not find wear in the chain.”\n\n"
    "The lease is “not permitted to end before spring,” the harbour office said. “We will sail if the ice goes,” Holt"
    " said. “We will [not] sail in May,” she said."
)


def test_marks_that_stand_in_print_are_printed_and_what_turns_the_words_is_named(desk: Archive) -> None:
    bring(desk, copy(body=EDITED))
    for draft, verdict, turned in (
        ("“We had no lamp at all … and the ice came in,” said Mira Holt.", Verdict.VERBATIM, []),
        ("“We had no lamp at all ... and the ice came in,” said Mira Holt.", Verdict.VERBATIM, []),
        ("“[T]he harbour knew of it,” said Mira Holt.", Verdict.VERBATIM, []),
        ("“The harbour knew of it,” said Mira Holt.", Verdict.PUNCTUATION, []),
        ("“They [the crew] was [sic] told in autumn – twice,” said Mira Holt.", Verdict.VERBATIM, []),
        ("“They [the crew] was told in autumn – twice,” said Mira Holt.", Verdict.PUNCTUATION, []),
        ("“They was told in autumn – twice,” said Mira Holt.", Verdict.CUT, []),
        ("“Sand et al. [13] did not find wear in the chain,” the report said.", Verdict.VERBATIM, []),
        ("“Sand et al. did … find wear in the chain,” the report said.", Verdict.CUT, ["not"]),
        ("“Sand et al. [13] did … find cracks in the chain,” the report said.", Verdict.CHANGED, ["not"]),
        ("“Sand et al. [13] did find cracks in the chain,” the report said.", Verdict.CHANGED, ["not"]),
        ("“permitted to end before spring,” the harbour office said.", Verdict.CHANGED, ["not"]),
        ("It is not “permitted to end before spring,” the harbour office said.", Verdict.VERBATIM, []),
        ("“We will sail if the wind goes,” said Mira Holt.", Verdict.CHANGED, []),
        ("It was “We will sail when the ice goes,” said Mira Holt.", Verdict.CHANGED, ["if"]),
        ("“We will sail,” said Mira Holt.", Verdict.CHANGED, ["if"]),
        ("“We will sail in May,” said Mira Holt.", Verdict.CUT, ["not"]),
    ):
        checked = check(desk, draft)
        assert checked.verdict is verdict, draft
        assert [each.word for difference in checked.differences for each in difference.weighty] == turned, draft


@pytest.mark.parametrize("printed", ["cannot", "can’t", "can not"])
def test_a_negation_that_is_only_spelt_otherwise_is_none_lost(printed: str) -> None:
    differences = compare(Passage("It cannot be that we know it"), Body(f"It {printed} be that we know it")).differences

    assert not any(difference.grave for difference in differences)


@pytest.mark.parametrize(
    ("drafted", "printed", "weighty"),
    [
        ("We sail in June", "We sail in May", [("name", "may"), ("name", "june")]),
        ("I told Ada so", "I told Will so", [("name", "will"), ("name", "ada")]),
        ("We sail in ice", "We may sail in ice", [("condition", "may")]),
        ("It is over. We sail", "It is over. Will we sail", [("condition", "will")]),
    ],
)
def test_a_month_or_a_name_is_no_condition(drafted: str, printed: str, weighty: list[tuple[str, str]]) -> None:
    differences = compare(Passage(drafted), Body(printed)).differences

    assert [(each.kind, each.word) for difference in differences for each in difference.weighty] == weighty


def test_words_that_a_hyphen_breaks_at_the_end_of_a_line_are_whole(desk: Archive) -> None:
    body = "“We had no steer-\ning at all, and I would not take her out of the wa-\nter again,” mate Edda Sand said."
    bring(desk, copy(body=body))

    checked = check(
        desk, "“We had no steering at all, and I would not take her out of the water again,” Edda Sand said."
    )

    assert checked.verdict is Verdict.VERBATIM


BRITISH, AMERICAN = "‘Nobody said “abandon ship” to us,’", "“Nobody said ‘abandon ship’ to us,”"


@pytest.mark.parametrize(("drafted", "printed"), [(AMERICAN, BRITISH), (BRITISH, AMERICAN), (BRITISH, BRITISH)])
def test_which_marks_stand_inside_the_others_is_house_style(desk: Archive, drafted: str, printed: str) -> None:
    bring(desk, copy(body=f"The port was shut. {printed} said Mira Holt. The gate stayed open.", url=URL))
    assert check(desk, f"{drafted} said Mira Holt.").verdict is Verdict.VERBATIM
