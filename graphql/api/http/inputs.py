"""Values that do not fit: which one, and what to send instead, without quoting what was sent.

graphql-core decides whether a value fits. Its sentences quote the value and say what the value is not; these name
the place (`$input.decidedOn`) and say what belongs there.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from types import MappingProxyType
from typing import Any, NamedTuple

from graphql import (
    GraphQLEnumType,
    GraphQLError,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLScalarType,
    GraphQLSchema,
    OperationDefinitionNode,
    Undefined,
    VariableDefinitionNode,
    get_variable_values,
    is_input_type,
    is_required_input_field,
    type_from_ast,
)
from graphql.utilities.validate_input_value import validate_input_value

from api.http.errors import MOST_ERRORS, ClientError, Code, bad_input


class Expectation(NamedTuple):
    """What belongs in a place, as it follows the word "send" in English and 请填 in Chinese."""

    en: str
    zh: str


EXPECTATIONS: Mapping[str, Expectation] = MappingProxyType(
    {
        "Boolean": Expectation("true or false", "true 或 false"),
        "Date": Expectation(
            "a date as YYYY-MM-DD, for example 2026-03-01", "日期，格式 YYYY-MM-DD，例如 2026-03-01"
        ),
        "DateTime": Expectation(
            "an instant as 2026-03-01T08:00:00+08:00", "时刻，格式如 2026-03-01T08:00:00+08:00"
        ),
        "Decimal": Expectation('a decimal number in quotes, for example "12.5"', '带引号的小数，例如 "12.5"'),
        "Float": Expectation("a number", "数字"),
        "ID": Expectation("an id as an earlier answer gave it, in quotes", "先前结果里给出的 id，带引号"),
        "Int": Expectation("a whole number without quotes", "不带引号的整数"),
        "String": Expectation("text in quotes", "带引号的文字"),
        "Time": Expectation("a time as 08:30:00", "时间，格式如 08:30:00"),
        "UUID": Expectation("a UUID in quotes", "带引号的 UUID"),
    }
)
"""By scalar name. A schema with scalars of its own adds them through `Guarding(expectations=...)`."""


class Saying:
    """Describes input types in words."""

    def __init__(self, expectations: Mapping[str, Expectation]) -> None:
        self._known = {**EXPECTATIONS, **expectations}

    def expected(self, type_: GraphQLInputType) -> Expectation:
        """What belongs where a value of this type stands."""
        match type_:
            case GraphQLNonNull():
                return self.expected(type_.of_type)
            case GraphQLList():
                item = self.expected(type_.of_type)
                return Expectation(f"a list, each item {item.en}", f"列表，每一项为{item.zh}")
            case GraphQLEnumType():
                names = ", ".join(type_.values)
                return Expectation(f"one of {names}", f"以下之一：{names}")
            case GraphQLInputObjectType():
                fields = ", ".join(type_.fields)
                return Expectation(f"an object with the fields {fields}", f"对象，字段为 {fields}")
            case GraphQLScalarType() if type_.name in self._known:
                return self._known[type_.name]
            case _:
                pass
        about = f": {type_.description}" if type_.description else ""
        return Expectation(f"a value of type {type_.name}{about}", f"类型为 {type_.name} 的值{about}")

    def wrong(self, place: str, type_: GraphQLInputType, error: GraphQLError | None = None) -> ClientError:
        """The refusal of the value at `place`; a scalar that raised a ClientError has said it better itself."""
        if isinstance(error, ClientError):
            error.extensions = {**(error.extensions or {}), "argument": place}
            return error
        expected = self.expected(type_)
        return bad_input(place, f"`{place}`: send {expected.en}.", f"`{place}`：请填{expected.zh}。")

    def missing(self, place: str, type_: GraphQLInputType) -> ClientError:
        """The refusal of an absent or null value where one must be."""
        expected = self.expected(type_)
        return bad_input(
            place,
            f"`{place}` is required: send {expected.en}.",
            f"`{place}` 必填：请填{expected.zh}。",
        )

    def complaints(self, value: object, type_: GraphQLInputType, place: str) -> Iterator[ClientError]:
        """Every part of a JSON value that does not fit its type, in the order of the type's fields."""
        if isinstance(type_, GraphQLNonNull):
            if value is None or value is Undefined:
                yield self.missing(place, type_)
                return
            yield from self.complaints(value, type_.of_type, place)
        elif value is None or value is Undefined:
            return
        elif isinstance(type_, GraphQLList):
            for index, item in enumerate(value) if isinstance(value, list) else ((None, value),):
                yield from self.complaints(
                    item, type_.of_type, place if index is None else f"{place}[{index}]"
                )
        elif isinstance(type_, GraphQLInputObjectType):
            yield from self._object_complaints(value, type_, place)
        else:
            errors: list[GraphQLError] = []
            validate_input_value(
                value, type_, lambda error, _path: errors.append(error), hide_suggestions=True
            )
            yield from (self.wrong(place, type_, error) for error in errors)

    def _object_complaints(
        self, value: object, type_: GraphQLInputObjectType, place: str
    ) -> Iterator[ClientError]:
        if not isinstance(value, dict):
            yield self.wrong(place, type_)
            return
        for name, field in type_.fields.items():
            if name in value:
                yield from self.complaints(value[name], field.type, f"{place}.{name}")
            elif is_required_input_field(field):
                yield self.missing(f"{place}.{name}", field.type)
        if any(name not in type_.fields for name in value):
            yield self.unknown_fields(place, type_)
        elif _is_one_of(type_) and (len(value) != 1 or None in value.values()):
            yield self.one_of(place, type_)

    def unknown_fields(self, place: str, type_: GraphQLInputObjectType) -> ClientError:
        """Unknown names are not quoted: someone may have put a person's name for a key."""
        fields = ", ".join(type_.fields)
        return bad_input(
            place,
            f"`{place}` has fields that do not exist: send only {fields}.",
            f"`{place}` 有不存在的字段：只能填 {fields}。",
        )

    def one_of(self, place: str, type_: GraphQLInputObjectType) -> ClientError:
        """The refusal of none or several fields where exactly one must be."""
        fields = ", ".join(type_.fields)
        return bad_input(
            place,
            f"`{place}`: send exactly one of {fields}, and not null.",
            f"`{place}`：{fields} 中必须且只能填一个，且不能为 null。",
        )


def _is_one_of(type_: GraphQLInputObjectType) -> bool:
    """Strawberry keeps the mark to itself instead of passing it to graphql-core."""
    return type_.is_one_of or getattr(type_.extensions.get("strawberry-definition"), "is_one_of", False)


def read_variables(
    schema: GraphQLSchema, operation: OperationDefinitionNode, given: Mapping[str, Any], saying: Saying
) -> tuple[Mapping[str, Any], list[GraphQLError]]:
    """The coerced variables with defaults filled in; or nothing and what is wrong with which of them."""
    definitions = operation.variable_definitions or ()
    read = get_variable_values(schema, definitions, dict(given), MOST_ERRORS, hide_suggestions=True)
    if not isinstance(read, list):
        return read.coerced, []
    try:
        problems = _explained(schema, definitions, given, saying)
    except RecursionError:  # an input type that holds itself, filled in hundreds of levels deep
        problems = []
    return {}, problems or [_unexplained(error) for error in read]


def _explained(
    schema: GraphQLSchema,
    definitions: Iterable[VariableDefinitionNode],
    given: Mapping[str, Any],
    saying: Saying,
) -> list[GraphQLError]:
    problems: list[GraphQLError] = []
    for definition in definitions:
        name = definition.variable.name.value
        type_ = type_from_ast(schema, definition.type)
        value = given.get(name, Undefined)
        if is_input_type(type_) and not (value is Undefined and definition.default_value):
            problems += islice(saying.complaints(value, type_, f"${name}"), MOST_ERRORS)
    return problems


def _unexplained(error: GraphQLError) -> ClientError:
    """Nested too deeply, or a rule added to graphql-core since: its first words name the variable, no more."""
    place = (
        error.message.split(" has ", 1)[0].removeprefix("Variable ").strip("'")
        if " has " in error.message
        else ""
    )
    return ClientError(
        Code.BAD_USER_INPUT,
        f"The variables do not fit the operation{f' at {place}' if place else ''}: compare them with its declaration.",
        f"变量与操作的声明不符{f'（{place}）' if place else ''}：请对照声明修改。",
    )
