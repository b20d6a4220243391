"""One operation without HTTP: the same schema, the same guard, the same answer (`yumiao ask`)."""

import asyncio
from collections.abc import Mapping
from functools import cache
from typing import Any

from graphql import GraphQLInputObjectType

from api.context import Context
from api.http.errors import QuietSchema, response_body
from api.ports import Office
from api.schema import make_schema
from domain.grades import Viewer


def execute(
    office: Office, viewer: Viewer, text: str, variables: Mapping[str, Any], name: str
) -> dict[str, Any]:
    """The body that HTTP would answer with, as JSON values."""
    run = _schema().execute(
        text,
        variable_values=dict(variables),
        context_value=Context(office, viewer),
        operation_name=name,
    )
    return response_body(asyncio.run(run))


def input_fields(name: str) -> dict[str, str]:
    """The fields of an input type with their types, without the marks of what is required; none for others."""
    found = _schema()._schema.type_map.get(name)
    if not isinstance(found, GraphQLInputObjectType):
        return {}
    return {key: str(field.type).replace("!", "") for key, field in found.fields.items()}


@cache
def _schema() -> QuietSchema:
    return make_schema()
