"""The one schema extension: what an operation may ask, checked before it runs, cheapest check first.

    size → parse → which operation → shape → validation → variables → sizes and cost → the clock runs

One extension, because Strawberry runs each extension's hooks in turn and only the hooks of one can share what the
steps before have found. It has no `resolve` hook: that one alone makes every field slower.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from graphql import (
    ASTValidationRule,
    DocumentNode,
    GraphQLError,
    GraphQLSchema,
    NoSchemaIntrospectionCustomRule,
    ValuesOfCorrectTypeRule,
    specified_rules,
    validate,
)
from graphql.validation.rules import overlapping_fields_can_be_merged
from strawberry.extensions import SchemaExtension
from strawberry.schema.validation_rules.maybe_null import MaybeNullValidationRule
from strawberry.schema.validation_rules.one_of import OneOfInputValidationRule
from strawberry.types.graphql import OperationType

from api.http.cost import Pricing
from api.http.documents import Checked, Documents, operation_meant, parsed
from api.http.errors import MOST_ERRORS, ClientError, Code, coded
from api.http.inputs import Expectation, Saying, read_variables
from api.http.limits import DEFAULT_LIMITS, Limits
from api.http.literals import literals_rule
from api.http.shape import shape_problem

# graphql-core compares all fields of one name, pair by pair, within a budget. Its default takes 0.7 s to run out;
# the largest question of this project needs less than a thousand. It reads the attribute at each validation.
overlapping_fields_can_be_merged.MAX_COMPLEXITY_BUDGET = 50_000

NO_EXPECTATIONS: Mapping[str, Expectation] = MappingProxyType({})


class Guarding:
    """Makes one `Guard` per operation, all sharing the documents: `QuietSchema(..., extensions=[Guarding()])`."""

    def __init__(
        self,
        limits: Limits = DEFAULT_LIMITS,
        *,
        introspection: bool = True,
        expectations: Mapping[str, Expectation] = NO_EXPECTATIONS,
    ) -> None:
        self.limits = limits
        self.documents = Documents()
        self.saying = Saying(expectations)
        said = literals_rule(self.saying)
        rules = [said if rule is ValuesOfCorrectTypeRule else rule for rule in specified_rules]
        rules += [MaybeNullValidationRule, OneOfInputValidationRule]
        if not introspection:
            rules.append(NoSchemaIntrospectionCustomRule)
        self.rules: tuple[type[ASTValidationRule], ...] = tuple(rules)

    def __call__(self) -> "Guard":
        """A guard for one operation."""
        return Guard(self)


class Guard(SchemaExtension):
    """Watches over one operation."""

    def __init__(self, guarding: Guarding) -> None:
        self._by = guarding
        self._limits = guarding.limits
        self._checked: Checked | None = None
        self._cost: int | None = None

    async def on_operation(self) -> AsyncIterator[None]:
        """Stop the clock at `seconds`; a subscription has no end, its resolvers are short."""
        if self._follows:
            yield
            return
        clock = asyncio.timeout(self._limits.seconds)
        try:
            async with clock:
                yield
        except TimeoutError as late:
            if not clock.expired():
                raise
            raise _timed_out(self._limits.seconds) from late

    @property
    def _follows(self) -> bool:
        return set(self.execution_context.allowed_operations) == {OperationType.SUBSCRIPTION}

    def on_parse(self) -> Iterator[None]:
        """Find or parse the document, and settle which of its operations is meant."""
        run = self.execution_context
        text = run.query or ""
        checked = self._by.documents.find(run.schema._schema, text) or parsed(text, self._limits)
        operation = operation_meant(checked, run._provided_operation_name)
        kind = OperationType(operation.operation.value)
        if kind not in run.allowed_operations:
            raise _by_http(kind) if self._follows else _not_by_this_method(kind)
        self._checked, self._operation = checked, operation
        run.graphql_document = checked.document
        yield

    def on_validate(self) -> Iterator[None]:
        """Everything else that can be refused without running anything."""
        self.execution_context.pre_execution_errors = self._problems()
        yield

    def get_results(self) -> dict[str, Any]:
        """`extensions.cost` of the answer, once there is a price."""
        if self._cost is None:
            return {}
        return {"cost": {"requested": self._cost, "limit": self._limits.cost}}

    def _problems(self) -> list[GraphQLError]:
        run, checked = self.execution_context, self._checked
        if checked is None:  # an empty answer here would let the document run unchecked
            raise RuntimeError("on_parse comes before on_validate")
        schema = run.schema._schema
        if not checked.valid:
            if problems := self._document_problems(schema, checked.document):
                return problems
            checked.valid = True
            self._by.documents.keep(schema, run.query or "", checked)
        variables, wrong = read_variables(schema, self._operation, run.variables or {}, self._by.saying)
        if wrong:
            return wrong
        pricing = Pricing(schema, checked.document, variables, self._limits)
        self._cost = pricing.price(self._operation)
        if self._cost > self._limits.cost:
            return [*pricing.problems, _too_costly(self._cost, self._limits.cost)]
        return [*pricing.problems]

    def _document_problems(self, schema: GraphQLSchema, document: DocumentNode) -> list[GraphQLError]:
        try:
            if problem := shape_problem(document, self._limits):
                return [problem]
        except RecursionError:  # fragments in fragments, 600 deep; the nesting of fields alone cannot do it
            return [_too_entangled()]
        found = validate(schema, document, self._by.rules, max_errors=MOST_ERRORS, hide_suggestions=True)
        if any(error.message == "Validation aborted." for error in found):
            return [_too_entangled()]
        return [coded(error, Code.GRAPHQL_VALIDATION_FAILED) for error in found[:MOST_ERRORS]]


def _not_by_this_method(kind: OperationType) -> ClientError:
    if kind is OperationType.SUBSCRIPTION:
        return ClientError(
            Code.BAD_REQUEST,
            "Subscriptions are served over a WebSocket that speaks graphql-transport-ws, at the same address.",
            "订阅请在同一地址用 WebSocket（graphql-transport-ws）。",
        )
    return ClientError(
        Code.METHOD_NOT_ALLOWED,
        f"A {kind.value} must be sent with POST; GET is for queries only.",
        "变更必须用 POST 发送；GET 只能用于查询。",
    )


def _by_http(kind: OperationType) -> ClientError:
    return ClientError(
        Code.BAD_REQUEST,
        f"A {kind.value} is sent with HTTP; the WebSocket is for subscriptions.",
        "查询和变更请用 HTTP 发送，WebSocket 只用于订阅。",
    )


def _too_entangled() -> ClientError:
    """Fields of one name in one place are merged; comparing too many of them, or fragments in too long a chain."""
    return ClientError(
        Code.OPERATION_TOO_COMPLEX,
        "The operation repeats fields or nests fragments too often to be checked. Select each field once.",
        "查询里重复的字段或嵌套的片段太多，无法检查。请每个字段只写一次。",
        dimension="overlaps",
    )


def _too_costly(cost: int, limit: int) -> ClientError:
    return ClientError(
        Code.OPERATION_TOO_COSTLY,
        f"The operation may bring back {cost} objects; at most {limit} are allowed. "
        "Send a smaller `first`, or select fewer nested lists.",
        f"查询可能取回 {cost} 个对象，最多允许 {limit}。请减小 first，或少选嵌套的列表。",
        cost=cost,
        limit=limit,
    )


def _timed_out(seconds: float) -> ClientError:
    return ClientError(
        Code.TIMEOUT,
        f"The operation took longer than {seconds:g} s and was stopped. Send a smaller `first` or a smaller region.",
        f"查询超过 {seconds:g} 秒，已停止。请减小 first 或缩小地区范围。",
        seconds=seconds,
    )
