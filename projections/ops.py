"""What the fold tells every engine: absolute facts about nodes and edges, each under its key.

Ids and coarse attributes only: no name, telephone or id number of a person enters a graph. Every operation says what
is so, never what to add, so that the same one twice is the same once.
"""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple, TypeAlias

import msgspec

from domain.rule_set import R40, R41, MentorRole, Surveying, TalkGroup, VillageClass

Scalar: TypeAlias = str | int | bool | None
Props: TypeAlias = Mapping[str, Scalar]

CLASSES = (VillageClass.DIFFICULT, VillageClass.KEY, VillageClass.ORDINARY)
"""In the order of every list: rank 0, 1, 2."""
RANK: Mapping[str, int] = {kind: rank for rank, kind in enumerate(CLASSES)}


NO_GROUP = "-"
"""Among a village's interviews by group: it has nobody of the group."""
_SURVEYING = Surveying()


class Label(StrEnum):
    """What a node is."""

    __hash__ = str.__hash__  # an Enum's own is a Python call, and every graph look-up hashes a label

    PROVINCE = "Province"
    CITY = "City"
    COUNTY = "County"
    TOWNSHIP = "Township"
    VILLAGE = "Village"
    PERSON = "Person"


class PersonRole(StrEnum):
    """What a person is to the county; a person may be several (further labels in Neo4j)."""

    MEMBER = "Member"
    TALENT = "Talent"
    RESERVE = "Reserve"
    MENTOR = "Mentor"
    LEADER = "Leader"
    """A county leader who sponsors townships (R41)."""
    INCUMBENT = "Incumbent"
    """The present secretary of a village."""


class EdgeKind(StrEnum):
    """How two nodes belong together."""

    __hash__ = str.__hash__

    PART_OF = "PART_OF"
    NATIVE_OF = "NATIVE_OF"
    MEMBER_AT = "MEMBER_AT"
    RESERVE_FOR = "RESERVE_FOR"
    """Only while on the roster. `cleared_through`: the last day on which the clearance holds, or None.
    `admitted_on`: the day of the admission, or None."""
    MENTORS = "MENTORS"
    """From mentor to reserve; the edge's key is the village of the candidacy. `source`: decided, or a ledger's name."""
    LINKED_TO = "LINKED_TO"
    """A mentor's area: villages, else the township, else the county."""
    WILLING_TO_RETURN_TO = "WILLING_TO_RETURN_TO"
    SERVES = "SERVES"
    TIED_TO = "TIED_TO"
    """Kin that a named person recorded, once a pair, from the smaller id; `kin`: what the end is to the start."""


class NodeKey(NamedTuple):
    """A node's label and code or id."""

    label: Label
    key: str


class EdgeKey(NamedTuple):
    """One edge; `key` tells parallel ones apart."""

    kind: EdgeKind
    start: NodeKey
    end: NodeKey
    key: str = ""


class PutNode(msgspec.Struct, frozen=True):
    """The node is so: all of its properties, whatever it had before."""

    node: NodeKey
    props: Props
    roles: tuple[PersonRole, ...] = ()


class DropNode(msgspec.Struct, frozen=True):
    """The node is gone; its edges went before."""

    node: NodeKey


class PutEdge(msgspec.Struct, frozen=True):
    """The edge is so: all of its properties."""

    edge: EdgeKey
    props: Props


class DropEdge(msgspec.Struct, frozen=True):
    """The edge is gone."""

    edge: EdgeKey


class Policy(msgspec.Struct, frozen=True, order=True):
    """What counting needs of one rule set version. `wanted` by class, in the order of CLASSES."""

    effective_from: date
    version: int
    wanted: tuple[int, int, int]
    warn_over: int
    alarm_over: int
    capacity: int
    talk_every_days: int = 30
    roles: tuple[tuple[MentorRole, ...], ...] = (R41, R41, R40)
    """The mentors a reserve needs, by class."""
    talks_min: tuple[int, ...] = tuple(_SURVEYING.talks_min[group] for group in TalkGroup)
    """Interviews a village's survey owes each group."""
    cadre_groups: tuple[bool, ...] = tuple(group in _SURVEYING.cadre_groups for group in TalkGroup)
    cadre_percent_max: int = _SURVEYING.cadre_percent_max


class PutPolicies(msgspec.Struct, frozen=True):
    """Every version of the rules; which one is in force depends on the day."""

    policies: tuple[Policy, ...]


class SetDay(msgspec.Struct, frozen=True):
    """The day for which answers are given has moved."""

    day: date


Op: TypeAlias = PutNode | DropNode | PutEdge | DropEdge | PutPolicies | SetDay

DEFAULT_POLICY = Policy(date.min, 0, (1, 1, 1), 3, 5, 5)
"""Before any rule set is in force: one reserve wanted per village; the thresholds of definition 12."""


def policy_on(policies: tuple[Policy, ...], day: date) -> Policy:
    """The version in force on a day: the latest that has taken effect."""
    return max((p for p in policies if p.effective_from <= day), default=DEFAULT_POLICY)


def person(key: str) -> NodeKey:
    """A person's node."""
    return NodeKey(Label.PERSON, key)


_LABELS = {2: Label.PROVINCE, 4: Label.CITY, 6: Label.COUNTY, 9: Label.TOWNSHIP, 12: Label.VILLAGE}


def place(code: str) -> NodeKey:
    """A region's node, by the length of its code."""
    return NodeKey(_LABELS[len(code)], code)


LEVELS = (2, 4, 6, 9, 12)


@lru_cache(maxsize=65_536)
def prefixes(code: str) -> tuple[str, ...]:
    """The regions that a place lies in, itself last; the empty one (everything) first."""
    return ("", *(code[:n] for n in LEVELS if n <= len(code)))
