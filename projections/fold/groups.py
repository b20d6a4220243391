"""Who is what, per region of any length: so that a question about few people looks at few."""

from enum import StrEnum

from domain.ids import PersonId
from domain.ledger import LedgerKind
from projections.fold.human import Human
from projections.ops import prefixes


class Group(StrEnum):
    """What somebody is, apart from their standing as a reserve."""

    EXCELLENT = "excellent"
    CONTACTED = "contacted"
    NATIVE = "native"
    """Named by a ledger of natives outside."""
    INCUMBENT = "incumbent"
    WATCHED = "watched"
    TIED = "tied"


def groups_of(human: Human) -> frozenset[Group]:
    """The groups that a person belongs to."""
    is_so = {
        Group.EXCELLENT: human.outreach.excellent,
        Group.CONTACTED: bool(human.outreach.attempts),
        Group.NATIVE: LedgerKind.TALENTS in human.kinds,
        Group.INCUMBENT: bool(human.serves),
        Group.WATCHED: bool(human.outreach.watching),
        Group.TIED: bool(human.kin),
    }
    return frozenset(group for group, so in is_so.items() if so)


class Groups:
    """Ids by group and region, kept as people change."""

    def __init__(self) -> None:
        self._in: dict[tuple[Group, str], set[PersonId]] = {}

    def put(self, human: Human) -> None:
        """A person as they are now."""
        for key in _keys(human):
            self._in.setdefault(key, set()).add(human.id)

    def drop(self, human: Human) -> None:
        """A person as they were until now."""
        for key in _keys(human):
            self._in[key].discard(human.id)

    def of(self, group: Group, region: str) -> list[PersonId]:
        """By id; those of the empty region are all there are. O(answer)."""
        return sorted(self._in.get((group, region), ()))


def _keys(human: Human) -> set[tuple[Group, str]]:
    """Where the person belongs; somebody on a watch list, where they are watched."""
    found = set()
    for group in groups_of(human):
        places = human.outreach.watching if group is Group.WATCHED else human.places
        found |= {(group, prefix) for code in places for prefix in prefixes(code)} | {(group, "")}
    return found
