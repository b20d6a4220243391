#!/usr/bin/env python3
"""Set-up and the common jobs of this repository. Needs Python 3.11 or newer and nothing else.

The jobs:
    python3 dev.py demo [WORDS]     the invented county: set up what is missing, then `yumiao demo WORDS`
    python3 dev.py test [WORDS]     everything CI runs; with WORDS only `pytest WORDS`
    python3 dev.py check            the static part of it: format, lint, types, layers, dead code
    python3 dev.py fmt              put the code into the house format
    python3 dev.py bench [NAME] [--json]          ratios, side by side in one run
    python3 dev.py soak [WORDS]                   the full sizes that CI runs small
    python3 dev.py crash [--rounds N] [--json]    kill it while it writes, count what is lost
    python3 dev.py differential [--answers N] [--json]   every question on every engine: the same answers?
    python3 dev.py lock [--upgrade]               refresh requirements/*.txt
    python3 dev.py schema           write graphql/schema.graphql anew, after a change of the API
    python3 dev.py docs             write the pages of docs/ and the README's answer anew
    python3 dev.py setup            only set up
"""
# Old Pythons must be able to read as far as the sentence below: nothing newer than 3.6 in the grammar.

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

if sys.version_info < (3, 11):  # noqa: UP036 - people do run old ones
    raise SystemExit(f"Python 3.11 or newer, please; this is {sys.version.split()[0]} ({sys.executable})")

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
STAMP = VENV / "ready"  # three lines: run or dev, the interpreter and place, what was installed

# Some images set PYTHONDONTWRITEBYTECODE: then every process compiles 1,500 files again (+3 s each).
DROPPED = {"PYTHONDONTWRITEBYTECODE", "PYTHONPATH", "PYTHONHOME", "CONDA_PREFIX"}
ENV = {name: value for name, value in os.environ.items() if name not in DROPPED}
ENV.update(VIRTUAL_ENV=str(VENV), PYTHONUTF8="1")

CHECKS = (
    ("format", ("ruff", "format", "--check", "--quiet", ".")),
    ("lint", ("ruff", "check", "--quiet", ".")),
    ("types", ("mypy", "--no-error-summary")),
    ("layers", ("lint-imports", "--no-logo")),
    ("dead code", ("python", "-m", "tests.dead_code")),
)
FORMAT = (("ruff", "check", "--fix", "--quiet", "."), ("ruff", "format", "--quiet", "."))
LOCK = ("pip", "compile", "--quiet", "--universal", "--python-version", "3.11", "--generate-hashes")
BARE = ("--no-annotate", "--no-header", "--no-emit-index-url", "--no-emit-find-links")  # no address in a lock
LOCKED = {
    "run": ("pyproject.toml",),
    "server": ("pyproject.toml", "--extra", "server"),
    "dev": ("pyproject.toml", "--extra", "dev", "--extra", "server", "--extra", "fast"),
    "tools": ("--group", "tools"),
}


def say(words: str) -> None:
    """One line a step, on stderr: stdout belongs to the job."""
    print(f"dev: {words}", file=sys.stderr, flush=True)


def run(*words: str | Path) -> None:
    """Run a step of ours, its output on stderr; stop if it fails."""
    command = [str(word) for word in words]
    code = subprocess.run(command, cwd=ROOT, env=ENV, stdout=sys.stderr, check=False).returncode
    if code:
        say(f"stopped, exit code {code}: {' '.join(command[:6])}")
        raise SystemExit(code)


def become(*words: str | Path) -> None:
    """Hand over to the job itself, so that signals and the exit code are its own."""
    command = [str(word) for word in words]
    os.chdir(ROOT)
    if os.name == "posix":
        os.execve(command[0], command, ENV)
    raise SystemExit(subprocess.run(command, env=ENV, check=False).returncode)


def module(name: str, rest: list[str]) -> None:
    """Become `python -m name rest` with everything installed."""
    setup("dev")
    say(" ".join([name, *rest]))
    become(PYTHON, "-m", name, *rest)


def setup(kind: str) -> None:
    """Install the `run` or the `dev` set and the project itself; nothing to do when the stamp says so."""
    place = f"{sys.version} {ROOT}".replace("\n", " ")
    wanted = [ROOT / "requirements" / f"{name}.txt" for name in ("tools", kind)]
    parts = [ROOT / "pyproject.toml", *wanted]
    digest = hashlib.sha256("\0".join(part.read_text("utf-8") for part in parts).encode()).hexdigest()
    ready = [kind, place, digest]
    found = STAMP.read_text("utf-8").splitlines() if STAMP.exists() and PYTHON.exists() else []
    if found == ready:
        return
    if found[1:2] != [place]:  # none, half made, or made by another Python or elsewhere
        make_venv()
    say(f"installing the {kind} set into .venv")
    uv = locked_uv(wanted[0])
    run(uv, "pip", "install", "--quiet", "--require-hashes", "-r", wanted[0], "-r", wanted[1])
    run(uv, "pip", "install", "--quiet", "--no-deps", "--no-build-isolation", "-e", ".")
    STAMP.write_text("\n".join(ready), "utf-8")


def make_venv() -> None:
    """An empty environment; without pip where Debian and Ubuntu keep ensurepip in a package of its own."""
    own_pip = importlib.util.find_spec("ensurepip") is not None
    if not own_pip and not shutil.which("uv") and importlib.util.find_spec("pip") is None:
        raise SystemExit(
            "This Python has neither ensurepip nor pip, so nothing can be installed with it.\n"
            "  Debian, Ubuntu:  sudo apt install python3-venv\n"
            "  anywhere:        install uv\n"
            "then run this again."
        )
    say(f"making .venv with Python {sys.version.split()[0]}")
    run(sys.executable, "-m", "venv", "--clear", *([] if own_pip else ["--without-pip"]), VENV)


def locked_uv(tools: Path) -> str:
    """The uv of the tools lock, brought by pip; else the user's own. Ten times faster than pip for the rest."""
    own = shutil.which("uv", path=str(BIN))
    if own:
        return own
    if shutil.which("pip", path=str(BIN)):
        pip: list[str | Path] = [PYTHON, "-m", "pip"]
    elif importlib.util.find_spec("pip"):
        pip = [sys.executable, "-m", "pip", "--python", PYTHON]
    else:
        return shutil.which("uv") or "uv"
    run(*pip, "--disable-pip-version-check", "--quiet", "install", "--require-hashes", "-r", tools)
    return shutil.which("uv", path=str(BIN)) or "uv"


def demo(rest: list[str]) -> None:
    """Serve the invented county."""
    has_dev = STAMP.exists() and STAMP.read_text("utf-8").startswith("dev")
    setup("dev" if has_dev else "run")
    become(PYTHON, "-m", "yumiao", "demo", *rest)


def check() -> None:
    """Every static check, all of them, so that one run shows everything."""
    setup("dev")
    failed = []
    for name, (tool, *words) in CHECKS:
        say(name)
        command = [str(BIN / tool), *words]
        if subprocess.run(command, cwd=ROOT, env=ENV, stdout=sys.stderr, check=False).returncode:
            failed.append(name)
    if failed:
        raise SystemExit(f"dev: not clean: {', '.join(failed)}")


def test(rest: list[str]) -> None:
    """The static checks, then every test on two cores; with words only pytest."""
    if not rest:
        check()
    module("pytest", rest or ["-n", "2", "--dist", "loadfile"])


def fmt() -> None:
    """Format, and mend what can be mended without thinking."""
    setup("dev")
    for tool, *words in FORMAT:
        run(BIN / tool, *words)


def lock(rest: list[str]) -> None:
    """Resolve again: what is locked stays unless it no longer fits, or `--upgrade` is said."""
    if not PYTHON.exists():
        make_venv()
    uv = locked_uv(ROOT / "requirements" / "tools.txt")
    for kind, words in LOCKED.items():
        say(f"requirements/{kind}.txt")
        run(uv, *LOCK, *BARE, *words, *rest, "-o", f"requirements/{kind}.txt")


JOBS: dict[str, Callable[[list[str]], None]] = {
    "demo": demo,
    "test": test,
    "check": lambda _: check(),
    "fmt": lambda _: fmt(),
    "bench": lambda rest: module("benchmarks", rest),
    "soak": lambda rest: module("tests.soak", rest),
    "crash": lambda rest: module("tests.soak.crash", rest),
    "differential": lambda rest: module("tests.soak.differential", rest),
    "lock": lock,
    "schema": lambda rest: module("api.export", rest),
    "docs": lambda rest: module("tests.docs", rest),
    "setup": lambda _: setup("dev"),
}


if __name__ == "__main__":
    job, *rest = sys.argv[1:] or [""]
    if job not in JOBS:
        raise SystemExit(__doc__)
    JOBS[job](rest)
