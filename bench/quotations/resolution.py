"""Who is named as the speaker? ``python -m bench.quotations.resolution newstext/learning/yardstick/resolution``.

The articles and their labels are those that ``newstext.learning.yardstick`` reads.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from newstext.learning.yardstick import articles, outcomes


def main() -> int:
    """Print the accuracy, and every label that was missed."""
    parser = argparse.ArgumentParser(prog="bench.quotations.resolution", description=__doc__)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    done = [outcome for text, labels in articles(folder) for outcome in outcomes(text, labels)]
    for outcome in done:
        if not outcome.right:
            got = outcome.quotation.speaker if outcome.quotation else "not found"
            print(f"{outcome.label.words!r}: wanted {outcome.label.speaker}, got {got}")
    found = [o for o in done if o.quotation is not None]
    right = sum(o.right for o in done)
    print(f"{len(done)} labels, {len(found)} found, {right} with the right speaker:", end=" ")
    print(f"{right / len(done):.1%} of all, {right / len(found):.1%} of those found;", end=" ")
    print(f"named or unnamed told rightly: {sum(o.unnamed_right for o in found) / len(found):.1%} of those found")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
