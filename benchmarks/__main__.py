"""`python -m benchmarks NAME [ARGUMENT…] [--json]`: one benchmark as a table, or as one JSON document on stdout."""

import json
import sys
from collections.abc import Callable
from typing import Any

from benchmarks import answers, commands, coverage, graph, log, pairing, reading, replay, talks


def _replay(events: str = "100000") -> dict[str, Any]:
    return replay.run(int(events))


def _pairing_columns(scales: str = "county,city") -> dict[str, Any]:
    from benchmarks import pairing_columns  # needs numba, and loads it

    return pairing_columns.run(scales)


BENCHMARKS: dict[str, Callable[..., dict[str, Any]]] = {
    "answers": answers.run,
    "commands": commands.run,
    "coverage": coverage.run,
    "graph": graph.run,
    "log": log.run,
    "pairing": pairing.run,
    "pairing_columns": _pairing_columns,
    "reading": reading.run,
    "replay": _replay,
    "talks": talks.run,
}


def main(words: list[str]) -> int:
    """One by name, or all. Exit code 2 for an unknown name, with the known ones."""
    names = [word for word in words if not word.startswith("--")]
    if names and names[0] not in BENCHMARKS:
        print(f"python -m benchmarks [{'|'.join(BENCHMARKS)} [ARGUMENT…]] [--json]", file=sys.stderr)
        return 2
    wanted = names[:1] or list(BENCHMARKS)
    found = {name: BENCHMARKS[name](*names[1:]) for name in wanted}
    result = found[wanted[0]] if names else found
    if "--json" in words:
        print(json.dumps(result, ensure_ascii=False))
    else:
        _table(result)
    return 0


def _table(result: dict[str, Any]) -> None:
    for name, value in result.items():
        if isinstance(value, list):
            columns = list(value[0])
            rows = [columns, *([str(row[c]) for c in columns] for row in value)]
            widths = [max(len(row[at]) for row in rows) for at in range(len(columns))]
            for row in rows:
                print("  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True)))
        elif isinstance(value, dict):
            print(f"{name}:")
            _table({f"  {inner}": found for inner, found in value.items()})
        else:
            print(f"{name}: {value}")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
