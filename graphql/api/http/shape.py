"""The shape of a document: how deep, how wide, how often, counted before anything expensive looks at it.

Each fragment is measured once, whatever number of places spread it. Walking it again at every spread doubles the
work with each level: 896 bytes then take half a minute, which is what Strawberry's own limiters do.
"""

from collections.abc import Iterable
from typing import NamedTuple

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
)

from api.http.errors import ClientError, Code
from api.http.limits import Limits

_WORDS = {
    "depth": ("nests {} levels deep", "嵌套 {} 层", "Ask in several requests.", "请分几次查询。"),
    "aliases": ("has {} aliases", "有 {} 个别名", "Ask in several requests.", "请分几次查询。"),
    "directives": ("has {} directives", "有 {} 个指令", "Leave some out.", "请删去一些。"),
    "rootFields": ("has {} root fields", "有 {} 个根字段", "Ask in several requests.", "请分几次查询。"),
    "fields": (
        "has {} fields once its fragments are written out",
        "展开片段后有 {} 个字段",
        "Select fewer fields.",
        "请少选一些字段。",
    ),
    "characters": ("has {} characters", "有 {} 个字符", "Send values as variables.", "请把值放进变量里。"),
    "tokens": ("has {} words and signs", "有 {} 个词和符号", "Ask in several requests.", "请分几次查询。"),
    "comments": ("has {} comments", "有 {} 条注释", "Leave them out.", "请删去注释。"),
}


def too_complex(dimension: str, limit: int, *, actual: int | None = None) -> ClientError:
    """The refusal of one dimension; `actual` is unknown where counting stopped at the limit."""
    has, has_zh, cure, cure_zh = _WORDS[dimension]
    count, count_zh = (
        (f"more than {limit}", f"超过 {limit}") if actual is None else (f"{actual}", f"{actual}")
    )
    more: dict[str, object] = {} if actual is None else {"actual": actual}
    return ClientError(
        Code.OPERATION_TOO_COMPLEX,
        f"The operation {has.format(count)}; at most {limit} are allowed. {cure}",
        f"查询{has_zh.format(count_zh)}，最多允许 {limit}。{cure_zh}",
        dimension=dimension,
        limit=limit,
        **more,
    )


class Shape(NamedTuple):
    """Counts of one selection with its fragments written out; `depth` is 1 for fields without subfields.

    `top` counts the fields of the selection itself: the root fields, when the selection is an operation's.
    """

    top: int = 0
    depth: int = 0
    aliases: int = 0
    directives: int = 0
    fields: int = 0

    def beside(self, other: "Shape") -> "Shape":
        """Both in one selection: counts add up, the deeper one gives the depth."""
        return Shape(
            self.top + other.top,
            max(self.depth, other.depth),
            self.aliases + other.aliases,
            self.directives + other.directives,
            self.fields + other.fields,
        )


class _Measuring:
    """One document's fragments, each measured at most once. A cycle counts once: validation refuses it later."""

    def __init__(self, document: DocumentNode) -> None:
        self._fragments = {
            node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)
        }
        self._measured: dict[str, Shape] = {}

    def selection(self, node: SelectionSetNode | None) -> Shape:
        shape = Shape()
        for selected in node.selections if node else ():
            shape = shape.beside(self._selected(selected))
        return shape

    def _selected(self, node: SelectionNode) -> Shape:
        own = len(node.directives or ())
        if isinstance(node, FieldNode):
            inner = self.selection(node.selection_set)
            # Introspection nests deeper than any question; graphql-core has a rule of its own for it.
            depth = 0 if node.name.value.startswith("__") else inner.depth
            return Shape(
                1,
                depth + 1,
                inner.aliases + (node.alias is not None),
                inner.directives + own,
                inner.fields + 1,
            )
        if isinstance(node, FragmentSpreadNode):
            return self.fragment(node.name.value).beside(Shape(directives=own))
        inline = self.selection(getattr(node, "selection_set", None))
        return inline.beside(Shape(directives=own))

    def fragment(self, name: str) -> Shape:
        if name not in self._measured:
            self._measured[name] = Shape()  # what a spread of itself, on the way down, adds
            if fragment := self._fragments.get(name):
                own = Shape(directives=len(fragment.directives or ()))
                shape = self.selection(fragment.selection_set).beside(own)
                if fragment.type_condition.name.value.startswith("__"):
                    shape = shape._replace(depth=0)
                self._measured[name] = shape
        return self._measured[name]

    def fragments(self) -> Iterable[Shape]:
        return [self.fragment(name) for name in self._fragments]


def shape_problem(document: DocumentNode, limits: Limits) -> ClientError | None:
    """The first limit that any operation, or any fragment even if unused, goes over. O(document)."""
    measuring = _Measuring(document)
    operations = [node for node in document.definitions if isinstance(node, OperationDefinitionNode)]
    shapes = [
        measuring.selection(operation.selection_set).beside(Shape(directives=_on_definition(operation)))
        for operation in operations
    ]
    for shape in shapes:
        if shape.top > limits.root_fields:
            return too_complex("rootFields", limits.root_fields, actual=shape.top)
    for shape in (*shapes, *measuring.fragments()):
        if over := _first_over(shape, limits):
            return over
    return None


def _on_definition(operation: OperationDefinitionNode) -> int:
    variables = operation.variable_definitions or ()
    return len(operation.directives or ()) + sum(len(variable.directives or ()) for variable in variables)


def _first_over(shape: Shape, limits: Limits) -> ClientError | None:
    for dimension, actual, limit in (
        ("depth", shape.depth - 1, limits.depth),
        ("aliases", shape.aliases, limits.aliases),
        ("directives", shape.directives, limits.directives),
        ("fields", shape.fields, limits.fields),
    ):
        if actual > limit:
            return too_complex(dimension, limit, actual=actual)
    return None
