"""schemathesis makes up operations from the schema: none of them may find a server error. Quick and seeded."""

from typing import Any

import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance
from starlette.types import ASGIApp, Receive, Scope, Send

from api.app import make_app
from tests.api.counties import busy
from tests.api.offices import PATIENT, office_of

EXAMPLES = 12
MENDABLE = {
    "BAD_USER_INPUT",
    "GRAPHQL_PARSE_FAILED",
    "GRAPHQL_VALIDATION_FAILED",
    "OPERATION_TOO_COMPLEX",
    "OPERATION_TOO_COSTLY",
}


class FromHere:
    """schemathesis comes from `testclient`; the application lets only this machine in."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = [pair for pair in scope.get("headers", ()) if pair[0] != b"host"]
        here = {"client": ("127.0.0.1", 50_000), "headers": [*headers, (b"host", b"127.0.0.1")]}
        await self._app({**scope, **here}, receive, send)


SCHEMA = schemathesis.graphql.from_asgi("/graphql", FromHere(make_app(office_of(busy()), PATIENT)))


@SCHEMA.parametrize()
@settings(
    max_examples=EXAMPLES,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
def test_an_operation_made_up_from_the_schema_is_answered(case: Any) -> None:
    # Made-up ids and dates are refused: that is no failure, so the check that wants every value accepted is left out.
    response = case.call_and_validate(excluded_checks=[positive_data_acceptance])
    assert response.status_code == 200
    for error in response.json().get("errors", ()):
        assert error["extensions"]["code"] in MENDABLE
        assert error["extensions"]["messageZh"]
