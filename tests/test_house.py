"""The house rules that no linter knows."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = ("domain", "services", "projections", "infra", "yumiao", "graphql/api", "tests")
CLOCKS = {("datetime", "now"), ("datetime", "today"), ("datetime", "utcnow"), ("date", "today")}


def sources(room: str) -> list[Path]:
    return sorted((ROOT / room).rglob("*.py"))


def clock_readings(tree: ast.AST) -> Iterator[int]:
    """Line numbers where the time of day is asked of the machine."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name | ast.Attribute):
            owner = node.value.id if isinstance(node.value, ast.Name) else node.value.attr
            if (owner, node.attr) in CLOCKS:
                yield node.lineno


@pytest.mark.parametrize("path", sources("domain"), ids=lambda path: str(path.relative_to(ROOT)))
def test_domain_never_reads_a_clock(path: Path) -> None:
    assert list(clock_readings(ast.parse(path.read_text("utf-8")))) == []


def test_the_clock_test_sees_a_clock() -> None:
    assert list(
        clock_readings(ast.parse("import datetime as d\nx = d.datetime.now()\ny = date.today()"))
    ) == [2, 3]


def test_graphql_is_a_path_root_and_not_a_package() -> None:
    import graphql

    assert ROOT / "graphql" not in Path(graphql.__file__).parents
    assert not (ROOT / "tests" / "graphql").exists(), "the GraphQL tests live in tests/api"


@pytest.mark.parametrize("room", ROOMS)
def test_every_folder_of_a_room_is_a_package(room: str) -> None:
    """A folder without `__init__.py` is missing from mypy's and import-linter's sight."""
    assert [str(path.parent) for path in sources(room) if not (path.parent / "__init__.py").exists()] == []


def test_cypher_and_sql_stay_in_infra() -> None:
    signs = ("MATCH (", "UNWIND $", "INSERT INTO", "SELECT ")
    rooms = ("domain", "services", "projections", "graphql/api")
    assert [
        f"{path.relative_to(ROOT)}: {sign}"
        for room in rooms
        for path in sources(room)
        for sign in signs
        if sign in path.read_text("utf-8")
    ] == []
