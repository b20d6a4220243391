"""Refusals of the inner rooms as errors that a client can sort and mend.

`extensions.code` is Apollo's word, which tools sort by: FORBIDDEN where only somebody else may see or do it,
BAD_USER_INPUT for everything that another argument would mend, unknown ids and codes included. Our own stable code
stands in `extensions.reason`.
"""

from api.http.errors import ClientError, Code
from domain.grades import Viewer
from domain.refusal import Refusal

FORBIDDEN = frozenset({"ROLE_MAY_NOT", "REGION_OUTSIDE"})
COUNTY_DIGITS = 6
ARGUMENTS = {"person": "id", "village": "code"}
"""What a read model calls an argument, where its root calls it otherwise."""


def as_error(refusal: Refusal, viewer: Viewer | None = None) -> ClientError:
    """The refusal for a client. For whoever sees a whole county, a region outside of it is merely not there."""
    forbidden = refusal.code in FORBIDDEN
    if refusal.code == "REGION_OUTSIDE" and viewer and len(viewer.region) <= COUNTY_DIGITS:
        forbidden = False
    more: dict[str, object] = {"reason": refusal.code}
    if refusal.path:
        path = [ARGUMENTS.get(step, step) for step in refusal.path]
        more |= {"argument": ".".join(path), "path": path}
    if refusal.rule:
        more["rule"] = refusal.rule
    if refusal.choices:
        more["choices"] = list(refusal.choices)
    code = Code.FORBIDDEN if forbidden else Code.BAD_USER_INPUT
    return ClientError(code, refusal.message, refusal.message_zh, **more)
