"""The named questions and commands in graphql/operations: run through the real schema."""

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
from graphql import (
    ListTypeNode,
    NamedTypeNode,
    NonNullTypeNode,
    OperationDefinitionNode,
    TypeNode,
    parse,
)

from api.operations import texts
from domain.refusal import Refusal
from yumiao.office import Office

NUMBERS = {"Int": int, "Float": float}


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """One operation file. Its first comment lines say in Chinese, then in English, what it asks."""

    name: str
    kind: str
    text: str
    zh: str
    en: str
    variables: tuple[str, ...]
    types: dict[str, str]


def questions() -> list[Question]:
    """Every operation file, by name: questions first, then commands."""
    found = [_question(name, text) for name, text in texts().items()]
    return sorted(found, key=lambda q: (q.kind != "query", q.name))


def question(name: str, kind: str) -> Question:
    """One by name. Raises: OPERATION_UNKNOWN, with the names there are."""
    found = {q.name.lower(): q for q in questions() if q.kind == kind}
    if name.lower() not in found:
        raise Refusal(
            "OPERATION_UNKNOWN",
            f"There is no {kind} named `{name}`. These are the ones there are:",
            f"没有名为“{name}”的{'问题' if kind == 'query' else '操作'}，现有：",
            path=("operation",),
            choices=tuple(q.name for q in found.values()),
        )
    return found[name.lower()]


def _question(name: str, text: str) -> Question:
    words = [line.lstrip("# ").rstrip() for line in text.splitlines() if line.startswith("#")]
    node = next(d for d in parse(text).definitions if isinstance(d, OperationDefinitionNode))
    types = {v.variable.name.value: _type(v.type) for v in node.variable_definitions or ()}
    return Question(
        name=name,
        kind=node.operation.value,
        text=text,
        zh=words[0] if words else "",
        en=words[1] if len(words) > 1 else "",
        variables=tuple(types),
        types=types,
    )


def _type(node: TypeNode) -> str:
    match node:
        case NonNullTypeNode():
            return _type(node.type)
        case ListTypeNode():
            return f"[{_type(node.type)}]"
        case NamedTypeNode():
            return node.name.value
        case _:
            return ""


def ask_operation(
    office: Office, name: str, sets: Sequence[str], *, kind: str, input_file: Path | None = None
) -> dict[str, Any]:
    """The GraphQL response of one named operation."""
    found = question(name, kind)
    variables = _from_file(input_file) if input_file else {}
    variables.update(_variables(found, sets))
    if kind == "mutation" and "input" in found.types and "input" not in variables:
        variables = {"input": variables}
    return office.execute(found.text, variables, found.name)


def _from_file(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text("utf-8-sig"))
    except (OSError, ValueError) as error:
        raise Refusal(
            "INPUT_UNREADABLE",
            f"{path} is not a readable JSON file: {error}",
            f"{path} 不是可读的 JSON 文件。",
            path=("input",),
        ) from None
    if not isinstance(found, dict):
        raise Refusal(
            "INPUT_UNREADABLE",
            f"{path} must hold one JSON object with the variables.",
            f"{path} 应为一个 JSON 对象。",
            path=("input",),
        )
    return found


def _variables(found: Question, sets: Sequence[str]) -> dict[str, Any]:
    from api.local import input_fields  # the schema is built only where a command is carried out

    variables: dict[str, Any] = {}
    inner = input_fields(found.types["input"]) if "input" in found.types else {}
    for item in sets:
        key, eq, text = item.partition("=")
        nested = found.kind == "mutation" and "input" in found.types
        if not eq or (key not in found.types and not nested):
            raise Refusal(
                "VARIABLE_UNKNOWN",
                f"`--set {item}`: write name=value with one of these names:",
                f"`--set {item}`：请写成 名称=值，可用名称：",
                path=("set",),
                choices=found.variables,
            )
        variables[key] = _value({**inner, **found.types}.get(key, "String"), text)
    return variables


def _value(kind: str, text: str) -> Any:
    if kind.startswith("[") and not text.startswith("["):
        return [_value(kind[1:-1], part) for part in re.split(r"[,，、]", text) if part]
    if text.startswith(("{", "[")):
        try:
            return json.loads(text)
        except ValueError:
            return text
    if kind in NUMBERS:
        try:
            return NUMBERS[kind](text)
        except ValueError:
            return text  # the schema says what it wants instead
    if kind == "Boolean":
        return {"true": True, "false": False, "是": True, "否": False}.get(text.lower(), text)
    return None if text == "null" else text
