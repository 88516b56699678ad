"""Read a folder of wire copy: ``python -m bench.wire FOLDER``.

Prints what each file gave, field by field, and then the agreement with ``expected-by-another-reader.json`` in
the same folder: what another newsroom system reads out of some of the files. That is a second opinion with house
rules of its own, so each difference is listed with its reason; one without a reason makes the exit status 1, as
does a file that could not be read.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from bench.wire.opinion import Kind, compare
from bench.wire.verbatim import paragraphs_of, strays
from newstext import read
from newstext.formats import UnreadableError, recognise

if TYPE_CHECKING:
    from newstext.article import Article

OPINIONS = "expected-by-another-reader.json"
FIELDS = (
    *("headline", "standfirst", "byline", "dateline", "source", "credit", "captions", "published", "updated"),
    *("language", "url", "external_id", "external_version", "embargo", "body"),
)


def main(folder: Path) -> int:
    files = sorted(path for path in folder.iterdir() if path.is_file() and path.name != OPINIONS)
    articles: dict[str, list[Article]] = {}
    refused = 0
    began = time.perf_counter()
    for path in files:
        data = path.read_bytes()
        try:
            articles[path.name] = read(data, path.name)
        except UnreadableError as error:
            refused += 1
            print(f"{path.name}: refused: {error}")
    seconds = time.perf_counter() - began
    for path in files:
        if path.name in articles:
            report(path.name, recognise(path.read_bytes(), path.name).name, articles[path.name])
    count = sum(map(len, articles.values()))
    stray = [
        (path.name, paragraph)
        for path in files
        for article in articles.get(path.name, [])
        for paragraph in strays(path.read_bytes(), recognise(path.read_bytes(), path.name).name, article)
    ]
    paragraphs = sum(len(paragraphs_of(article)) for found in articles.values() for article in found)
    print(f"\n{len(files)} files, {refused} refused, {count} articles in {seconds:.2f} s")
    print(f"{paragraphs - len(stray)} of {paragraphs} paragraphs stand letter for letter in their file\n")
    for name, paragraph in stray:
        print(f"  not in {name}: {paragraph[:100]!r}")
    coverage([article for found in articles.values() for article in found])
    opinions = folder / OPINIONS
    unexplained = agreement(json.loads(opinions.read_text(encoding="utf-8")), articles) if opinions.exists() else 0
    return 1 if refused or unexplained else 0


def report(name: str, format_name: str, articles: list[Article]) -> None:
    """Print which fields the articles of one file have; those with the same fields on one line."""
    print(f"\n{name} ({format_name})")
    for line, count in Counter(map(summary, articles)).items():
        print(f"  {count} x {line}")


def summary(article: Article) -> str:
    """Return the article's state, the number of its paragraphs and the names of the fields it has."""
    found = " ".join(field for field in FIELDS if getattr(article, field))
    paragraphs = len(paragraphs_of(article))
    guess = f", encoding guessed: {article.guessed_encoding}" if article.guessed_encoding else ""
    return f"{article.state.value}, {paragraphs} paragraphs{guess}: {found}"


def coverage(articles: list[Article]) -> None:
    """Print how many articles have each field."""
    found = Counter(field for article in articles for field in FIELDS if getattr(article, field))
    for field in FIELDS:
        print(f"{field:18}{found[field]:4} of {len(articles)}")
    print(f"{'states':18}{dict(Counter(article.state.value for article in articles))}")


def agreement(opinions: list[dict[str, object]], articles: dict[str, list[Article]]) -> int:
    """Print how far the two readers agree; returns how many differences have no reason."""
    verdicts = [compare(opinion, articles.get(str(opinion["file"]), [])) for opinion in opinions]
    counts = Counter(verdict.kind for verdict in verdicts)
    comparable = counts[Kind.AGREES] + counts[Kind.EXPLAINED] + counts[Kind.DIFFERS]
    print(
        f"\nAnother reader's {len(opinions)} values: {comparable} of fields that an article has, "
        f"{counts[Kind.AGREES]} agree, {counts[Kind.EXPLAINED]} differ by a house rule, "
        f"{counts[Kind.DIFFERS]} differ; {counts[Kind.NOT_OURS]} of other fields"
    )
    for verdict in verdicts:
        if verdict.kind in (Kind.EXPLAINED, Kind.DIFFERS):
            print(f"  {verdict.kind}: {verdict.what}\n    {verdict.why}")
    return counts[Kind.DIFFERS]


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(Path(sys.argv[1])))
