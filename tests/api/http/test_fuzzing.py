"""Schemathesis sends what a schema allows and what it does not; no answer may be a server error."""

import subprocess
import sys
from pathlib import Path

from api.http.errors import QuietSchema
from api.http.guard import Guarding
from tests.api.http.serving import served
from tests.api.http.toy import CONFIG, Faultless, Mutation, toy_app


def test_generated_operations_find_no_server_error(tmp_path: Path) -> None:
    app = toy_app(QuietSchema(Faultless, Mutation, extensions=[Guarding()], config=CONFIG))
    with served(app) as url:
        command = [sys.executable, "-m", "schemathesis.cli", "run", f"{url}/graphql"]
        command += [
            "--max-examples",
            "25",
            "--seed",
            "1",
            "--exclude-checks",
            "positive_data_acceptance",
            "--no-color",
        ]
        ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=110, check=False)
    assert ran.returncode == 0, ran.stdout[-3000:] + ran.stderr[-2000:]
