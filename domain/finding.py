"""A finding: what the rules say of something that was done all the same. It is shown; it stops nobody."""

from collections.abc import Mapping

import msgspec


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """`rule` of which `version` found it, from which inputs; `message` says what would cure it."""

    code: str
    message: str
    message_zh: str
    rule: str
    version: int
    seen: Mapping[str, int] = {}
