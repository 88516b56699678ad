"""Watch under faults, under kill -9, and idle.

python -m bench.watch                      200 feeds and 5 folders, 30 % faults, 1,000 rounds on a fake clock
python -m bench.watch --rounds 100 --feeds 20
python -m bench.watch --kills 200          a watching process is killed (kill -9) at random moments
python -m bench.watch --idle               CPU of an idle watch, and how long a file takes into the store
python -m bench.watch --paint              key to paint of a desk, at rest and while 5,000 articles arrive
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from bench.watch import costs, kills, painting, simulation


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--feeds", type=int, default=200)
    parser.add_argument("--folders", type=int, default=5)
    parser.add_argument("--rounds", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kills", type=int, default=0)
    parser.add_argument("--idle", action="store_true")
    parser.add_argument("--paint", action="store_true")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if args.kills:
            print(kills.killed(Path(folder), args.kills, seed=args.seed))
        elif args.idle:
            costs.measure(Path(folder))
        elif args.paint:
            painting.measure(Path(folder))
        else:
            outcome = simulation.simulate(
                Path(folder), feeds=args.feeds, folders=args.folders, rounds=args.rounds, seed=args.seed
            )
            for name, value in outcome._asdict().items():
                print(f"{name:>10}  {value:,.1f}" if isinstance(value, float) else f"{name:>10}  {value:,}")


if __name__ == "__main__":
    main()
