"""One column at a time: what a value means is found out once, however many rows bear it."""

from collections.abc import Mapping, Sequence
from typing import cast

import msgspec

from domain.values.education import highest
from services.ledgers.cells import UNCACHED
from services.ledgers.parsed import Fault, Parsed, Parser
from services.ledgers.sheet import Cell


class ReadColumn(msgspec.Struct):
    """What each row says in the column's field ("" for nothing), and which cells say more than that."""

    texts: list[str]
    parsed: list[tuple[int, Parsed]]


def read_column(field: str, parse: Parser, cells: Sequence[Cell]) -> ReadColumn:
    """Every different value is parsed once."""
    if field in UNCACHED:
        return _split(field, [parse(cell) if cell is not None and cell != "" else "" for cell in cells])
    known = {cell: "" if cell is None or cell == "" else parse(cell) for cell in set(cells)}
    found = list(map(known.__getitem__, cells))
    if any(isinstance(one, Parsed) for one in known.values()):
        return _split(field, found)
    return ReadColumn(cast("list[str]", found), [])


def _split(field: str, found: list[str | Parsed]) -> ReadColumn:
    parsed = cast(
        "list[tuple[int, Parsed]]", [(at, one) for at, one in enumerate(found) if one.__class__ is not str]
    )
    for at, one in parsed:
        found[at] = next((value for name, value in one.facts if name == field), "")
    return ReadColumn(cast("list[str]", found), parsed)


def faults_by_row(columns: Mapping[str, ReadColumn]) -> dict[int, list[tuple[str, Fault]]]:
    """By row: each fault with its field, in the order of the columns."""
    found: dict[int, list[tuple[str, Fault]]] = {}
    for field, column in columns.items():
        for at, one in column.parsed:
            if one.faults:
                found.setdefault(at, []).extend((field, fault) for fault in one.faults)
    return found


def texts_by_field(columns: Mapping[str, ReadColumn], rows: int) -> dict[str, list[str]]:
    """The columns' texts, and those of fields that cells of another column speak of: 大专(在职) is in-service, too."""
    texts = {field: column.texts for field, column in columns.items()}
    for field, column in columns.items():
        for at, one in column.parsed:
            for name, value in one.facts:
                if name != field:
                    told = texts.get(name)
                    if told is None:
                        told = texts[name] = [""] * rows
                    told[at] = _stronger(name, told[at], value)
    return texts


def facts_of(texts: Mapping[str, list[str]]) -> list[dict[str, str]]:
    """One dictionary per row, without blanks."""
    fields = list(texts)
    facts = [dict(zip(fields, told, strict=False)) for told in zip(*texts.values(), strict=True)]
    for field, column in texts.items():
        if "" in column:
            for at, text in enumerate(column):
                if not text:
                    del facts[at][field]
    return facts


def _stronger(field: str, one: str, two: str) -> str:
    """Of two statements, education keeps the highest and a village's class the gravest (R17)."""
    if field == "classification":
        return "difficult" if "difficult" in (one, two) else two
    if "education" in field:
        return highest(one, two) or two
    return two
