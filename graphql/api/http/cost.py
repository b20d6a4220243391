"""What an operation may bring back, from the sizes that it asks for; and sizes that no connection serves.

An object costs 1, a value 0, a list its size times an item. An estimate from above: what `@skip` leaves out and
what does not exist is counted too. Fragments are priced once per use as a page or not, so the work stays linear.
"""

from collections.abc import Mapping
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
    get_named_type,
    get_nullable_type,
    is_leaf_type,
    is_list_type,
    value_from_ast_untyped,
)
from graphql.utilities.coerce_input_value import coerce_default_value

from api.http.errors import bad_input, located
from api.http.limits import Limits

PAGE_SIZES = ("first", "last")
_COUNTED_LISTS = ("ids", "codes")


class Pricing:
    """Prices one operation whose document is valid and whose variables are coerced."""

    def __init__(
        self, schema: GraphQLSchema, document: DocumentNode, variables: Mapping[str, Any], limits: Limits
    ) -> None:
        self.problems: list[GraphQLError] = []
        self._schema = schema
        self._variables = dict(variables)
        self._limits = limits
        self._fragments = {
            node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)
        }
        self._priced: dict[tuple[str, int | None], int] = {}

    def price(self, operation: OperationDefinitionNode) -> int:
        """Cost of the operation; `problems` then holds the sizes that are out of bounds."""
        root = self._schema.get_root_type(operation.operation)
        return self._selection(operation.selection_set, root, None) if root else 0

    def _selection(self, node: SelectionSetNode, parent: GraphQLNamedType | None, page: int | None) -> int:
        """`page` is the size of the connection whose selection this is; None elsewhere."""
        cost = 0
        for selected in node.selections:
            if isinstance(selected, FieldNode):
                cost += self._field(selected, parent, page)
            elif isinstance(selected, FragmentSpreadNode):
                cost += self._fragment(selected.name.value, page)
            elif isinstance(selected, InlineFragmentNode):
                on = selected.type_condition
                inner = self._schema.get_type(on.name.value) if on else parent
                cost += self._selection(selected.selection_set, inner, page)
        return cost

    def _fragment(self, name: str, page: int | None) -> int:
        if (name, page) not in self._priced:
            fragment = self._fragments[name]
            on = self._schema.get_type(fragment.type_condition.name.value)
            self._priced[name, page] = self._selection(fragment.selection_set, on, page)
        return self._priced[name, page]

    def _field(self, node: FieldNode, parent: GraphQLNamedType | None, page: int | None) -> int:
        name = node.name.value
        fields = parent.fields if isinstance(parent, GraphQLObjectType | GraphQLInterfaceType) else {}
        definition = fields.get(name)
        if parent is None or definition is None:
            return 0  # __typename, __schema, __type
        coordinate = f"{parent.name}.{name}"
        type_ = get_named_type(definition.type)
        pages = any(size in definition.args for size in PAGE_SIZES)
        size = self._page_size(node, definition, name) if pages else None
        is_wrapper = page is not None or type_.name.endswith("Edge") or parent.name.endswith("Edge")
        own = self._limits.weights.get(coordinate, 0 if is_leaf_type(type_) or is_wrapper else 1)
        if node.selection_set is None:
            return own
        is_list = is_list_type(get_nullable_type(definition.type))
        inner = self._selection(node.selection_set, type_, None if is_list else size)
        if is_list:
            return own + self._length(node, size, page, coordinate) * (1 + inner)
        return own + inner

    def _length(self, node: FieldNode, size: int | None, page: int | None, coordinate: str) -> int:
        """Items in a list: its own size, else the page it lies in, else the ids asked for, else what is usual."""
        if size is not None:
            return size
        if page is not None:
            return page
        for argument in node.arguments or ():
            if argument.name.value in _COUNTED_LISTS:
                listed = value_from_ast_untyped(argument.value, self._variables)
                return len(listed) if isinstance(listed, list) else 1
        return self._limits.lengths.get(coordinate, self._limits.list_when_unknown)

    def _page_size(self, node: FieldNode, definition: GraphQLField, field: str) -> int:
        """The size of the page asked for; a size out of bounds is a problem and counts as the largest page.

        Strawberry's own connections serve every row for `last: 0`, so the bound is kept here for all fields.
        """
        most = self._limits.page
        defined = [name for name in PAGE_SIZES if name in definition.args]
        sizes = {name: size for name in defined if (size := self._given(node, name)) is not None}
        if len(sizes) > 1:
            either = bad_input(
                "last",
                f"`{field}`: send either `first` or `last`, not both.",
                f"`{field}`：`first` 和 `last` 只能填一个。",
            )
            self.problems.append(located(either, node))
        for name, size in sizes.items():
            if not 1 <= size <= most:
                bounds = bad_input(
                    name,
                    f"`{name}` of `{field}`: send a whole number from 1 to {most}.",
                    f"`{field}` 的 `{name}`：请填 1 到 {most} 的整数。",
                )
                self.problems.append(located(bounds, node))
        if sizes:
            return max(0, min(most, *sizes.values()))
        defaults = [coerce_default_value(definition.args[name]) for name in defined]
        return next((size for size in defaults if isinstance(size, int)), self._limits.page_when_absent)

    def _given(self, node: FieldNode, name: str) -> int | None:
        """The value of an argument as the client gave it; null and an absent variable count as not given."""
        given = next((item.value for item in node.arguments or () if item.name.value == name), None)
        value = None if given is None else value_from_ast_untyped(given, self._variables)
        return value if isinstance(value, int) else None
