"""What a tab of the explorer holds. It is apart from the page: what names the questions never loads FastAPI."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any


@dataclass(frozen=True, slots=True)
class SampleOperation:
    """A tab: an operation with the variables that make it run as it stands."""

    name: str
    text: str
    variables: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
