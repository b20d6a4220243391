"""`python -m tests.dead_code`: what no line reaches or names. Arguments are ruff's; fields are read by name."""

import sys
from pathlib import Path

from vulture import Vulture

ROOT = Path(__file__).parent.parent
SEARCHED = (
    "dev.py",
    "domain",
    "projections",
    "services",
    "infra",
    "graphql/api",
    "yumiao",
    "tests",
    "benchmarks",
)
KINDS = {"class", "function", "unreachable_code"}
# Whoever wears one of these is called by a framework.
CALLED_BY_DECORATOR = ["@*.callback", "@*.command", "@*.fixture", "@*.get", "@*.post", "@strawberry.*"]
CALLED_BY_NAME = ["main", "pytest_*"]  # the entry point; pytest's hooks


def dead_code() -> list[str]:
    """One line per thing that nothing uses, tests counting as users, in the order of the files."""
    vulture = Vulture(ignore_names=CALLED_BY_NAME, ignore_decorators=CALLED_BY_DECORATOR)
    vulture.scavenge([ROOT / name for name in SEARCHED if (ROOT / name).exists()])
    found = [item for item in vulture.get_unused_code(min_confidence=60) if item.typ in KINDS]
    return [f"{item.filename.relative_to(ROOT)}:{item.first_lineno}: {item.message}" for item in found]


if __name__ == "__main__":
    lines = dead_code()
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    raise SystemExit(bool(lines))
