"""What a client is told when something is wrong: a coded sentence in two languages, and no secret of ours.

An error with a code is meant for the client and passes. Anything else is our mistake: the client gets an
`errorId`, the log gets the type of the exception and where it was raised, and neither gets its message, because
messages of exceptions quote values.
"""

import logging
import secrets
import traceback
from collections.abc import Callable, Sequence
from enum import StrEnum

import strawberry
from graphql import GraphQLError, GraphQLSyntaxError, Node
from strawberry.exceptions import StrawberryInputCoercionError
from strawberry.types import ExecutionContext, ExecutionResult

from api.http.wording import in_chinese, put_right

log = logging.getLogger("yumiao.api")

MOST_ERRORS = 8
"""A client mends a handful at a time; hundreds of them only make an answer large."""


class Code(StrEnum):
    """Every `extensions.code` of this door. Apollo's spelling wherever Apollo has a word: tools sort by it."""

    BAD_REQUEST = "BAD_REQUEST"
    BAD_USER_INPUT = "BAD_USER_INPUT"
    FORBIDDEN = "FORBIDDEN"
    GRAPHQL_PARSE_FAILED = "GRAPHQL_PARSE_FAILED"
    GRAPHQL_VALIDATION_FAILED = "GRAPHQL_VALIDATION_FAILED"
    INTERNAL_SERVER_ERROR = "INTERNAL_SERVER_ERROR"
    METHOD_NOT_ALLOWED = "METHOD_NOT_ALLOWED"
    NOT_ACCEPTABLE = "NOT_ACCEPTABLE"
    OPERATION_RESOLUTION_FAILURE = "OPERATION_RESOLUTION_FAILURE"
    OPERATION_TOO_COMPLEX = "OPERATION_TOO_COMPLEX"
    OPERATION_TOO_COSTLY = "OPERATION_TOO_COSTLY"
    PAYLOAD_TOO_LARGE = "PAYLOAD_TOO_LARGE"
    RATE_LIMITED = "RATE_LIMITED"
    TIMEOUT = "TIMEOUT"
    UNAUTHENTICATED = "UNAUTHENTICATED"
    UNSUPPORTED_MEDIA_TYPE = "UNSUPPORTED_MEDIA_TYPE"


class ClientError(GraphQLError):
    """Something the client can mend. The messages say what to send instead and never quote a personal value.

    `more` goes into `extensions` beside `code` and `messageZh`. Raise it anywhere: in a resolver, in a scalar,
    in the context getter.
    """

    def __init__(self, code: str, message: str, message_zh: str, **more: object) -> None:
        super().__init__(message, extensions={"code": str(code), "messageZh": message_zh, **more})


def bad_input(argument: str, message: str, message_zh: str, **more: object) -> ClientError:
    """A value that cannot be used: id, cursor, code, date, size. `argument` is its name as the client wrote it."""
    return ClientError(Code.BAD_USER_INPUT, message, message_zh, argument=argument, **more)


def coded(error: GraphQLError, code: Code) -> GraphQLError:
    """Give an error of graphql-core its code and its sentences, in place; one that has a code keeps it."""
    if "code" not in (error.extensions or {}):
        if isinstance(error, StrawberryInputCoercionError):
            code = Code.BAD_USER_INPUT
        error.message = put_right(error.message)
        error.extensions = {"code": str(code), "messageZh": in_chinese(error.message)}
    return error


def located(error: ClientError, *nodes: Node) -> GraphQLError:
    """The error with the places in the document that it speaks about."""
    return GraphQLError(error.message, list(nodes), extensions=error.extensions)


Translate = Callable[[Exception], ClientError | None]
"""Turns an exception of an inner layer into what a client may read, or None: then it is masked."""


def told_as_it_is(_error: Exception) -> ClientError | None:
    """The translation that knows no exception."""
    return None


def public_errors(
    errors: Sequence[GraphQLError], *, document: str = "", translate: Translate = told_as_it_is
) -> list[dict[str, object]]:
    """The `errors` of an answer, at most MOST_ERRORS. `document` names the request in the log (a hash)."""
    return [_public(error, document, translate) for error in errors[:MOST_ERRORS]]


def response_body(
    result: ExecutionResult, *, document: str = "", translate: Translate = told_as_it_is
) -> dict[str, object]:
    """An answer as the GraphQL specification shapes it: `data` is absent when nothing was executed."""
    body: dict[str, object] = {}
    errors = result.errors or []
    if errors:
        body["errors"] = public_errors(errors, document=document, translate=translate)
    if result.data is not None or any(error.path for error in errors):
        body["data"] = result.data
    extensions = dict(result.extensions or {})
    if len(errors) > MOST_ERRORS:
        extensions["errorsLeftOut"] = len(errors) - MOST_ERRORS
    if extensions:
        body["extensions"] = extensions
    return body


def masked(error: BaseException, *, document: str = "", field: str = "") -> ClientError:
    """What a client sees of our own mistake; the log gets the rest under the same `errorId`."""
    error_id = secrets.token_hex(6)
    log.error(
        "masked as %s: %s, field %s, document %s", error_id, traced(error), field or "-", document or "-"
    )
    return ClientError(
        Code.INTERNAL_SERVER_ERROR,
        f"Something went wrong on our side, not with your request. Tell the operator error id {error_id}.",
        f"服务内部出错，不是您的请求有误。请把错误编号 {error_id} 告诉管理员。",
        errorId=error_id,
    )


class QuietSchema(strawberry.Schema):
    """A schema that leaves logging to this module: Strawberry's own logs every error with the values in it."""

    def process_errors(
        self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None
    ) -> None:
        """Nothing: `response_body` logs what was masked, and a client's mistake is not our error."""


def _public(error: GraphQLError, document: str, translate: Translate) -> dict[str, object]:
    formatted: dict[str, object] = {**error.formatted}
    cause = _cause(error)
    if not _is_for_clients(error, cause):
        known = cause if isinstance(cause, ClientError) else translate(cause)
        said = known or masked(cause, document=document, field=_field(error))
        formatted |= {"message": said.message, "extensions": said.extensions}
    else:
        extensions = dict(error.extensions or {})
        code = extensions.setdefault("code", _code_of(error))
        message = error.message if isinstance(cause, ClientError) else put_right(error.message)
        extensions.setdefault("messageZh", in_chinese(message))
        formatted |= {"message": message, "extensions": {**extensions, "code": str(code)}}
    return formatted


def _cause(error: GraphQLError) -> Exception:
    """The exception at the bottom: graphql-core wraps one for every place that it adds."""
    cause: Exception = error
    while isinstance(cause, GraphQLError) and cause.original_error is not None:
        cause = cause.original_error
    return cause


def _is_for_clients(error: GraphQLError, cause: Exception) -> bool:
    """Only a code, or a complaint of graphql-core about the client's own input, opens the mask."""
    if not isinstance(cause, GraphQLError):
        return False
    if "code" in (error.extensions or {}) or isinstance(
        cause, GraphQLSyntaxError | StrawberryInputCoercionError
    ):
        return True
    return error.original_error is None and error.message.startswith("Argument '")


def _code_of(error: GraphQLError) -> Code:
    return Code.GRAPHQL_PARSE_FAILED if isinstance(error, GraphQLSyntaxError) else Code.BAD_USER_INPUT


def _field(error: GraphQLError) -> str:
    """The field's own name: the path has aliases in it, and those are the client's words."""
    return next((node.name.value for node in error.nodes or () if hasattr(node, "name") and node.name), "")


def traced(error: BaseException) -> str:
    """Types and places of an exception and its causes, innermost last, without one word of their messages."""
    steps: list[str] = []
    step: BaseException | None = error
    while step is not None and len(steps) < 5:
        frames = traceback.extract_tb(step.__traceback__)
        ours = [
            frame for frame in frames if "site-packages" not in frame.filename or "yumiao" in frame.filename
        ][-6:]
        places = " > ".join(f"{frame.filename}:{frame.lineno} {frame.name}" for frame in ours or frames[-1:])
        steps.append(f"{type(step).__module__}.{type(step).__qualname__} [{places}]")
        step = step.__cause__ or (None if step.__suppress_context__ else step.__context__)
    return " from ".join(steps)
