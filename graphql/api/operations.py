"""The named questions and commands that lie beside the schema, for the explorer and for whoever runs them all."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

from api.http.explore.sample import SampleOperation

FOLDER = Path(__file__).parent.parent / "operations"
FIRST = ("VillagesLackingReserves", "Coverage", "StructureByTownship", "MentorLoads", "People", "Search")
"""Tabs that run as they stand come first."""
VARIABLES: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {
        "VillagesLackingReserves": {"counting": "ON_ROSTER", "first": 20},
        "Coverage": {"counting": "ON_ROSTER"},
        "StructureByTownship": {"counting": "ON_ROSTER"},
        "People": {"terms": "GENERAL", "notYetConsidered": True, "first": 20},
        "Search": {"text": "王"},
    }
)


def texts() -> Mapping[str, str]:
    """Every operation file by its name, in the order of names."""
    return {path.stem: path.read_text("utf-8") for path in sorted(FOLDER.glob("*.graphql"))}


def samples() -> Sequence[SampleOperation]:
    """The explorer's tabs."""
    found = texts()
    names = [name for name in FIRST if name in found] + [name for name in found if name not in FIRST]
    return [SampleOperation(name, found[name], VARIABLES.get(name, {})) for name in names]
