"""A rule set as a complete readable file: the labels are those of the default file, so that there is one wording."""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import msgspec

from domain.rule_set import RuleSet
from services.ruling.places import Place, places_of
from services.ruling.reading import DEFAULT_RULES

Inline = dict[str, Any]


def write_rules(rules: RuleSet, *heading: str) -> str:
    """TOML that reads back as the same rules; `heading` stands above it as comments."""
    labels = places_of(DEFAULT_RULES.read_text("utf-8"))
    told = msgspec.to_builtins(rules, builtin_types=(date,))
    lines = [*(f"# {line}" for line in heading), "", *_table("", told, labels)]
    return "\n".join(lines).lstrip("\n") + "\n"


def _table(name: str, table: Mapping[str, Any], labels: Mapping[str, Place]) -> Iterator[str]:
    """Plain values first: in TOML whatever follows a table's head belongs to it."""
    plain = {key: value for key, value in table.items() if value is not None and not isinstance(value, dict)}
    for key, value in plain.items():
        yield from _entry(f"{name}.{key}".lstrip("."), key, value, labels)
    for key, value in table.items():
        if isinstance(value, dict):
            path = f"{name}.{key}".lstrip(".")
            label = labels.get(path, Place(path, 0))
            yield from ("", *label.above, f"[{path}]{_behind(label)}")
            yield from _table(path, value, labels)


def _entry(path: str, key: str, value: Any, labels: Mapping[str, Place]) -> Iterator[str]:
    label = labels.get(path, Place(path, 0))
    if label.above:
        yield from ("", *label.above)
    if isinstance(value, list | tuple) and value and isinstance(value[0], dict):
        yield from (f"{key} = [", *(f"  {_inline(row)}," for row in value), "]")
    else:
        yield f"{key} = {_value(value)}{_behind(label)}"


def _behind(label: Place) -> str:
    return f"   {label.behind}" if label.behind else ""


def _inline(row: Inline) -> str:
    """Everything that is said; what is empty or no is not written out."""
    told = {key: value for key, value in row.items() if value or key in {"percent", "basis", "about", "hard"}}
    return "{ " + ", ".join(f"{key} = {_value(value)}" for key, value in told.items()) + " }"


def _value(value: Any) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
        case list() | tuple():
            return "[" + ", ".join(map(_value, value)) + "]"
        case _:
            return str(value)
