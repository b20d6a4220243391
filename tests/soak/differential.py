"""Every named question on every engine, over generated histories, at many positions and days: are the answers the same?

An answer's whole body is compared by its hash, errors included. `python -m tests.soak.differential --answers N --json`.
"""

import argparse
import asyncio
import json
import random
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import seed as seeded

from api.context import Context
from api.http.errors import response_body
from api.operations import texts
from api.schema import make_schema
from tests.api.counties import NEEDED, busy
from tests.api.offices import PATIENT, TestOffice, folder_of
from tests.given import COUNTY_VIEWER, TODAY, Given
from tests.projections.scripts import VILLAGES, Step, played, scripts
from tests.soak.engines import Servers, engines, running

SCHEMA = make_schema(PATIENT)
QUESTIONS = {
    name: text for name, text in texts().items() if "mutation " not in text and "subscription " not in text
}
DAYS = (-200, 0, 1, 31, 400)
"""From today: reviews expire, ages turn, talks fall due."""

Ask = tuple[str, Mapping[str, Any]]


class Differences:
    """What was compared until now, and what came out differently."""

    def __init__(self, wanted: int, servers: Servers, seed: int) -> None:
        self.wanted, self._servers, self._chance = wanted, servers, random.Random(seed)
        self.answers, self.histories = 0, 0
        self.different: list[str] = []
        self.engines = engines(servers)

    def play(self, history: Given) -> None:
        """One history on every engine."""
        if self.answers >= self.wanted:
            return
        self.histories += 1
        with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
            folder = Path(name) / "county"
            with folder_of(history, folder):
                pass
            offices = [engine(folder, self._servers, stack) for engine in self.engines.values()]
            for ask in self._asks(offices[0]):
                hashes = {_answer(office, ask) for office in offices}
                self.different += [f"{ask}"] * (len(hashes) > 1)
                self.answers += 1
                if self.answers >= self.wanted:
                    return

    def _asks(self, office: TestOffice) -> Iterator[Ask]:
        """The present in full, then some of the past and of other days."""
        head = office.desk.log.head()
        with office.live.now() as world:
            people: list[str] = [*sorted(world.fold.humans)] or ["pe_0"]
            villages: list[str] = [*sorted(world.fold.record.registered)] or [*VILLAGES]
        points: Sequence[tuple[int | None, date]] = [
            (None, TODAY),
            *(
                (self._chance.randint(1, head), TODAY + timedelta(days=self._chance.choice(DAYS)))
                for _ in range(3)
            ),
        ]
        for position, day in points:
            for name, text in QUESTIONS.items():
                values: dict[str, Any] = dict(NEEDED.get(name, {}))
                subject = {"person": people, "id": people, "code": villages}
                values |= {key: self._chance.choice(subject[key]) for key in values if key in subject}
                if "$onDate" in text:
                    values["onDate"] = str(day)
                if "$asOf" in text and position is not None:
                    values["asOf"] = {"knownAt": {"position": str(position)}}
                yield name, values


def _answer(office: TestOffice, ask: Ask) -> str:
    name, values = ask
    run = SCHEMA.execute(
        QUESTIONS[name],
        variable_values=dict(values),
        context_value=Context(office, COUNTY_VIEWER),
        operation_name=name,
    )
    return sha256(json.dumps(response_body(asyncio.run(run)), sort_keys=True).encode()).hexdigest()


def run(answers: int, *, seed: int | None = None) -> dict[str, Any]:
    """Compare so many answers on the servers of this machine; `different` must be 0."""
    seed = random.SystemRandom().randrange(1 << 32) if seed is None else seed
    with running() as servers:
        found = compared(Differences(answers, servers, seed), seed)
    return {
        "answers": found.answers,
        "different": len(found.different),
        "engines": list(found.engines),
        "histories": found.histories,
        "first": found.different[:3],
        "seed": seed,
    }


def compared(found: Differences, seed: int) -> Differences:
    """One busy county, then random histories until there are enough answers."""
    found.play(busy())

    @seeded(seed)
    @settings(
        max_examples=2 + found.wanted // len(QUESTIONS),
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(script=scripts)
    def play(script: list[Step]) -> None:
        found.play(played(script))

    play()
    return found


def main() -> int:
    """`python -m tests.soak.differential --answers N --json`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--answers", type=int, default=2000)
    parser.add_argument("--seed", type=int)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    result = run(given.answers, seed=given.seed)
    words = (
        json.dumps(result, ensure_ascii=False)
        if given.json
        else "\n".join(f"{k}: {v}" for k, v in result.items())
    )
    sys.stdout.write(words + "\n")
    return 1 if result["different"] or result["answers"] < given.answers or len(result["engines"]) < 2 else 0


if __name__ == "__main__":
    sys.exit(main())
