"""Runs commands in this process and reads their answers."""

import json
from pathlib import Path
from typing import Any

from typer.testing import CliRunner, Result

from yumiao.cli import app


def run(*words: str | Path, data: Path) -> Result:
    """One command on a data folder; a stack trace fails the test at once."""
    result = CliRunner().invoke(app, [*map(str, words), "--data", str(data)])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def answer(*words: str | Path, data: Path, code: int = 0) -> Any:
    """The one JSON document of a command that must end in `code`."""
    result = run(*words, "--json", data=data)
    assert result.exit_code == code, result.output
    return json.loads(result.stdout)
