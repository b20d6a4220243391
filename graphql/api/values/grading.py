"""How sensitive a field of an answer is. Every field carries its grade; a test refuses one without."""

from collections.abc import Mapping
from types import MappingProxyType

from domain.grades import Grade

P0: Mapping[str, Grade] = MappingProxyType({"grade": Grade.P0})
"""Of the register, the answer itself or the reader: `strawberry.field(description=…, metadata=P0)`."""
P1: Mapping[str, Grade] = MappingProxyType({"grade": Grade.P1})
"""Work: names, ages, posts, counts."""
P2: Mapping[str, Grade] = MappingProxyType({"grade": Grade.P2})
"""Personal contact."""
P3: Mapping[str, Grade] = MappingProxyType({"grade": Grade.P3})
"""Sensitive: only for an open case, and each view is recorded."""
BY_FIELD: Mapping[str, str] = MappingProxyType({"grade": "by the field named beside it"})
"""A value whose grade is that of the domain field that the same object names; the read model masks it."""
