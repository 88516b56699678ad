"""The effects of every action, told as stories (``stories.txt``). Each leads through one place of the desk."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from newstext.quotations.model import Quotation, QuotationKind
from newstext.spans import Span
from store.model.annotations import Status
from store.model.speakers import Attribution
from store.model.watches import Incoming, Lease, NewWatch, Visit, WatchKind
from tests.screens.invented import BRIDGE, HARBOUR
from tui.kernel.welcome import Welcome
from tui.tour.guide import TourGuide

if TYPE_CHECKING:
    from collections.abc import Callable

    from store import Archive


def suggested(archive: Archive) -> None:
    """Suggest two quotations in the strike, whatever the finder would find, and leave the bridge to the finder."""
    for row in archive.articles.page().rows:
        revision = archive.open_article(row.id).revision
        if row.headline == HARBOUR.headline:
            archive.suggestions.save(revision, [_strike(), _offer()])
        elif row.headline != BRIDGE.headline:
            archive.suggestions.save(revision, [])


def _strike() -> Quotation:
    return Quotation(
        kind=QuotationKind.DIRECT,
        content=(_span("“Nobody here wants a fourth week,”"), _span("“We want a phone call.”")),
        cue=(_span("said"),),
        source=(_span("union secretary Mira Holt"),),
        speaker="Mira Holt",
        role="union secretary",
        confidence=0.9,
        reason="Wording and position agree.",
    )


def _offer() -> Quotation:
    words = _span("“The offer stands,”")
    return Quotation(
        kind=QuotationKind.DIRECT,
        content=(words,),
        source=(_span("a senior official"),),
        speaker="a senior official",
        unnamed=True,
        confidence=0.7,
        reason="Wording and position agree.",
    )


def _span(words: str) -> Span:
    start = HARBOUR.body.index(words)
    return Span(start, start + len(words))


def accepted_then(archive: Archive, *bodies: str) -> None:
    """Accept both, then add updates with other texts, in which the finder finds nothing new."""
    suggested(archive)
    [row] = [row for row in archive.articles.page().rows if row.headline == HARBOUR.headline]
    archive.decisions.settle(archive.open_article(row.id).annotations, Status.ACCEPTED)
    for body in bodies:
        archive.add([replace(HARBOUR, body=body)], reader="test", reader_version="1")
        archive.suggestions.save(archive.open_article(row.id).revision, [])


def updated(archive: Archive) -> None:
    """Add two updates that change accepted quotations."""
    fallen = HARBOUR.body.replace("stands", "fell")
    accepted_then(archive, *(fallen.replace("a fourth week", week) for week in ("a fifth week", "a sixth week")))


def printed_twice(archive: Archive) -> None:
    """Add an update that prints an accepted quotation in two places."""
    told = HARBOUR.body.split("\n\n")[2]
    rest = HARBOUR.body.replace(told, "Later:")
    accepted_then(archive, f"{rest}\n\nOn Sunday:\n\n{told}\n\nOn Monday:\n\n{told}")


def quoted(archive: Archive) -> None:
    """Add quotations by several people, one of them under two names."""
    suggested(archive)
    [row] = [row for row in archive.articles.page().rows if row.headline == HARBOUR.headline]
    revision = archive.open_article(row.id).revision
    for number in range(16):
        name = ("Mira Holt", "M. Holt", f"Speaker {number}")[min(number // 2, 2)]
        archive.decisions.name_speaker(archive.decisions.add_quotation(revision, [Span(number, number + 5)]), name)


def unnamed(archive: Archive) -> None:
    """Add a quotation by somebody whom the article does not name."""
    suggested(archive)
    [row] = [row for row in archive.articles.page().rows if row.headline == HARBOUR.headline]
    revision = archive.open_article(row.id).revision
    made = archive.decisions.add_quotation(revision, [Span(0, 12)])
    archive.decisions.attribute(made, Attribution(descriptor="a senior official"))


def watched(archive: Archive) -> None:
    """Let a feed have an update, and make a folder unreadable."""
    suggested(archive)
    places = (NewWatch(WatchKind.FEED, "https://portwire.example/feed", "Port Wire"), NewWatch(WatchKind.FOLDER, "/in"))
    archive.watches.add(places)
    engine, now = archive._engine, datetime(2026, 11, 24, 14, tzinfo=UTC)
    engine.take_lease(Lease("1", "elsewhere", 1, "ben", now, now + timedelta(minutes=2)), at=now)
    update = Incoming(replace(HARBOUR, body=HARBOUR.body.replace("stands", "fell")))
    for watch in archive.watches.all():
        trouble = "There is no such folder." if watch.kind is WatchKind.FOLDER else None
        state = watch.state._replace(next_at=now + timedelta(days=1), visited_at=now, trouble=trouble)
        visit = Visit(watch.id, "1", now, state, () if trouble else (update,))
        engine.record(visit, reader="test", reader_version="1")


def ben_notes(ben: Archive) -> None:
    """Add a colleague's note to the quotation in the bridge."""
    row = next(row for row in ben.articles.page().rows if "Bridge" in (row.headline or ""))
    ben.remarks.note(ben.open_article(row.id).annotations[0], "Ask the lawyer.")


DRAFT = Path(__file__).with_name("draft.txt")
"""A draft with one quotation from the invented articles."""


@dataclass
class Story:
    """Steps at one desk: the preparation of its store, the size of its terminal, its welcome."""

    prepare: Callable[[Archive], None]
    size: tuple[int, int]
    welcome: Welcome
    steps: list[Step] = field(default_factory=list)


class Step(NamedTuple):
    """An action and everything that it changes; or, without one, keys that lead on, or a colleague's change."""

    action: str = ""
    deed: str = ""
    keys: tuple[str, ...] = ()
    colleague: Callable[[Archive], object] | None = None


def stories() -> dict[str, Story]:
    """Read the stories, by the name of their place."""
    told: dict[str, Story] = {}
    for line in Path(__file__).with_name("stories.txt").read_text(encoding="utf-8").splitlines():
        kind, _, rest = line.partition(" ")
        match kind:
            case "" | "#":
                continue
            case "==":
                name, size, prepare = rest.split(" · ")
                columns, rows = map(int, size.split("x"))
                welcome = Welcome(guide=partial(TourGuide, draft="") if name == "the tour" else None)
                story = told[name] = Story(_named(prepare), (columns, rows), welcome)
            case ">":
                typed = [str(DRAFT) if key == "{draft}" else [key] for key in rest.split()]
                story.steps.append(Step(keys=tuple(chain(*typed))))
            case "&":
                story.steps.append(Step(colleague=_named(rest)))
            case _:
                story.steps.append(Step(kind.removesuffix(":"), rest))
    return told


def _named(words: str) -> Callable[[Archive], None]:
    named: Callable[[Archive], None] = globals()[words.replace(" ", "_")]
    return named
