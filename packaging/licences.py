"""Lists the licence of every package that Pullquote can bring along, in ``LICENCES.md``; refuses a copyleft surprise.

``python packaging/licences.py PIP-LICENSES PYTHON`` asks the environment of PYTHON, which holds ``everything.lock`` and
nothing else. With ``--check`` the list is compared, not written.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

LIST = Path(__file__).with_name("LICENCES.md")

COPYLEFT = re.compile(r"GPL|GNU|MPL|Mozilla|EPL|Eclipse|EUPL|CDDL|OSL|CeCILL|SSPL|-SA\b|Share.?Alike", re.IGNORECASE)
KNOWN = {
    "certifi": "MPL-2.0 covers its list of certificates. It is installed unchanged.",
    "psycopg": "LGPL-3.0: a library, imported unchanged, and only for the extra `postgresql`.",
    "psycopg-binary": "As psycopg, with PostgreSQL’s own client library inside.",
    "tld": "One of three licences may be chosen: MPL-1.1. It is installed unchanged, for trafilatura.",
}
"""Packages under a copyleft licence, and why each may stay. A new one stops the release until a person has decided."""

_FIELDS = ("License-Expression", "License-Metadata", "License-Classifier")
"""Where a package states its licence, the most exact first."""
_LONGEST = 80
"""Characters; what is longer is a licence's text, not its name."""

_HEAD = """\
# Licences

Pullquote is under the [Apache License 2.0](../LICENSE). It ships none of these packages: an installer fetches them,
each with the text of its licence. Those of the extras are listed too. `make licences` writes this list, and
`make release` compares it.

"""


class LicenceError(Exception):
    """A package without a licence, or under one that nobody has decided about."""


def stated(python: str, program: str) -> dict[str, str]:
    """Return the licence of each package in the environment of ``python``, without Pullquote."""
    command = [program, "--python", python, "--from=all", "--with-system", "--format=json"]
    told = subprocess.run(command, check=True, capture_output=True, text=True, timeout=120).stdout  # noqa: S603
    packages = {_name(package["Name"]): _licence(package) for package in json.loads(told)}
    return {name: licence for name, licence in packages.items() if name != "pullquote"}


def check(licences: dict[str, str]) -> None:
    """Raise LicenceError for copyleft that KNOWN does not hold, for a licence not stated, and for a stale entry."""
    for name, licence in licences.items():
        if not licence:
            raise LicenceError(f"{name} states no licence. Look it up, and decide whether it may stay.")
        if COPYLEFT.search(licence) and name not in KNOWN:
            raise LicenceError(
                f"{name} is under {licence}. Decide whether it may stay; packaging/licences.py says why."
            )
    if stale := {name for name in KNOWN if not COPYLEFT.search(licences.get(name, ""))}:
        raise LicenceError(f"No longer here under copyleft: {', '.join(sorted(stale))}. Remove it from KNOWN.")


def listed(licences: dict[str, str]) -> str:
    """Return the list as Markdown."""
    rows = [f"| {name} | {licence} |\n" for name, licence in sorted(licences.items())]
    kept = [f"| {name} | {why} |\n" for name, why in sorted(KNOWN.items())]
    return "".join(
        [
            *(_HEAD, "| package | licence |\n|---|---|\n", *rows),
            *("\n## Copyleft\n\n| package | why it may stay |\n|---|---|\n", *kept),
        ]
    )


def _licence(package: dict[str, str]) -> str:
    for field in _FIELDS:
        value = package[field]
        if value != "UNKNOWN" and len(value) <= _LONGEST:
            return value.replace("|", "/")
    return ""


def _name(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def main(program: str, python: str, *options: str) -> None:
    """Write the list, or compare it."""
    licences = stated(python, program)
    try:
        check(licences)
    except LicenceError as error:
        sys.exit(str(error))
    if "--check" not in options:
        LIST.write_text(listed(licences), encoding="utf-8")
    elif LIST.read_text(encoding="utf-8") != listed(licences):
        sys.exit("packaging/LICENCES.md is not up to date. Run make licences, and look at what changed.")
    print(f"{len(licences)} licences; copyleft: {', '.join(sorted(KNOWN))}.")  # noqa: T201


if __name__ == "__main__":
    main(*sys.argv[1:])
