"""The demo county, made once for the tests that only read it."""

from pathlib import Path

import pytest

from tests.yumiao.command_line import answer
from yumiao.demo import make_ledgers
from yumiao.demo.opening import make_demo


@pytest.fixture(scope="package")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("demo") / "county"
    answer("demo", "--once", data=data)
    return data


@pytest.fixture(scope="package")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same county on the same day, where nobody has decided anything yet."""
    data = tmp_path_factory.mktemp("imported") / "county"
    make_demo(data, quiet=True, ledgers_only=True)
    return data


@pytest.fixture(scope="package")
def ledgers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ledgers")
    make_ledgers(folder)
    return folder


@pytest.fixture
def county(tmp_path: Path, ledgers: Path) -> Path:
    """The same county, empty, to be filled by a test."""
    words = ("--county", "990101", "--reference-date", "2026-12-31")
    files = ("--register", ledgers / "register.csv", "--townships", ledgers / "townships.csv")
    answer("init", *words, *files, data=tmp_path / "county")
    return tmp_path / "county"
