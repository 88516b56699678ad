"""Builds a release in ``dist/``, checks it, and tries it as people install it. Nothing is published.

``make release`` runs this, with the tools of ``tools.lock``. With ``--python 3.12`` it is tried on that one alone.
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
import sys
import tempfile
from pathlib import Path

from programs import Programs
from trials import HOUSE, OLDEST, OLDEST_PIP, Built, attempt

HERE, DIST = HOUSE / "packaging", HOUSE / "dist"
PROGRAM = "/opt/pullquote/bin/pullquote"
"""Where the services expect it."""
MOST_EXPOSED = 20
"""The highest exposure of a service that is accepted, in tenths of the points of `systemd-analyze security`."""


def main() -> None:
    """Build, check and try."""
    asked = argparse.ArgumentParser(description="Build a release, check it and try it. Nothing is published.")
    asked.add_argument("--tools", type=Path, required=True, help="the folder with the programs of tools.lock")
    asked.add_argument("--python", action="append", choices=OLDEST_PIP, help="try this one alone")
    options = asked.parse_args()
    run = Programs(options.tools.absolute())
    if run("git", "status", "--porcelain", cwd=HOUSE):
        sys.exit("Some changes are not committed. Commit them first: a release is what a commit holds.")
    built = build(run)
    with tempfile.TemporaryDirectory(prefix="pullquote-release-") as scratch:
        describe(run, built.wheel, Path(scratch))
        check_image(run)
        check_services(run, Path(scratch))
        tried = attempt(run, built, Path(scratch), options.python or [*OLDEST_PIP])
    files = sorted(file for file in DIST.iterdir() if file.name != "SHA256SUMS")
    sums = "".join(f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n" for file in files)
    (DIST / "SHA256SUMS").write_text(sums, encoding="ascii")
    say("", *tried, "", f"In dist/, with SHA256SUMS: {', '.join(file.name for file in files)}. Nothing was published.")


def build(run: Programs) -> Built:
    """Build the source distribution, and the wheel from it: twice, because a commit gives the same bytes each time."""
    at = run("git", "log", "-1", "--format=%ct", cwd=HOUSE).strip()
    builds = []
    for _ in range(2):
        shutil.rmtree(DIST, ignore_errors=True)
        run("pyproject-build", "--outdir", DIST, HOUSE, SOURCE_DATE_EPOCH=at)
        builds.append({file.name: file.read_bytes() for file in DIST.iterdir()})
    if builds[0] != builds[1]:
        sys.exit("Two builds of the same commit differ.")
    [wheel], [sdist] = DIST.glob("*.whl"), DIST.glob("*.tar.gz")
    run("twine", "check", "--strict", wheel, sdist)
    say(f"{wheel.name}, {sdist.name}: built twice, the same bytes; twine finds no fault.")
    return Built(wheel, sdist)


def describe(run: Programs, wheel: Path, scratch: Path) -> None:
    """Compare the list of licences with what is installed, and write the bill of materials."""
    python = locked(run, scratch / "everything", wheel)
    say(run(sys.executable, HERE / "licences.py", run.path("pip-licenses"), python, "--check").strip())
    bill = DIST / f"{'-'.join(wheel.name.split('-')[:2])}.cdx.json"
    run(
        *("cyclonedx-py", "environment", python, "--pyproject", HOUSE / "pyproject.toml", "--mc-type", "application"),
        *("--spec-version", "1.6", "--output-format", "JSON", "--output-reproducible", "--output-file", bill),
    )
    say(f"{bill.name}: the bill of materials, CycloneDX 1.6, valid.")


def locked(run: Programs, environment: Path, wheel: Path) -> Path:
    """Install the wheel with all that ``everything.lock`` holds, and nothing else; return its Python."""
    python = environment / "bin" / "python"
    run("uv", "venv", "--quiet", "--python", OLDEST, environment)
    into = ("uv", "pip", "install", "--quiet", "--python", python)
    run(*into, "--require-hashes", "--requirement", HERE / "everything.lock")
    run(*into, "--no-deps", wheel)
    return python


def check_image(run: Programs) -> None:
    """Lint the image's recipe; build it, and run it, where a Docker daemon answers."""
    run("hadolint", HERE / "Dockerfile")
    if not run.works("docker", "info"):
        say("Dockerfile: hadolint finds no fault. No Docker daemon answers here: it was not built.")
        return
    run("docker", "build", "--file", HERE / "Dockerfile", "--tag", "pullquote:release", HOUSE)
    said = run("docker", "run", "--rm", "pullquote:release", "--version").strip()
    say(f"Dockerfile: hadolint finds no fault; the image says {said}.")


def check_services(run: Programs, scratch: Path) -> None:
    """Verify the units, with a program that is here in place of ours, and bound what they may do."""
    if not run.has("systemd-analyze"):
        say("Services: there is no systemd here, not verified.")
        return
    units = sorted((HERE / "systemd").glob("*.service"))
    for unit in units:
        tried = scratch / unit.name
        tried.write_text(unit.read_text(encoding="utf-8").replace(PROGRAM, "/bin/true"), encoding="utf-8")
        run("systemd-analyze", "verify", tried)
        run("systemd-analyze", "security", "--offline=yes", f"--threshold={MOST_EXPOSED}", tried)
    say(f"{', '.join(unit.name for unit in units)}: verified, exposed by at most {MOST_EXPOSED / 10} of 10.")


def say(*lines: str) -> None:
    """Print lines at once."""
    print(*lines, sep="\n", flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
