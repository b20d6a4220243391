"""Values written into the document itself: the validation rule that refuses them in our words."""

import re
from typing import Any

from graphql import (
    SKIP,
    ArgumentNode,
    GraphQLError,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    ValueNode,
    ValuesOfCorrectTypeRule,
    VisitorAction,
)
from graphql.utilities.validate_input_value import validate_input_literal

from api.http.errors import ClientError, Code, located
from api.http.inputs import Saying

_FIELD = re.compile(r" (required|unknown) field '([^']+)'")


def literals_rule(saying: Saying) -> type[ValuesOfCorrectTypeRule]:
    """graphql-core's rule with our sentences; a class, since a validation makes one of its own."""

    class SaidValues(ValuesOfCorrectTypeRule):
        """Remembers the argument whose value it looks at, to name it."""

        _argument = "value"

        def enter_argument(self, node: ArgumentNode, *_args: Any) -> None:
            self._argument = node.name.value

        def is_valid_value_node(self, node: ValueNode, input_type: GraphQLInputType | None) -> VisitorAction:
            def report(error: GraphQLError, path: list[str | int]) -> None:
                told = _complaint(saying, error, input_type, self._argument, path)
                self.report_error(located(told, *(error.nodes or [node])))

            if input_type:
                validate_input_literal(node, input_type, report, hide_suggestions=True)
            return SKIP

    return SaidValues


def _complaint(
    saying: Saying, error: GraphQLError, type_: GraphQLInputType | None, argument: str, path: list[str | int]
) -> ClientError:
    place = argument + "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    inner = _type_at(type_, path)
    if inner is None:
        return ClientError(Code.BAD_USER_INPUT, f"`{place}`: send another value.", f"`{place}`：请换一个值。")
    if isinstance(inner, GraphQLInputObjectType) and (found := _FIELD.search(error.message)):
        kind, name = found.groups()
        if kind == "required" and name in inner.fields:
            return saying.missing(f"{place}.{name}", inner.fields[name].type)
        return saying.unknown_fields(place, inner)
    return saying.wrong(place, inner, error)


def _type_at(type_: GraphQLInputType | None, path: list[str | int]) -> GraphQLInputType | None:
    """The type of the part that a path of graphql-core leads to, without its outermost "required"."""
    for step in path:
        while isinstance(type_, GraphQLNonNull) or (isinstance(type_, GraphQLList) and isinstance(step, str)):
            type_ = type_.of_type
        if isinstance(type_, GraphQLList):
            type_ = type_.of_type
        elif isinstance(type_, GraphQLInputObjectType) and step in type_.fields:
            type_ = type_.fields[str(step)].type
        else:
            return None
    return type_.of_type if isinstance(type_, GraphQLNonNull) else type_
