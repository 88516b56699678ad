"""The commands of a review by line. Letters are those of the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from newstext.credit import credit
from newstext.quotations.model import QuotationKind
from store.model.annotations import Record, SpanRole, Status
from store.model.speakers import Attribution
from tui.kernel.actions import ACTIONS, Scope
from tui.review.line_words import outcome, place_of
from tui.wording import describe, outcomes
from tui.wording.outcomes import REDO, UNDO

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from newstext.spans import Span
    from store import Archive
    from store.model.annotations import Annotation
    from tui.kernel.actions import Action
    from tui.review.line_review import LineReview

_BETWEEN = "[…]"
"""Separates the pieces of a quotation, as it is printed."""


class Command(NamedTuple):
    """A command: its word, its key on the desk if it has one, its argument, and what it does.

    ``action`` is the desk's action of the same deed, whose words it has; ``does`` says what else it does.
    """

    word: str
    key: str
    argument: str
    run: Callable[[LineReview, str], None]
    action: tuple[Scope, str] | None = None
    does: str = ""

    @property
    def words(self) -> str:
        """The description, in the desk’s words."""
        of_desk = next((a.words for a in ACTIONS if (a.scope, a.id) == self.action), "")
        return "; ".join(filter(None, (of_desk[:1].lower() + of_desk[1:], self.does)))


def keymap() -> Sequence[Action]:
    """Return the desk's actions with the keys that they have in a review by line, for sentences that name keys."""
    typed = {command.action: (command.key or command.word,) for command in COMMANDS if command.action}
    return [action._replace(keys=typed.get((action.scope, action.id), action.keys)) for action in ACTIONS]


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
            if (settled_by := _to_verify(review)) is not None:
                review.say(f"{outcomes.to_verify(settled_by)} verify SOURCE verifies it.")
            return
        review.change(lambda archive, it: archive.decisions.settle([it], status))
        review.say_of_keys(outcomes.SETTLED[status])
        review.go_on()

    return settle


def _verify(review: LineReview, against: str) -> None:
    if _to_verify(review) is not None:
        review.change(lambda archive, it: archive.remarks.verify(it, against))
        review.say(outcomes.verified(against))
        review.go_on()


def _to_verify(review: LineReview) -> str | None:
    """Return who accepted the quotation, if this person may verify it; else None and a message."""
    current = review.current
    [citation] = review.archive.annotations.cite([current.id])
    if citation.may_be_verified_by(review.archive.actor) and citation.settled is not None:
        return citation.settled.actor
    if current.state.status is Status.ACCEPTED and citation.settled is not None:
        review.say_of_keys(outcomes.YOURS_FLAGGED if current.state.flagged else outcomes.YOURS)
    else:
        review.say(outcomes.already(current))
    return None


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
    _remark(review, lambda archive, it: archive.remarks.set_record(it, Record(words)), outcomes.terms)


def _set_kind(review: LineReview, words: str) -> None:
    if words not in [*QuotationKind]:
        review.say(f"The kinds are {', '.join(QuotationKind)}.")
        return
    _remark(review, lambda archive, it: archive.remarks.set_kind(it, QuotationKind(words)), outcomes.kind)


def _set_tags(review: LineReview, words: str) -> None:
    _remark(review, lambda archive, it: archive.remarks.tag(it, words.split(",")), outcomes.tagged)


def _set_role(review: LineReview, words: str) -> None:
    _remark(review, lambda archive, it: archive.remarks.set_role(it, words), outcomes.corrected)


def _set_via(review: LineReview, words: str) -> None:
    _remark(review, lambda archive, it: archive.remarks.set_via(it, words), outcomes.corrected)


def _note(review: LineReview, words: str) -> None:
    _remark(review, lambda archive, it: archive.remarks.note(it, words), outcomes.noted)


def _flag(review: LineReview, _argument: str) -> None:
    _remark(review, lambda archive, it: archive.remarks.flag(it, flagged=not it.state.flagged), outcomes.flagged)


def _remark(
    review: LineReview, change: Callable[[Archive, Annotation], Annotation], words: Callable[[Annotation], str]
) -> None:
    review.say(words(review.change(change)))
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
        review.say_of_keys(outcomes.KEPT_OLDER)
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
        review.say(f"{typed}{also}: {command.words}")


_A, _V, _E = Scope.QUOTATION, Scope.REVIEW, Scope.EVERYWHERE
COMMANDS = (
    Command("accept", "a", "", _settle(Status.ACCEPTED), (_A, "accept")),
    Command("reject", "x", "", _settle(Status.REJECTED), (_A, "reject")),
    Command("skip", "s", "", _settle(Status.SKIPPED), (_A, "skip")),
    Command("remove", "D", "", _settle(Status.REMOVED), (_A, "remove")),
    Command("speaker", "@", "NAME", _name, (_A, "speaker"), "without a name, list those in the article"),
    Command("unknown", "", "", _name_nobody, does="save that nobody knows the speaker"),
    Command("unnamed", "", "WORDS; REASON", _leave_unnamed, does="save a source without a name, and why it has none"),
    Command("verify", "", "SOURCE", _verify, does="verify a colleague’s quotation, against a source"),
    Command("keep", "o", "", _keep_older, (Scope.UPDATES, "keep_older")),
    Command("words", "e", "TEXT", _set_words, does=f"set the quoted words, with {_BETWEEN} between pieces"),
    Command("source", "2", "TEXT", _label(SpanRole.SOURCE), (Scope.SELECTING, "label_source")),
    Command("cue", "3", "TEXT", _label(SpanRole.CUE), (Scope.SELECTING, "label_cue")),
    Command("quote", "", "TEXT", _add, (Scope.SELECTING, "save_quotation")),
    Command("terms", "R", "TERMS", _set_terms, (_A, "record"), f"TERMS is {', '.join(Record)}"),
    Command("role", "", "WORDS", _set_role, (_A, "role")),
    Command("via", "", "WORDS", _set_via, (_A, "via")),
    Command("kind", "", "KIND", _set_kind, (_A, "kind")),
    Command("note", "c", "WORDS", _note, (_A, "note")),
    Command("tags", "t", "TAG, TAG", _set_tags, (_A, "tags")),
    Command("flag", "f", "", _flag, (_A, "second_reader")),
    Command("next", "j", "", lambda r, _: r.step(1), (_V, "next_open")),
    Command("previous", "k", "", lambda r, _: r.step(-1), (_V, "previous_open")),
    Command("undo", "u", "", lambda r, _: r.take_back(UNDO), (_E, "undo")),
    Command("redo", "", "", lambda r, _: r.take_back(REDO), (_E, "redo")),
    Command("text", "", "", _print_text, does="print the article"),
    Command("history", "H", "", _print_history, (_A, "history")),
    Command("credit", "y", "", _print_credited, does="print the quotation with its credit"),
    Command("help", "?", "", _print_help, does="list the commands"),
    Command("quit", "q", "", _leave, (_E, "back"), "a later review goes on here"),
)
