"""The wheel: what a user installs works beside other people's packages and files."""

import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
BIN = "Scripts" if os.name == "nt" else "bin"
EXE = ".exe" if os.name == "nt" else ""


def run(*words: str | Path, cwd: Path = ROOT) -> str:
    done = subprocess.run(words, cwd=cwd, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, f"{words}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def uv_pip_install(python: Path, words: Sequence[str | Path]) -> None:
    """From uv's cache when it holds everything, which after `dev.py setup` it does."""
    uv = shutil.which("uv", path=str(Path(sys.executable).parent)) or "uv"
    command = [uv, "pip", "install", "--quiet", "--python", python, *words]
    if subprocess.run([*command, "--offline"], capture_output=True, check=False).returncode:
        run(*command)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built by way of the sdist, as a registry would."""
    out = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", out)
    (built,) = out.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The scripts folder of an environment that holds the locked run set and the wheel."""
    home = tmp_path_factory.mktemp("installed")
    run(sys.executable, "-m", "venv", "--without-pip", home)
    python = home / BIN / f"python{EXE}"
    uv_pip_install(python, ["--require-hashes", "-r", ROOT / "requirements" / "run.txt"])
    uv_pip_install(python, ["--no-deps", wheel])
    return python.parent


def test_the_wheel_brings_one_name_into_site_packages(wheel: Path) -> None:
    """Anything else would overwrite, or be overwritten by, another distribution: `graphql` above all."""
    with zipfile.ZipFile(wheel) as archive:
        tops = {name.split("/")[0] for name in archive.namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"yumiao"}


def test_the_wheel_carries_every_room(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    for room in ("domain", "projections", "services", "infra", "api"):
        assert f"yumiao/_app/{room}/__init__.py" in names
    for document in (ROOT / "graphql").rglob("*.graphql"):
        assert f"yumiao/_app/{document.relative_to(ROOT / 'graphql').as_posix()}" in names


def test_the_installed_program_ignores_a_folder_of_the_same_name(installed: Path, tmp_path: Path) -> None:
    stray = tmp_path / "services"
    stray.mkdir()
    (stray / "__init__.py").write_text("raise SystemExit('the stray services was imported')", "utf-8")
    for command in ([installed / f"yumiao{EXE}"], [installed / f"python{EXE}", "-m", "yumiao"]):
        assert "usage" in run(*command, "--help", cwd=tmp_path).lower()


def test_the_record_names_no_path_in_graphql(installed: Path) -> None:
    (record,) = installed.parent.rglob("yumiao-*.dist-info/RECORD")
    lines = record.read_text("utf-8").splitlines()
    assert any(line.startswith("yumiao/_app/") for line in lines)
    assert [line for line in lines if line.startswith("graphql/")] == []
