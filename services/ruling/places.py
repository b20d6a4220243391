"""Where each key of a TOML text stands, and the comments around it: for lines in mistakes and for labels in `show`."""

import re
from collections import Counter
from collections.abc import Iterator

import msgspec

_TABLE = re.compile(r"\s*\[([^\[\]]+)\]")
_ROW = re.compile(r"\s*\[\[([^\[\]]+)\]\]")
_KEY = re.compile(r"""\s*(?:"([^"]*)"|'([^']*)'|([A-Za-z0-9_-]+))\s*=""")
_INLINE = re.compile(r"\s*\{")
_TRAILING = re.compile(r"""^(?:"(?:[^"\\]|\\.)*"|'[^']*'|[^"'#])*(#.*)$""")


class Place(msgspec.Struct, frozen=True):
    """One key: its path with dots (rows of a list by number), its line from 1, the comments above it and behind it."""

    key: str
    line: int
    above: tuple[str, ...] = ()
    behind: str = ""


def places_of(text: str) -> dict[str, Place]:
    """By key, in the order of the text. What spans lines inside quotes is not looked into."""
    found: dict[str, Place] = {}
    for place in _places(text):
        found.setdefault(place.key, place)
    return found


def line_of(places: dict[str, Place], key: str) -> int:
    """The line of a key, or of the nearest table around it; 0 where there is none."""
    while key and key not in places:
        key = key.rpartition(".")[0]
    return places[key].line if key else 0


def _places(text: str) -> Iterator[Place]:
    table, listed, above = "", "", list[str]()
    rows: Counter[str] = Counter()
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            above = []
            continue
        if line.lstrip().startswith("#"):
            above.append(line.strip())
            continue
        behind = _comment(line)
        if match := _ROW.match(line):
            name = match[1].strip()
            table, listed = f"{name}.{rows[name]}", ""
            if not rows[name]:
                yield Place(name, number, tuple(above), behind)
            rows[name] += 1
            yield Place(table, number)
        elif match := _TABLE.match(line):
            table, listed = match[1].strip(), ""
            yield Place(table, number, tuple(above), behind)
        elif listed and _INLINE.match(line):
            yield Place(f"{listed}.{rows[listed]}", number, (), behind)
            rows[listed] += 1
        elif match := _KEY.match(line):
            listed = f"{table}.{match[1] or match[2] or match[3]}".lstrip(".")
            yield Place(listed, number, tuple(above), behind)
        above = []


def _comment(line: str) -> str:
    match = _TRAILING.match(line)
    return match[1].strip() if match else ""
