"""The sections of a report, each with the numbers behind its picture as a table."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from newstext.anchors import difference
from store.figures.period import period
from tui.report import pictures
from tui.report.limits import ARTICLES, GROUPS, HEADLINE, NAME, ROWS, SPEAKERS, WORDS
from tui.report.markup import foreign, paragraph, section, table, text
from tui.wording import describe
from tui.wording import figures as words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from store.figures.changed_words import ChangedWords
    from store.figures.figures import DeskFigures
    from store.figures.sources import Repeated, SourceCount
    from tui.report.contents import Contents


def summary(contents: Contents) -> str:
    """The answers that a morning meeting asks for."""
    figures = contents.figures
    totals = figures.totals
    unnamed = totals.described + totals.bare
    most = ", ".join(f"{foreign(s.who, NAME)} ({s.quotations:,})" for s in figures.speakers[:5])
    stale = sum(one.stale for one in figures.changed)
    waiting = sum(one.waiting for one in figures.changed)
    points = [
        f"{describe.count(totals.quotations, 'quotation')} in {describe.count(totals.articles, 'article')}:"
        f" {totals.settled:,} settled, {totals.open:,} open.",
        f"Most quoted: {most}." if most else "Nobody is quoted by name.",
        f"{unnamed:,} of {describe.count(totals.sources, 'source')} have no name"
        f" ({words.share(unnamed, totals.sources)}): {totals.described:,} described, {totals.bare:,} bare.",
        f"{describe.count(len(figures.changed), 'article')} changed after publication;"
        f" {describe.count(stale, 'quotation')} changed with them, {waiting:,} still to be decided.",
    ]
    items = "\n".join(f"<li>{point}</li>" for point in points)
    return section("In short", f'<ul class="k">\n{items}\n</ul>')


def speakers(contents: Contents) -> str:
    """Who said what when: a line a speaker, a tick a quotation."""
    span = period((one.day, one.articles) for one in contents.figures.days)
    if span is None or not contents.lines:
        return section("Who said what when", paragraph("Nobody is quoted by name."))
    rows = [
        (
            foreign(line.speaker.who, NAME),
            pictures.time_line(line, span),
            f"{line.speaker.quotations:,}",
            f"{line.speaker.articles:,}",
        )
        for line in contents.lines
    ]
    when = f"From {describe.day(span.first)} to {describe.day(span.last)}"
    when += "; earlier quotations are at the left edge" if span.is_cut else ""
    shown = table(when, ("Speaker", "Quotations in time", "Quotations", "Articles"), rows, left=2, is_open=True)
    told = [
        "A tick is a quotation; a short one is still open. Hover over a tick, or go to it by keyboard, to read it.",
        _left_out(len(contents.figures.speakers), SPEAKERS, "speaker"),
    ]
    quoted = [
        (f'<span id="q{one.number}">{foreign(one.words, WORDS)}</span>', foreign(one.speaker, NAME),
         foreign(one.headline, HEADLINE), one.tick.day, "open" if one.tick.status.is_open else "settled")
        for line in contents.lines
        for one in line.drawn
    ]  # fmt: skip
    columns = ("Words", "Speaker", "Article", "Day", "Status")
    listed = (
        f"<details><summary>The words of these quotations</summary>{table('Words', columns, quoted, left=5)}</details>"
    )
    return section("Who said what when", *map(paragraph, filter(None, told)), shown, listed)


def by_day(contents: Contents) -> str:
    """Articles and quotations a day."""
    counts = contents.figures.days[:ROWS]
    picture = pictures.days(counts, f"Quotations a day, {len(counts):,} days; the table below has the numbers")
    caption = "Quotations a day, the oldest day first; the hollow part is still open."
    rows = [(text(d.day), f"{d.articles:,}", f"{d.quotations:,}", f"{d.open:,}") for d in counts]
    return section(
        "Articles and quotations a day",
        f"<figure>{picture}<figcaption>{caption}</figcaption></figure>",
        table("By the day of the articles", ("Day", "Articles", "Quotations", "Open"), rows),
        _more(len(contents.figures.days), ROWS, "day"),
    )


def naming(contents: Contents) -> str:
    """Named, described and bare sources by week, outlet and byline."""
    figures = contents.figures
    outlets, bylines = (
        sorted(counts, key=lambda one: -one.sources) for counts in (figures.by_outlet, figures.by_byline)
    )
    return section(
        "Sources with and without a name",
        paragraph(
            "Solid: named. Hatched: described but not named. Hollow: bare, neither named nor described."
            " A source counts once in each article."
        ),
        _naming_table("By week", "Week from", list(reversed(figures.by_week)), ROWS),
        _naming_table("By outlet", "Outlet", outlets, GROUPS),
        _naming_table("By byline", "Byline", bylines, GROUPS),
    )


def _naming_table(caption: str, head: str, counts: Sequence[SourceCount], limit: int) -> str:
    most = max((one.sources for one in counts), default=0)
    rows = [
        (
            foreign(one.group, NAME),
            pictures.naming(one, most),
            *(f"{n:,}" for n in (one.sources, one.named, one.described, one.bare, one.with_reason)),
            words.share(one.described + one.bare, one.sources),
            *(f"{n:,}" for n in (one.second_hand, one.open)),
        )
        for one in counts[:limit]
    ]
    columns = ("Sources", "Named", "Described", "Bare", "With reason", "Unnamed", "Second-hand", "Open")
    return table(caption, (head, "Named, described, bare", *columns), rows, left=2) + _more(len(counts), limit, "row")


def fields(contents: Contents) -> str:
    """Sources by the newsroom's own fields of speakers, where the report was asked for them."""
    by_field = contents.figures.by_field
    if not by_field:
        return ""
    tables = [
        table(f"By {field}", (field.capitalize(), *words.FIELD_HEAD), _foreign_first(words.field_rows(counts)))
        for field, counts in by_field.items()
    ]
    said = "Set in the register as speakers describe themselves; the share is that of all sources."
    return section("Fields of speakers", paragraph(said), *tables)


def _foreign_first(rows: Sequence[Sequence[str]]) -> list[tuple[str, ...]]:
    return [(foreign(first, NAME), *others) for first, *others in rows]


def repeated(contents: Contents) -> str:
    """Sources that several articles quote, and second-hand words."""
    figures = contents.figures
    chains = [
        (foreign(c.outlet, NAME), foreign(c.via, NAME), foreign(c.who, NAME), f"{len(c.annotation_ids):,}")
        for c in figures.chains[:GROUPS]
    ]
    return section(
        "Repeated and second-hand sources",
        _repeated_table("Sources of several articles", "Source", figures.repeated),
        _repeated_table("Outlets and documents that words are taken from", "From", figures.second_hand),
        table("Who quotes whom", ("Outlet", "Via", "Speaker", "Quotations"), chains, left=3) if chains else "",
        _more(len(figures.chains), GROUPS, "chain"),
    )


def _repeated_table(caption: str, head: str, rows: Sequence[Repeated]) -> str:
    if not rows:
        return paragraph(f"{caption}: none.")
    cells = [(foreign(one.who, NAME), f"{one.articles:,}", f"{one.quotations:,}") for one in rows[:GROUPS]]
    return table(caption, (head, "Articles", "Quotations"), cells) + _more(len(rows), GROUPS, "row")


def changed(contents: Contents) -> str:
    """Articles that changed after publication, and the words that did."""
    figures = contents.figures
    if not figures.changed:
        return section("Changed after publication", paragraph("No article has a newer revision."))
    rows = [
        (
            foreign(one.headline or "no headline", HEADLINE),
            foreign(one.source or "", NAME),
            text(f"{datetime.fromisoformat(one.changed_at).astimezone():%Y-%m-%d %H:%M}"),
            *(f"{n:,}" for n in (one.revisions, one.stale, one.waiting)),
        )
        for one in figures.changed[:ARTICLES]
    ]
    columns = ("Article", "Outlet", "Latest change", "Revisions", "Quotations changed", "To be decided")
    quoted = [_changed_row(one, figures) for one in contents.changed]
    return section(
        "Changed after publication",
        table("Articles with a newer revision", columns, rows, left=3),
        _more(len(figures.changed), ARTICLES, "article"),
        table("Words before and after", ("Speaker", "Words", "Article", "Now"), quoted, left=4) if quoted else "",
    )


def _changed_row(one: ChangedWords, figures: DeskFigures) -> tuple[str, ...]:
    status = describe.STATUS_WORDS[one.settled] if one.settled else "to be decided"
    headline = figures.headlines.get(one.article_id, "")
    return foreign(one.speaker or "not known", NAME), marked(one.was, one.now), foreign(headline, HEADLINE), status


def marked(was: str, now: str) -> str:
    """Return words before and after as markup, deleted ones in <del>, new ones in <ins>."""
    parts, done = [], 0
    for change in difference(was, now):
        parts.append(text(was[done : change.old.start]))
        parts.append(f"<del>{text(change.old.of(was))}</del>" if change.old.end > change.old.start else "")
        parts.append(f"<ins>{text(change.new.of(now))}</ins>" if change.new.end > change.new.start else "")
        done = change.old.end
    parts.append(text(was[done:]))
    return f"<bdi>{' '.join(part for part in parts if part)}</bdi>"


def work(contents: Contents) -> str:
    """Arrivals, decisions, and corrections of the finder."""
    figures, made_at = contents.figures, contents.made_at
    settled = list(reversed(figures.work.settled))
    decided = [
        (text(one.day), foreign(one.actor, NAME), *(f"{n:,}" for n in (one.decisions, one.kept, one.rejected)),
         words.waited(one))
        for one in settled[:ROWS]
    ]  # fmt: skip
    oldest = [
        (foreign(one.headline or "no headline", HEADLINE), f"{one.open:,}",
         words.since(one.since, made_at))
        for one in figures.oldest
    ]  # fmt: skip
    arrived = [(text(d.day), *(f"{n:,}" for n in d[1:])) for d in figures.arrivals[:ROWS]]
    views = _foreign_first(words.views(figures.views, made_at))
    head = ("Day", "By", "Decisions", "Kept", "Rejected", "Had waited")
    return section(
        "Work",
        table("Arrived", ("Day", "Articles", "Quotations", "Still open"), arrived),
        table("Decided", head, decided, left=2) if decided else paragraph("Nobody has decided anything."),
        table("Open and oldest", ("Article", "Open", "Waiting"), oldest) if oldest else "",
        table("Views", words.VIEWS_HEAD, views) if views else "",
        paragraph(text(f"Two readers: {words.agreed(figures.work.agreement, figures.work.same_speaker)}")),
        table("Corrections of the finder", words.CORRECTIONS_HEAD, _corrections(figures))
        if figures.work.corrected
        else "",
    )


def _corrections(figures: DeskFigures) -> list[Sequence[str]]:
    return [tuple(map(text, words.corrections(one))) for one in figures.work.corrected]


def _left_out(number: int, limit: int, thing: str) -> str:
    return f"The {limit:,} most quoted of {describe.count(number, thing)}." if number > limit else ""


def _more(number: int, limit: int, thing: str) -> str:
    return paragraph(f"Not shown: {describe.count(number - limit, f'further {thing}')}.") if number > limit else ""


SECTIONS: tuple[Callable[[Contents], str], ...] = (summary, speakers, by_day, naming, fields, repeated, changed, work)
