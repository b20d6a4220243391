"""Setting up: two commands, from a lock without addresses."""

import ast
import re
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import dev

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
WANTED = {
    "run": PROJECT["project"]["dependencies"],
    "dev": PROJECT["project"]["dependencies"] + PROJECT["project"]["optional-dependencies"]["dev"],
    "server": PROJECT["project"]["dependencies"] + PROJECT["project"]["optional-dependencies"]["server"],
    "tools": PROJECT["dependency-groups"]["tools"],
}


def lock(kind: str) -> str:
    return (ROOT / "requirements" / f"{kind}.txt").read_text("utf-8")


def pins(kind: str) -> dict[str, list[str]]:
    """Package to its locked versions: one, or one for each range of Pythons."""
    found: dict[str, list[str]] = {}
    for name, version in re.findall(r"^([A-Za-z0-9._-]+)==(\S+)", lock(kind), re.MULTILINE):
        found.setdefault(canonicalize_name(name), []).append(version)
    return found


@pytest.mark.parametrize("kind", WANTED)
def test_a_lock_holds_hashes_and_no_address(kind: str) -> None:
    assert "://" not in lock(kind)
    assert "-index" not in lock(kind)
    for block in re.split(r"\n(?=\S)", lock(kind).strip()):
        assert "--hash=sha256:" in block, block


@pytest.mark.parametrize("kind", WANTED)
def test_a_lock_holds_what_pyproject_asks_for(kind: str) -> None:
    locked = pins(kind)
    for line in WANTED[kind]:
        asked = Requirement(line)
        versions = locked.get(canonicalize_name(asked.name), [])
        assert versions, f"{asked.name} is not locked: python3 dev.py lock"
        assert all(asked.specifier.contains(version, prereleases=True) for version in versions), line


def test_there_is_one_graphql_core_and_what_is_run_is_what_is_tested() -> None:
    run, dev = pins("run"), pins("dev")
    assert len(run["graphql-core"]) == 1
    assert run.items() <= dev.items()
    assert run.items() <= pins("server").items() <= dev.items()


def test_an_old_python_can_read_dev_py_as_far_as_its_sentence() -> None:
    ast.parse((ROOT / "dev.py").read_text("utf-8"), feature_version=(3, 6))


def test_dev_py_needs_only_the_standard_library() -> None:
    tree = ast.parse((ROOT / "dev.py").read_text("utf-8"))
    named = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    named |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.split(".")[0] for name in named} <= sys.stdlib_module_names


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md"])
def test_every_command_a_document_names_exists(document: str) -> None:
    text = (ROOT / document).read_text("utf-8")
    assert set(re.findall(r"\bdev\.py ([a-z]+)", text)) <= set(dev.JOBS)
    assert set(re.findall(r"(?:^ *|`)make ([a-z]+)", text, re.MULTILINE)) <= set(dev.JOBS)


def test_dev_py_tells_every_job() -> None:
    assert set(re.findall(r"\bdev\.py ([a-z]+)", dev.__doc__ or "")) == set(dev.JOBS)


def test_the_makefile_offers_the_same_jobs() -> None:
    _, _, targets, recipe = (ROOT / "Makefile").read_text("utf-8").splitlines()
    assert set(targets.rstrip(":").split()) == set(dev.JOBS)
    assert recipe == "\t@$(PYTHON) dev.py $@"
