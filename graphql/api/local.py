"""One operation without HTTP: the same schema, the same guard, the same answer (`yumiao ask`)."""

import asyncio
from collections.abc import Mapping
from functools import cache
from typing import Any

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


@cache
def _schema() -> QuietSchema:
    return make_schema()
