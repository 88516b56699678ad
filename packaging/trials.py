"""Installs what was built as people do, each time in a clean environment, and runs the tests of the wheel there."""

from __future__ import annotations

import shutil
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from programs import Programs

HOUSE = Path(__file__).parents[1]
EXTRAS = "documents,lsp,mcp,postgresql,serve"
IN_A_CLONE = "documents"
"""The extra that `make demo` installs."""
OLDEST_PIP = {"3.11": "22.3", "3.12": "23.2.1", "3.13": "24.2", "3.14": "25.2"}
"""The Pythons to try, and the pip that the first release of each brought along."""
OLDEST = next(iter(OLDEST_PIP))


class Built(NamedTuple):
    """What is tried."""

    wheel: Path
    sdist: Path


class Place(NamedTuple):
    """A clean environment to install into."""

    run: Programs
    version: str
    python: str
    folder: Path

    @property
    def programs(self) -> Path:
        """The folder of its programs."""
        return self.folder / "bin"

    def venv(self, pip: str) -> str:
        """Make an environment with the named pip; return its Python."""
        self.run(self.python, "-m", "venv", self.folder)
        python = str(self.programs / "python")
        self.run(python, "-m", "pip", "install", "--quiet", "--upgrade", pip)
        return python


def _oldest_pip(place: Place, built: Built) -> Path:
    python = place.venv(f"pip=={OLDEST_PIP[place.version]}")
    place.run(python, "-m", "pip", "install", "--quiet", f"{built.wheel}[{EXTRAS}]")
    return place.programs


def _newest_pip(place: Place, built: Built) -> Path:
    place.run(place.venv("pip"), "-m", "pip", "install", "--quiet", f"{built.wheel}[{EXTRAS}]")
    return place.programs


def _pipx(place: Place, built: Built) -> Path:
    home, programs = place.folder / "home", place.programs
    where = {"PIPX_HOME": str(home), "PIPX_BIN_DIR": str(programs), "PIPX_MAN_DIR": str(place.folder / "man")}
    place.run("pipx", "install", "--backend", "pip", "--python", place.python, f"{built.wheel}[{EXTRAS}]", **where)
    return home / "venvs" / "pullquote" / "bin"


def _uv(place: Place, built: Built) -> Path:
    where = {"UV_TOOL_DIR": str(place.folder), "UV_TOOL_BIN_DIR": str(place.programs)}
    place.run("uv", "tool", "install", "--quiet", "--python", place.python, f"{built.wheel}[{EXTRAS}]", **where)
    return place.folder / "pullquote" / "bin"


def _lowest(place: Place, built: Built) -> Path:
    """Install the lowest versions that pyproject.toml declares."""
    place.run("uv", "venv", "--quiet", "--python", place.python, place.folder)
    into = ("uv", "pip", "install", "--quiet", "--python", place.programs / "python")
    place.run(*into, "--resolution", "lowest-direct", f"{built.wheel}[{EXTRAS}]")
    return place.programs


def _source(place: Place, built: Built) -> Path:
    place.run(place.venv("pip"), "-m", "pip", "install", "--quiet", f"{built.sdist}[{EXTRAS}]")
    return place.programs


def _clone(place: Place, built: Built) -> Path:
    """Do as the README says, from the source: what `make demo` installs, by the hashes of the lock file."""
    source = place.folder.with_name(f"{place.folder.name}-source")
    shutil.unpack_archive(built.sdist, source)
    [checkout] = source.iterdir()
    place.venv(f"pip=={OLDEST_PIP[place.version]}")
    place.run("make", f"VENV={place.folder}", place.folder / ".run", cwd=checkout)
    return place.programs


EVERYWHERE: dict[str, Callable[[Place, Built], Path]] = {
    "oldest pip": _oldest_pip,
    "newest pip": _newest_pip,
    "pipx": _pipx,
    "uv": _uv,
    "lowest versions": _lowest,
}
ON_THE_OLDEST = {"source, newest pip": _source, "make demo, oldest pip": _clone}


def attempt(run: Programs, built: Built, scratch: Path, versions: list[str]) -> list[str]:
    """Try every way on every Python that can be had; return a line for each."""
    lines = []
    for version in versions:
        if (python := _python(run, version, scratch)) is None:
            lines.append(f"Python {version}: not to be had here, not tried")
            continue
        for name, install in (EVERYWHERE | (ON_THE_OLDEST if version == OLDEST else {})).items():
            began = time.monotonic()
            place = Place(run, version, python, scratch / f"{version} {name}".replace(" ", "-").replace(",", ""))
            passed = _test(run, install(place, built), is_clone=install is _clone)
            lines.append(f"Python {version}, {name}: {passed} ({time.monotonic() - began:.0f} s)")
            print(lines[-1], flush=True)  # noqa: T201
            shutil.rmtree(place.folder)
    return lines


def _python(run: Programs, version: str, scratch: Path) -> str | None:
    """Return a Python of this version: one that is here, else one that uv fetches, else None."""
    fetched = {"UV_PYTHON_INSTALL_DIR": str(scratch / "pythons")}
    by_pyenv = sorted(Path("~/.pyenv/versions").expanduser().glob(f"{version}.*/bin/python"))
    if by_pyenv:
        return str(by_pyenv[-1])
    if run.works("uv", "python", "find", "--no-project", version):
        return run("uv", "python", "find", "--no-project", version).strip()
    if run.works("uv", "python", "install", "--install-dir", scratch / "pythons", version):
        return run("uv", "python", "find", "--no-project", "--managed-python", version, **fetched).strip()
    return None


def _test(run: Programs, programs: Path, *, is_clone: bool) -> str:
    """Run the tests of the wheel on what is installed; return how many passed.

    A clone runs from its own folder, and has no manual page.
    """
    pytest = [sys.executable, "-m", "pytest", "-q", "tests/cli/test_wheel.py"]
    if is_clone:
        pytest += ["-k", "not wheel_is_what_runs and not manual_page"]
    extras = IN_A_CLONE if is_clone else EXTRAS
    said = run(*pytest, cwd=HOUSE, TEST_INSTALLED=str(programs), TEST_EXTRAS=extras)
    return said.splitlines()[-1].split(" in ")[0]
