"""The commands of a review by line. Letters are those of the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from newstext.credit import credit
from newstext.quotations.model import QuotationKind
from store.model.annotations import Record, SpanRole, Status
from store.model.speakers import Attribution
from tui.review.line_words import outcome, place_of
from tui.wording import describe

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from newstext.spans import Span
    from store import Archive
    from store.model.annotations import Annotation
    from tui.review.line_review import LineReview

_BETWEEN = "[…]"
"""Separates the pieces of a quotation, as it is printed."""


class Command(NamedTuple):
    """A command: its word, its key on the desk if it has one, its argument, and what it does."""

    word: str
    key: str
    argument: str
    does: str
    run: Callable[[LineReview, str], None]


def obey(review: LineReview, line: str) -> None:
    """Run the command typed: a key, or a word or its beginning. An empty line repeats the quotation."""
    line = line.strip()
    if line.startswith("@"):
        line = f"@ {line[1:]}"
    typed, _, argument = line.partition(" ")
    if not typed:
        review.show()
    elif (command := _meant(typed)) is None:
        review.say(f"“{typed[:40]}” is not a command. help lists them.")
    else:
        command.run(review, argument.strip())


def _meant(typed: str) -> Command | None:
    """Return the command of a key, of a whole word, or of the beginning of only one."""
    for command in COMMANDS:
        if typed in (command.key, command.word):
            return command
    begun = [command for command in COMMANDS if command.word.startswith(typed)]
    return begun[0] if len(begun) == 1 else None


def _settle(status: Status) -> Callable[[LineReview, str], None]:
    def settle(review: LineReview, _argument: str) -> None:
        if status is Status.ACCEPTED and review.current.state.status in (Status.ACCEPTED, Status.VERIFIED):
            review.say(f"Already {describe.STATUS_WORDS[review.current.state.status]}. verify is for a second reader.")
            return
        [saved] = review.change(lambda archive, it: archive.decisions.settle([it], status))
        review.say(outcome(saved))
        review.go_on()

    return settle


def _verify(review: LineReview, against: str) -> None:
    [citation] = review.archive.annotations.cite([review.current.id])
    if not citation.may_be_verified_by(review.archive.actor):
        review.say("Only somebody else than the person who accepted it can verify it.")
        return
    review.say(outcome(review.change(lambda archive, it: archive.remarks.verify(it, against))))
    review.go_on()


def _name(review: LineReview, name: str) -> None:
    if name:
        _attribute(review, Attribution(name))
        return
    for speaker, role in describe.speakers(review.opened.annotations).items():
        review.say(credit(speaker, role))
    review.say("@ NAME saves the speaker, unknown that nobody knows, unnamed WORDS a source without a name.")


def _name_nobody(review: LineReview, _argument: str) -> None:
    _attribute(review, Attribution())


def _leave_unnamed(review: LineReview, words: str) -> None:
    descriptor, _, reason = words.partition(";")
    _attribute(review, Attribution(descriptor=descriptor.strip(), reason=reason.strip() or None))


def _attribute(review: LineReview, who: Attribution) -> None:
    saved = review.change(lambda archive, it: archive.decisions.attribute(it, who))
    review.say(describe.named(saved, describe.speakers(review.opened.annotations)))
    review.go_on()


def _set_terms(review: LineReview, words: str) -> None:
    if words not in [*Record]:
        review.say(f"The terms are {', '.join(Record)}.")
        return
    _remark(review, lambda archive, it: archive.remarks.set_record(it, Record(words)))


def _set_kind(review: LineReview, words: str) -> None:
    if words not in [*QuotationKind]:
        review.say(f"The kinds are {', '.join(QuotationKind)}.")
        return
    _remark(review, lambda archive, it: archive.remarks.set_kind(it, QuotationKind(words)))


def _set_tags(review: LineReview, words: str) -> None:
    _remark(review, lambda archive, it: archive.remarks.tag(it, words.split(",")))


def _flag(review: LineReview, _argument: str) -> None:
    _remark(review, lambda archive, it: archive.remarks.flag(it, flagged=not it.state.flagged))


def _remark(review: LineReview, change: Callable[[Archive, Annotation], Annotation]) -> None:
    review.change(change)
    review.show()


def _set_words(review: LineReview, typed: str) -> None:
    if spans := _spans(review, typed):
        revision = review.opened.revision
        if review.stale is not None:
            review.change(lambda archive, it: archive.updates.reattach(it, revision, spans))
        else:
            review.change(lambda archive, it: archive.decisions.respan(it, revision, spans))
        review.show()


def _label(role: SpanRole) -> Callable[[LineReview, str], None]:
    def label(review: LineReview, typed: str) -> None:
        if spans := _spans(review, typed):
            revision = review.opened.revision
            review.change(lambda archive, it: archive.decisions.label(it, revision, role, spans))
            review.show()

    return label


def _add(review: LineReview, typed: str) -> None:
    if spans := _spans(review, typed):
        saved = review.archive.decisions.add_quotation(review.opened.revision, spans)
        review.walk.know([saved])
        review.say(outcome(saved))


def _spans(review: LineReview, typed: str) -> Sequence[Span]:
    """Return the places of words in the article, piece by piece; without one, nothing and a message."""
    here = [p.span.start for p in review.current.pieces(SpanRole.CONTENT)]
    body = review.opened.revision.article.body
    found = [place_of(words, body, min(here, default=0)) for words in typed.split(_BETWEEN)]
    if not all(found):
        review.say("Type words as the article has them, with their quotation marks. text prints the article.")
        return ()
    return [span for span in found if span]


def _keep_older(review: LineReview, _argument: str) -> None:
    if review.change(lambda archive, it: archive.updates.keep_older([it])):
        review.say("Kept on the older revision.")
        review.go_on()
    else:
        review.say("No update changed this quotation.")


def _print_text(review: LineReview, _argument: str) -> None:
    for line in review.opened.revision.article.body.split("\n"):
        review.say(line)


def _print_history(review: LineReview, _argument: str) -> None:
    from tui.wording import events

    for event in review.archive.annotations.history(review.current.id):
        review.say(events.sentence(event, None))
        for change in events.changes(event):
            review.say(f"  {change}")


def _print_credited(review: LineReview, _argument: str) -> None:
    from tui.copy_formats import FORMATS

    for line in FORMATS["credit"](review.archive.annotations.cite([review.current.id])).split("\n"):
        review.say(line)


def _leave(review: LineReview, _argument: str) -> None:
    review.is_over = True


def _print_help(review: LineReview, _argument: str) -> None:
    for command in COMMANDS:
        typed = " ".join(filter(None, (command.key or command.word, command.argument)))
        also = f" ({command.word})" if command.key else ""
        review.say(f"{typed}{also}: {command.does}")


COMMANDS = (
    Command("accept", "a", "", "accept the quotation", _settle(Status.ACCEPTED)),
    Command("reject", "x", "", "reject it", _settle(Status.REJECTED)),
    Command("skip", "s", "", "leave it open for now", _settle(Status.SKIPPED)),
    Command("remove", "D", "", "remove it", _settle(Status.REMOVED)),
    Command(
        "speaker", "@", "NAME", "save the speaker, and accept it; without a name, list those in the article", _name
    ),
    Command("unknown", "", "", "save that nobody knows the speaker", _name_nobody),
    Command("unnamed", "", "WORDS; REASON", "save a source without a name, and why it has none", _leave_unnamed),
    Command("verify", "", "SOURCE", "verify it as a second reader, against a source", _verify),
    Command("keep", "o", "", "keep the words of the older revision", _keep_older),
    Command("words", "e", "TEXT", f"set the quoted words, with {_BETWEEN} between pieces", _set_words),
    Command("source", "2", "TEXT", "set the words that name the speaker", _label(SpanRole.SOURCE)),
    Command("cue", "3", "TEXT", "set the words that mark speech", _label(SpanRole.CUE)),
    Command("quote", "", "TEXT", "save further words as a quotation", _add),
    Command("terms", "R", "TERMS", "set the terms: on, background, deep, off, unknown", _set_terms),
    Command(
        "role",
        "",
        "WORDS",
        "set the role as printed",
        lambda r, w: _remark(r, lambda archive, it: archive.remarks.set_role(it, w)),
    ),
    Command(
        "via",
        "",
        "WORDS",
        "set who reports it",
        lambda r, w: _remark(r, lambda archive, it: archive.remarks.set_via(it, w)),
    ),
    Command("kind", "", "KIND", "set the kind: direct, mixed, indirect", _set_kind),
    Command(
        "note", "c", "WORDS", "set the note", lambda r, w: _remark(r, lambda archive, it: archive.remarks.note(it, w))
    ),
    Command("tags", "t", "TAG, TAG", "set the tags", _set_tags),
    Command("flag", "f", "", "flag it for a second reader, or remove the flag", _flag),
    Command("next", "j", "", "go to the next quotation", lambda r, _: r.step(1)),
    Command("previous", "k", "", "go back", lambda r, _: r.step(-1)),
    Command("undo", "u", "", "undo your last step", lambda r, _: r.take_back("undo")),
    Command("redo", "", "", "redo it", lambda r, _: r.take_back("redo")),
    Command("text", "", "", "print the article", _print_text),
    Command("history", "H", "", "print who changed the quotation, and how", _print_history),
    Command("credit", "y", "", "print the quotation with its credit", _print_credited),
    Command("help", "?", "", "list the commands", _print_help),
    Command("quit", "q", "", "leave; a later review goes on here", _leave),
)
