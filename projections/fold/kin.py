"""Recorded ties as edges, and under which names people decided about which candidacies."""

from collections.abc import Mapping

from domain.ids import PersonId
from projections.fold.human import Human
from projections.ops import EdgeKey, EdgeKind, Props, person

Matter = tuple[PersonId, str]
"""Whose candidacy, for which village."""


def kin_edges(human: Human, human_of: Mapping[PersonId, PersonId]) -> dict[EdgeKey, Props]:
    """One edge a pair, standing with the smaller id; whoever was forgotten is no end of one."""
    edges: dict[EdgeKey, Props] = {}
    for record in sorted(human.kin, key=lambda r: human.kin[r].at):
        other, tie = human_of.get(record), human.kin[record]
        if other and human.id < other:
            edge = EdgeKey(EdgeKind.TIED_TO, person(human.id), person(other))
            edges[edge] = {"since": str(tie.at[0]), "kin": tie.kind}
    return edges


def deciders_of(human: Human) -> set[tuple[str, Matter]]:
    """(name, matter) of everybody who proposed, screened, concluded or admitted a person."""
    found = set()
    for village, candidate in human.candidates.items():
        for decided in candidate.decisions:
            made = (decided.proposed, decided.admitted, *(review.made for review in decided.reviews.values()))
            found |= {(one.by, (human.id, village)) for one in made if one and one.by}
    return found


class DeciderBook:
    """Matters by the name of whoever decided; kept as people change. A name is no identity: namesakes share it."""

    def __init__(self) -> None:
        self._of: dict[str, set[Matter]] = {}

    def put(self, human: Human) -> None:
        """A person as they are now."""
        for name, matter in deciders_of(human):
            self._of.setdefault(name, set()).add(matter)

    def drop(self, human: Human) -> None:
        """A person as they were until now."""
        for name, matter in deciders_of(human):
            self._of[name].discard(matter)

    def by(self, name: str) -> list[Matter]:
        """What somebody of that name decided, in order."""
        return sorted(self._of.get(name, ()))
