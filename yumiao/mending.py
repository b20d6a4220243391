"""Error workbooks hold personal data: where they were written is remembered until they come back mended."""

from collections.abc import Iterable
from pathlib import Path

LIST = "error-workbooks.txt"


def remembered(data: Path) -> list[Path]:
    """The error workbooks that were written and still lie there."""
    try:
        lines = (data / LIST).read_text("utf-8").splitlines()
    except OSError:
        return []
    return [path for line in lines if (path := Path(line)).exists()]


def remember(data: Path, workbooks: Iterable[Path]) -> None:
    """Add workbooks to the list; those that are gone leave it."""
    _write(data, [*remembered(data), *(w.resolve() for w in workbooks)])


def delete_mended(data: Path, clean: Iterable[Path]) -> list[Path]:
    """Delete those error workbooks of ours whose rows have all been taken; answers what was deleted."""
    ours = set(remembered(data))
    mended = [path for path in clean if path.resolve() in ours]
    for path in mended:
        path.unlink()
    if mended:
        _write(data, remembered(data))
    return mended


def _write(data: Path, paths: Iterable[Path]) -> None:
    lines = "".join(f"{path}\n" for path in dict.fromkeys(paths))
    (data / LIST).write_text(lines, "utf-8")
