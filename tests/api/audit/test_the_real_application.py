"""The GraphQL-over-HTTP audit, against the application that people are served."""

from api.app import make_app
from tests.api.audit.auditing import AUDITS, audit, require_node
from tests.api.counties import busy
from tests.api.http.serving import served
from tests.api.offices import office_of


def test_every_audit_of_graphql_over_http_passes() -> None:
    require_node()
    with served(make_app(office_of(busy()))) as url:
        score = audit(f"{url}/graphql")
    assert score.failed == ()
    assert score.passed == AUDITS
