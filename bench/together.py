"""Two desks and a command line at work on one store at the same time: is any decision lost, does the log tell it all?

    python -m bench.together [--actions 10000] [--seed 1]

Each is a process of its own. The desks mark, settle, name, annotate, merge and part at random, and take steps back and
make them again; the command line brings in articles, new versions of them, and suggestions. Every decision that was
acknowledged must be in the log; then the whole store is checked: the log replays to what stands, and all counts agree.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from newstext.article import Article
from newstext.spans import Span
from store import Archive
from store.errors import ConflictError, SpeakerConflictError, StoreError
from store.model.annotations import Record, Status
from store.model.speakers import Attribution

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from store.model.annotations import Annotation

BODY = (
    "“Nobody here wants a {word} week,” union secretary Mira Holt said. “We want a phone call.”\n\n"
    "“The offer stands,” Jonas Pike said on Tuesday, asking for {word} days.\n\nThe port said {word} ships wait."
)
NAMES = ("Mira Holt", "Holt", "M. Holt", "Jonas Pike", "Pike", "Zofie Šťastná")
DESKS = ("ada", "ben")
SETTLED = (Status.ACCEPTED, Status.REJECTED, Status.SKIPPED, Status.VERIFIED, Status.REMOVED)


class Colleague:
    """One desk, acting at random; ``saved`` are the decisions reported to it as saved."""

    def __init__(self, archive: Archive, chance: random.Random) -> None:
        self._archive = archive
        self._chance = chance
        self.saved: list[tuple[str, int, str]] = []
        self.refused: Counter[str] = Counter()

    def act(self) -> None:
        """Do one thing; that a colleague was faster is an answer too."""
        action = self._chance.choice(self._actions())
        try:
            self.saved += [(a.id, a.version, str(a.state.status)) for a in action()]
        except (ConflictError, SpeakerConflictError) as error:
            self.refused[type(error).__name__] += 1
        except StoreError as error:
            self.refused[str(error).split(" ")[-1]] += 1

    def _actions(self) -> Sequence[Callable[[], Sequence[Annotation]]]:
        often = [self._mark, self._settle, self._settle, self._name, self._name, self._undo, self._undo, self._redo]
        return [*often, self._settle_many, self._attribute, self._remark, self._merge, self._split, self._rename]

    def _article(self) -> str:
        return self._chance.choice(self._archive.articles.page().rows).id

    def _quotations(self, most: int = 1) -> list[Annotation]:
        standing = self._archive.open_article(self._article()).annotations
        return self._chance.sample(standing, min(most, len(standing)))

    def _mark(self) -> Sequence[Annotation]:
        revision = self._archive.open_article(self._article()).revision
        start = self._chance.randrange(len(revision.article.body) - 12)
        return [self._archive.decisions.add_quotation(revision, [Span(start, start + self._chance.randrange(4, 12))])]

    def _settle(self) -> Sequence[Annotation]:
        return self._archive.decisions.settle(self._quotations(), self._chance.choice(SETTLED))

    def _settle_many(self) -> Sequence[Annotation]:
        return self._archive.decisions.settle(self._quotations(5), Status.ACCEPTED)

    def _name(self) -> Sequence[Annotation]:
        return [self._archive.decisions.name_speaker(a, self._chance.choice(NAMES)) for a in self._quotations()]

    def _attribute(self) -> Sequence[Annotation]:
        who = Attribution("", self._chance.choice(list(Record)), "a senior official", "talks go on")
        return [self._archive.decisions.attribute(a, who) for a in self._quotations()]

    def _remark(self) -> Sequence[Annotation]:
        remarks = self._archive.remarks
        word = self._chance.choice(NAMES)
        return [
            self._chance.choice((remarks.note, lambda a, w: remarks.tag(a, [w])))(a, word) for a in self._quotations()
        ]

    def _merge(self) -> Sequence[Annotation]:
        people = self._archive.register.everyone().rows
        if len(people) > 2:
            one, other = self._chance.sample(people, 2)
            self._archive.register.merge(one.id, other.id)
        return ()

    def _split(self) -> Sequence[Annotation]:
        if chosen := [a for a in self._quotations(2) if a.state.speaker_id]:
            self._archive.register.split(chosen, self._chance.choice(NAMES))
        return ()

    def _rename(self) -> Sequence[Annotation]:
        if people := self._archive.register.everyone().rows:
            self._archive.register.rename(self._chance.choice(people).id, self._chance.choice(NAMES))
        return ()

    def _undo(self) -> Sequence[Annotation]:
        return undone.annotations if (undone := self._archive.decisions.undo()) else ()

    def _redo(self) -> Sequence[Annotation]:
        return undone.annotations if (undone := self._archive.decisions.redo()) else ()


def bring_in(archive: Archive, chance: random.Random) -> None:
    """Do as the command line does: bring in an article or a newer version of one, or let the finder suggest."""
    if chance.random() < 0.3:
        number, word = chance.randrange(8), chance.choice(("third", "fourth", "fifth"))
        article = Article(external_id=str(number), headline=f"Story {number}", body=BODY.format(word=word))
        archive.add([article], reader="bench", reader_version="1")
    elif rows := archive.articles.page().rows:
        archive.suggestions.find(chance.choice(rows).id)


def work(path: Path, actor: str, actions: int, seed: int) -> None:
    """Be one of the three, and print what was saved."""
    chance = random.Random(f"{actor} {seed}")
    with Archive.open(path, actor=actor) as archive:
        if actor not in DESKS:
            for _ in range(actions):
                bring_in(archive, chance)
            return
        colleague = Colleague(archive, chance)
        for _ in range(actions):
            colleague.act()
        print(json.dumps({"saved": colleague.saved, "refused": colleague.refused}))


def begin(path: Path, seed: int) -> None:
    """Make a store with a few articles."""
    with Archive.open(path, actor="wire") as archive:
        chance = random.Random(seed)
        for _ in range(8):
            bring_in(archive, chance)
        archive.add(
            [Article(external_id="0", headline="Story", body=BODY.format(word="third"))],
            reader="bench",
            reader_version="1",
        )


def audit(path: Path, saved: Sequence[Sequence[object]]) -> tuple[int, list[str]]:
    """Return how many of the decisions that were said to be saved are not in the log, and what is wrong with the store.

    A decision is the id of its annotation, with the version and the status that it was saved with.
    """
    with Archive.open(path, actor="auditor") as archive:
        versions: Counter[str] = Counter()
        logged = set()
        for event in archive.events(limit=sys.maxsize).rows:
            versions[event.annotation_id] += 1
            logged.add((event.annotation_id, versions[event.annotation_id], str(event.after.status)))
        wrong = [f"{check.what}: {check.trouble}" for check in archive.integrity.checks() if check.trouble]
    return sum(tuple(decision) not in logged for decision in saved), wrong


def together(path: Path, actions: int, seed: int) -> tuple[int, int, list[str], Counter[str]]:
    """Let all work at once; return decisions acknowledged, decisions lost, what is wrong, and what was refused."""
    begin(path, seed)
    command = [sys.executable, "-m", "bench.together", "--work", str(path), "--seed", str(seed)]
    shares = {"ada": actions * 9 // 20, "ben": actions * 9 // 20, "wire": actions // 10}
    running = [
        subprocess.Popen([*command, "--actor", actor, "--actions", str(share)], stdout=subprocess.PIPE, text=True)
        for actor, share in shares.items()
    ]
    said = [process.communicate()[0] for process in running]
    if any(process.returncode for process in running):
        raise RuntimeError("One of the three fell over.")
    reports = [json.loads(text) for text in said if text]
    saved = [decision for report in reports for decision in report["saved"]]
    refused = sum((Counter(report["refused"]) for report in reports), Counter[str]())
    return len(saved), *audit(path, saved), refused


def main() -> None:
    """Read the command line and run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--actions", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--work", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--actor", default="ada", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.work:
        work(args.work, args.actor, args.actions, args.seed)
        return
    with tempfile.TemporaryDirectory() as folder:
        saves, lost, wrong, refused = together(Path(folder) / "stack.db", args.actions, args.seed)
        print(f"{args.actions} actions, {saves} acknowledged decisions, {lost} lost; wrong: {wrong or 'nothing'}")
        print(f"refused because somebody was faster: {dict(refused)}")
        sys.exit(bool(lost or wrong))


if __name__ == "__main__":
    main()
