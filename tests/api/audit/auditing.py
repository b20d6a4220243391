"""Runs the npm package graphql-http's `serverAudits` against any GraphQL endpoint.

`audit(url)` is all there is to it. The package is installed into the user's cache folder, once per package.json:
its versions are exact, and a lock file would hold download addresses, so none is kept.
"""

import hashlib
import json
import os
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pytest

HERE = Path(__file__).parent
SOURCES = ("package.json", "audit.mjs")
AUDITS = 61
PREFLIGHT = {"x-graphql-preflight": "1"}


@dataclass(frozen=True)
class Score:
    """`failed` holds a line for each audit that did not pass: a notice or a warning counts as failed."""

    passed: int
    failed: tuple[str, ...]


def require_node() -> None:
    """Skip where Node.js is missing; in CI that is a failure."""
    if shutil.which("node") and shutil.which("npm"):
        return
    how = "the GraphQL-over-HTTP audit needs Node.js 20 or newer with npm: apt install nodejs npm, or brew install node"
    if os.environ.get("CI") == "true":
        pytest.fail(how)
    pytest.skip(how)


def audit(url: str, headers: dict[str, str] | None = None) -> Score:
    """Every audit against the endpoint at `url`, each request carrying `headers` (default: the preflight header)."""
    command = ["node", "audit.mjs", url, json.dumps(PREFLIGHT if headers is None else headers)]
    ran = subprocess.run(command, cwd=_installed(), capture_output=True, text=True, timeout=60, check=False)
    if ran.returncode:
        raise RuntimeError(f"the audit did not run: {ran.stderr.strip()[-2000:]}")
    results = json.loads(ran.stdout)
    return Score(
        passed=sum(item["status"] == "ok" for item in results),
        failed=tuple(
            f"{item['status']} {item['id']} {item['name']}: {item['reason']}"
            for item in results
            if item["status"] != "ok"
        ),
    )


def _installed() -> Path:
    """The folder with the audit and its packages, made if it is missing; safe when several tests ask at once."""
    texts = {name: (HERE / name).read_bytes() for name in SOURCES}
    key = hashlib.sha256(b"\0".join(texts.values())).hexdigest()[:16]
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "yumiao"
    folder = cache / f"graphql-audit-{key}"
    if folder.exists():
        return folder
    cache.mkdir(parents=True, exist_ok=True)
    making = Path(tempfile.mkdtemp(prefix="graphql-audit-", dir=cache))
    for name, text in texts.items():
        (making / name).write_bytes(text)
    quiet = ("--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock", "--no-update-notifier")
    subprocess.run(["npm", "install", *quiet], cwd=making, check=True, capture_output=True, timeout=300)
    try:
        making.rename(folder)
    except OSError:  # another test was faster
        shutil.rmtree(making)
    return folder
