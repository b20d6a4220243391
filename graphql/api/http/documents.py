"""Documents: parsed within their limits, kept once they are valid, and which of their operations is meant."""

from collections import OrderedDict
from dataclasses import dataclass, field

from graphql import DocumentNode, GraphQLError, GraphQLSchema, OperationDefinitionNode, parse

from api.http.errors import ClientError, Code, coded
from api.http.limits import Limits
from api.http.shape import too_complex


@dataclass(slots=True)
class Checked:
    """A parsed document; `valid` once its shape and its validation have passed."""

    document: DocumentNode
    operations: list[OperationDefinitionNode] = field(default_factory=list)
    valid: bool = False


class Documents:
    """The valid documents seen last, by schema and text: a client's few operations are checked once.

    Bounded by text as well as by number: a parsed document takes about a hundred times the room of its text.
    """

    def __init__(self, *, most: int = 256, most_characters: int = 200_000) -> None:
        self._most = most
        self._most_characters = most_characters
        self._characters = 0
        self._kept: OrderedDict[tuple[GraphQLSchema, str], Checked] = OrderedDict()

    def __len__(self) -> int:
        return len(self._kept)

    def find(self, schema: GraphQLSchema, text: str) -> Checked | None:
        """The document, if it was kept; it then counts as the one used last."""
        found = self._kept.get((schema, text))
        if found is not None:
            self._kept.move_to_end((schema, text))
        return found

    def keep(self, schema: GraphQLSchema, text: str, checked: Checked) -> None:
        """Remember a valid document and forget those used longest ago, as far as room is needed."""
        if self.find(schema, text) is None:
            self._characters += len(text)
        self._kept[schema, text] = checked
        while len(self._kept) > self._most or self._characters > self._most_characters:
            (_, oldest), _ = self._kept.popitem(last=False)
            self._characters -= len(oldest)


def parsed(text: str, limits: Limits) -> Checked:
    """The document of a text within its limits.

    Raises: GraphQLError with its code.
    """
    if len(text) > limits.characters:
        raise too_complex("characters", limits.characters, actual=len(text))
    try:
        document = parse(text, max_lexical_tokens=limits.tokens, max_comments=limits.comments)
    except GraphQLError as error:
        if "comments. Parsing aborted" in error.message:
            raise too_complex("comments", limits.comments) from error
        if "Parsing aborted" in error.message:
            raise too_complex("tokens", limits.tokens) from error
        coded(error, Code.GRAPHQL_PARSE_FAILED)
        raise
    operations = [node for node in document.definitions if isinstance(node, OperationDefinitionNode)]
    return Checked(document, operations)


def operation_meant(checked: Checked, name: str | None) -> OperationDefinitionNode:
    """Strawberry would silently run the first of several; the specification wants a name then."""
    if name is None and len(checked.operations) == 1:
        return checked.operations[0]
    named = {node.name.value: node for node in checked.operations if node.name}
    if name is not None and name in named:
        return named[name]
    names = ", ".join(named)
    choose = f" Send `operationName` as one of: {names}." if names else " Send a query in `query`."
    choose_zh = f"请把 operationName 填为以下之一：{names}。" if names else "请在 query 里写一个查询。"
    raise ClientError(
        Code.OPERATION_RESOLUTION_FAILURE,
        f"It is not clear which operation to run.{choose}",
        f"不清楚要执行哪个操作。{choose_zh}",
    )
