from tests.api.audit.auditing import AUDITS, audit, require_node
from tests.api.http.serving import served
from tests.api.http.toy import toy_app


def test_every_audit_of_graphql_over_http_passes() -> None:
    require_node()
    with served(toy_app()) as url:
        score = audit(f"{url}/graphql")
    assert score.failed == ()
    assert score.passed == AUDITS


def test_without_the_preflight_header_only_the_optional_get_audits_fail() -> None:
    require_node()
    with served(toy_app()) as url:
        score = audit(f"{url}/graphql", headers={})
    assert sorted(line.split()[1] for line in score.failed) == ["5A70", "6A70", "D6D5"]
    assert all(line.startswith("notice") for line in score.failed)
