"""Kill the writers, or the whole PostgreSQL server, at random moments: `python -m tests.soak.crash_postgres`.

The server runs with fsync on. In a server's round it is killed with SIGKILL (all its processes) or stopped, and
started again while the writers wait; what they were told is whole, and nothing is there twice.
"""

import argparse
import json
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

import psycopg

from infra.postgres import Database
from infra.server_folder import ServerFolder
from tests.infra.events import register
from tests.servers.postgres import Server
from tests.soak.crash import acknowledged_in, append_for_ever, examined, say

LONGEST_SECONDS = 0.25
THREADS = 3
ROUNDS = ("client", "server killed", "server stopped")


def run(rounds: int, *, seed: int | None = None) -> dict[str, Any]:
    """Play the rounds, each kind in turn, and count what was lost, half applied or doubled; all must be 0."""
    seed = random.SystemRandom().randrange(1 << 32) if seed is None else seed
    chance = random.Random(seed)
    server = Server(durable=True)
    try:
        with tempfile.TemporaryDirectory() as folder, psycopg.connect(server.dsn(), autocommit=True) as db:
            db.execute("CREATE DATABASE log")
            db.execute("CREATE DATABASE keys")
            where = (Path(folder), server.dsn("log"), server.dsn("keys"))
            _opened(where, create=True).close()
            acknowledged: dict[str, int] = {}
            after_return = 0
            for number in range(rounds):
                told, later = _one_round(server, where, ROUNDS[number % 3], chance)
                acknowledged |= told
                after_return += later
            register()
            with _opened(where) as county:
                lost, half, problem = examined(county.log, acknowledged)
    finally:
        server.close()
    return {
        "rounds": rounds,
        "acknowledged": len(acknowledged),
        "afterServerCameBack": after_return,
        "lost": lost,
        "halfAppliedOrDoubled": half,
        "treeProblem": problem,
        "seed": seed,
    }


def _opened(where: tuple[Path, str, str], *, create: bool = False) -> ServerFolder:
    path, log, keys = where
    if create:
        return ServerFolder.create(path, "990101", Database(log), Database(keys))
    return ServerFolder(path, Database(log, patience=60), Database(keys, patience=60))


def _one_round(
    server: Server, where: tuple[Path, str, str], kind: str, chance: random.Random
) -> tuple[dict[str, int], int]:
    """What was acknowledged, and how much of it after the server had come back."""
    writer = subprocess.Popen(
        [sys.executable, "-m", "tests.soak.crash_postgres", "--write", *map(str, where)],
        cwd=Path(__file__).parents[2],
        stdout=subprocess.PIPE,
        text=True,
    )
    if writer.stdout is None or writer.stdout.readline() != "ready\n":
        raise RuntimeError("the writer did not start")
    said: list[str] = []
    reader = threading.Thread(target=said.extend, args=(writer.stdout,))
    reader.start()
    time.sleep(chance.uniform(0, LONGEST_SECONDS))
    back = 0
    if kind != "client":
        server.kill() if kind == "server killed" else server.stop()
        before = len(said)
        server.start()
        until = time.monotonic() + 20
        while len(said) < before + 10 and writer.poll() is None and time.monotonic() < until:
            time.sleep(0.01)
        back = len(said) - before
    writer.send_signal(signal.SIGKILL)
    writer.wait()
    reader.join()
    writer.stdout.close()
    return acknowledged_in("".join(said)), back


def write(path: Path, log: str, keys: str) -> None:
    """The writer's side: several threads append until killed."""
    register()
    with _opened((path, log, keys)) as county:
        say("ready")
        threads = [threading.Thread(target=append_for_ever, args=(county.log,)) for _ in range(THREADS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()


def main() -> int:
    """`python -m tests.soak.crash_postgres --rounds N --json`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--seed", type=int)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--write", nargs=3, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.write:
        write(Path(given.write[0]), *given.write[1:])
    result = run(given.rounds, seed=given.seed)
    say(json.dumps(result) if given.json else "\n".join(f"{key}: {value}" for key, value in result.items()))
    return 1 if result["lost"] or result["halfAppliedOrDoubled"] or result["treeProblem"] else 0


if __name__ == "__main__":
    sys.exit(main())
