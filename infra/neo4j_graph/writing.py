"""Operations as statements: constant texts by label and kind, rows by parameter, every one what is so, never more."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from neo4j import ManagedTransaction

from projections.ops import DropEdge, DropNode, EdgeKey, Label, Op, PersonRole, Props, PutEdge, PutNode

ROWS = 500
NOTHING = "_nothing"
"""Where a node or edge says which of its properties are known to be None: Neo4j stores no null."""

Row = dict[str, Any]
_ROLES = "".join(f":{role}" for role in PersonRole)


class Statement(NamedTuple):
    """One text and its rows; `whole`: every row must find both of its ends."""

    text: str
    rows: list[Row]
    whole: bool = False


class EndMissing(Exception):  # noqa: N818 - the graph is not what it is held to be
    """An edge was to be put between nodes of which the graph does not have one."""


def run_all(tx: ManagedTransaction, ops: Sequence[Op]) -> None:
    """Bring the graph up to date within the transaction. Raises: EndMissing."""
    for statement in statements(ops):
        found = tx.run(statement.text, rows=statement.rows).single(strict=True)
        if statement.whole and found["touched"] != len(statement.rows):
            raise EndMissing


def statements(ops: Iterable[Op]) -> Iterator[Statement]:
    """In the order of the operations; those of one class in a row share statements of 500 rows by their text."""
    for kind, run in groupby(ops, type):
        by_text: dict[str, list[Row]] = {}
        for op in run:
            text_and_row = _statement(op)
            if text_and_row:
                by_text.setdefault(text_and_row[0], []).append(text_and_row[1])
        for text, rows in by_text.items():
            for at in range(0, len(rows), ROWS):
                yield Statement(text, rows[at : at + ROWS], kind is PutEdge)


def _statement(op: Op) -> tuple[str, Row] | None:
    match op:
        case PutNode(node=node, props=props, roles=roles):
            text = f"UNWIND $rows AS row MERGE (n:{node.label} {{key: row.key}}) SET n = row.props"
            if node.label is Label.PERSON:
                text += f" REMOVE n{_ROLES} SET n:$(row.roles)"
            row = {"key": node.key, "props": _stored(node.key, props), "roles": list(roles)}
            return f"{text} RETURN count(*) AS touched", row
        case PutEdge(edge=edge, props=props):
            text = f"{_ends(edge)} MERGE (a)-[r:{edge.kind} {{key: row.key}}]->(b) SET r = row.props"
            return f"{text} RETURN count(*) AS touched", {**_row(edge), "props": _stored(edge.key, props)}
        case DropEdge(edge=edge):
            text = f"{_ends(edge)} MATCH (a)-[r:{edge.kind} {{key: row.key}}]->(b) DELETE r"
            return f"{text} RETURN count(*) AS touched", _row(edge)
        case DropNode(node=node):
            text = f"UNWIND $rows AS row {_by_key('n', node.label, 'key')} DETACH DELETE n"
            return f"{text} RETURN count(*) AS touched", {"key": node.key}
        case _:
            return None  # rules and days are the index's matter


def _ends(edge: EdgeKey) -> str:
    start, end = _by_key("a", edge.start.label, "start"), _by_key("b", edge.end.label, "end")
    return f"UNWIND $rows AS row {start} {end}"


def _by_key(name: str, label: Label, column: str) -> str:
    """By hint: a plan made while the graph is empty scans, and is kept for seconds."""
    return f"MATCH ({name}:{label} {{key: row.{column}}}) USING INDEX SEEK {name}:{label}(key)"


def _row(edge: EdgeKey) -> Row:
    return {"start": edge.start.key, "end": edge.end.key, "key": edge.key}


def _stored(key: str, props: Props) -> Row:
    known: Row = {name: value for name, value in props.items() if value is not None}
    if nothing := sorted(name for name, value in props.items() if value is None):
        known[NOTHING] = nothing
    return {**known, "key": key}
