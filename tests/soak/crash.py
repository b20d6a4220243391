"""Kill writers at random moments, again and again: what was acknowledged is whole, the rest is all or nothing.

Each round starts a process that appends commands of one to seven events (plain, sealed, and now and then an
import of a few hundred) and reports a command only once `append` has returned; then it is killed with SIGKILL.
"""

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from domain.recorded import NewEvent
from infra.folder import DataFolder
from infra.postgres_log import PostgresEventLog
from infra.sqlite_log import SQLiteEventLog
from services.ports import EventLog, Receipt
from tests.infra.events import Noted, described, entry, register

LONGEST_SECONDS = 0.25
IMPORT_ROWS = 400


def run(rounds: int, *, seed: int | None = None, folder: Path | None = None) -> dict[str, Any]:
    """Play the rounds and count what was lost and what was half applied; both must be 0."""
    seed = random.SystemRandom().randrange(1 << 32) if seed is None else seed
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as name:
        path = folder or Path(name) / "county"
        DataFolder.create(path, "990101").close()
        acknowledged: dict[str, int] = {}
        for _ in range(rounds):
            acknowledged |= _one_round(path, chance.uniform(0, LONGEST_SECONDS))
        lost, half, problem = _examined(path, acknowledged)
    return {
        "rounds": rounds,
        "acknowledged": len(acknowledged),
        "lost": lost,
        "halfApplied": half,
        "treeProblem": problem,
        "seed": seed,
    }


def write(path: Path) -> None:
    """The writer's side: append until killed."""
    register()
    with DataFolder(path) as folder:
        say("ready")
        append_for_ever(folder.log)


def append_for_ever(log: EventLog) -> None:
    """One line `command events` per acknowledged command."""
    chance = random.Random()
    while True:
        size = IMPORT_ROWS if chance.random() < 0.05 else chance.randint(1, 7)
        given = entry(import_id="im_1" if size == IMPORT_ROWS else "", idempotency_key=os.urandom(12).hex())
        events = [_event(given.command_id, n, size) for n in range(size)]
        receipt = Receipt(
            idempotency_key="", request_hash=str(size), first=0, last=0, body=str(size).encode()
        )
        log.append(given, events, {}, receipt)
        say(f"{given.command_id} {size}")


def _event(command: str, number: int, size: int) -> NewEvent:
    if number % 3 == 2:
        return described(f"person:{command}_{number}", f"张三{number}", row=size)
    return NewEvent(stream=f"note:{command}_{number}", event=Noted(text=str(number), count=size))


def _one_round(path: Path, seconds: float) -> dict[str, int]:
    root = Path(__file__).parents[2]
    writer = subprocess.Popen(
        [sys.executable, "-m", "tests.soak.crash", "--write", str(path)],
        cwd=root,
        stdout=subprocess.PIPE,
        text=True,
    )
    if writer.stdout is None or writer.stdout.readline() != "ready\n":
        raise RuntimeError("the writer did not start")
    time.sleep(seconds)
    writer.send_signal(signal.SIGKILL)
    said, _ = writer.communicate()
    return acknowledged_in(said)


def acknowledged_in(said: str) -> dict[str, int]:
    """Sizes by command; the last line may be cut short by the kill: then nobody was told."""
    lines = [line.split() for line in said.splitlines(keepends=True) if line.endswith("\n")]
    return {command: int(size) for command, size in lines}


def _examined(path: Path, acknowledged: dict[str, int]) -> tuple[int, int, str]:
    register()
    with DataFolder(path) as folder:
        return examined(folder.log, acknowledged)


def examined(log: SQLiteEventLog | PostgresEventLog, acknowledged: dict[str, int]) -> tuple[int, int, str]:
    """Commands that were acknowledged and are not whole; those half applied or doubled; the tree's problem."""
    found: dict[str, int] = {}
    half: set[str] = set()
    sizes: dict[str, int] = {}
    after = 0
    while page := log.read_all(after):
        after = page[-1].position
        for event in page:
            command = event.entry.command_id
            found[command] = found.get(command, 0) + 1
            sealed = event.topic != Noted.TOPIC
            if sealed and event.event.private is None:
                half.add(command)  # an event came before its key
            sizes[command] = event.event.row if sealed else event.event.count
    half |= {command for command, count in found.items() if count != sizes[command]}
    problem = log.verify_tree()
    lost = sum(found.get(command, 0) != size for command, size in acknowledged.items())
    positions_differ = 0 if log.head() == sum(found.values()) else 1
    return lost, len(half) + positions_differ, problem.code if problem else ""


def say(line: str) -> None:
    """One line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> int:
    """`python -m tests.soak.crash --rounds N --json`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--seed", type=int)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--write", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.write:
        write(given.write)
    result = run(given.rounds, seed=given.seed)
    say(json.dumps(result) if given.json else "\n".join(f"{key}: {value}" for key, value in result.items()))
    return 1 if result["lost"] or result["halfApplied"] or result["treeProblem"] else 0


if __name__ == "__main__":
    sys.exit(main())
