"""The finder runs of a revision, and the quotations that a run suggests or holds back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newstext.quotations.model import FINDER_NAME, FINDER_VERSION
from store.model.changes import FinderRun
from store.rules.files_beside import LEARNED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newstext.article import Article
    from newstext.quotations.learned import Learned
    from newstext.quotations.model import Quotation
    from store.upkeep_engine import Integrity

INDIRECT_FROM = 0.45
"""The least confidence of suggested indirect speech, unless the configuration says otherwise.

Chosen on PolNeAR and GenderGapTracker together (``bench.quotations.calibration``): 92 % of the right ones are kept.
"""


MOST_TURNS = 40
"""The largest number of quotations of a transcript that are suggested unasked."""


def learned_in(engine: Integrity) -> Learned | None:
    """Return what the finder has learned from this store; None if nothing ever was."""
    file = engine.beside(LEARNED)
    if file is None or not file.exists():
        return None
    # The finder takes time to load, and nearly no store has such a file.
    from newstext.quotations.learned import load

    return load(file)


def finder_version(learned: Learned | None) -> str:
    """Return the version of the finder: another one whenever what it has learned changes."""
    return learned.version if learned and learned.generation else FINDER_VERSION


def finder_run(revision_id: str, held_back: int = 0, learned: Learned | None = None) -> FinderRun:
    """Return the run of this version of the finder on a revision."""
    return FinderRun(revision_id, FINDER_NAME, finder_version(learned), held_back)


def whole_finder_run(revision_id: str, learned: Learned | None = None) -> FinderRun:
    """Return the run that suggests also what the other holds back."""
    return FinderRun(revision_id, FINDER_NAME, f"{finder_version(learned)}, all")


def held_back(made: Iterable[FinderRun]) -> int:
    """Return how many quotations the runs of this version on one revision still hold back."""
    by_version = {run.generator_version: run.held_back for run in made}
    return min(by_version.values(), default=0)


def sureness(quotation: Quotation) -> float:
    """Return how likely words and name are both right: the lower of the two counts."""
    return min(quotation.confidence, quotation.name_confidence)


def is_long_transcript(article: Article, quotations: int) -> bool:
    """Whether an article is a transcript with so much said in it that people choose themselves what to quote.

    Who speaks is stated there, and hundreds of open quotations would hide the few that are needed.
    """
    return bool(article.turns) and quotations > MOST_TURNS


def is_held_back(quotation: Quotation, indirect_from: float) -> bool:
    """Whether a quotation is not suggested by itself: indirect speech that is less sure than ``indirect_from``."""
    return quotation.is_paraphrase and sureness(quotation) < indirect_from
