"""`python3 dev.py soak`: the full sizes that CI runs small, one after the other, each with its result as one line."""

import argparse
import json
import sys
from collections.abc import Callable
from time import perf_counter
from typing import Any

from tests.servers import postgres
from tests.soak import crash, differential, million

BAD = ("lost", "halfApplied", "halfAppliedOrDoubled", "treeProblem", "different")
"""What must be 0 or empty in every result."""


def crash_postgres(rounds: int) -> dict[str, Any]:
    """Client and server killed in turn; nothing where there is no PostgreSQL."""
    if not postgres.binaries():
        return {"skipped": "no PostgreSQL on this machine: install the dev set"}
    from tests.soak import crash_postgres

    return crash_postgres.run(rounds)


def main() -> int:
    """Runs what is named, or all."""
    parser = argparse.ArgumentParser(prog="dev.py soak", description=__doc__)
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help="crash-sqlite, crash-postgres, million, differential; all"
    )
    parser.add_argument("--rounds", type=int, default=1000, help="kills on each engine")
    parser.add_argument("--events", type=int, default=1_000_000, help="in the log of full size")
    parser.add_argument("--seconds", type=float, default=600, help="for filling it, on each engine")
    parser.add_argument("--answers", type=int, default=100_000, help="answers to compare")
    given = parser.parse_args()
    jobs: dict[str, Callable[[], dict[str, Any]]] = {
        "crash-sqlite": lambda: crash.run(given.rounds),
        "crash-postgres": lambda: crash_postgres(given.rounds),
        "million": lambda: million.run(given.events, given.seconds),
        "differential": lambda: differential.run(given.answers),
    }
    if unknown := set(given.names) - set(jobs):
        parser.error(f"there is no {', '.join(sorted(unknown))}; these there are: {', '.join(jobs)}")
    failed = False
    for name in given.names or jobs:
        since = perf_counter()
        result = jobs[name]()
        failed |= any(result.get(key) for key in BAD)
        line = {"soak": name, **result, "seconds": round(perf_counter() - since, 1)}
        sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
        sys.stdout.flush()
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
