"""The same questions over a changed copy: a mentor leaves, somebody withdraws, the cap changes, two villages merge."""

from collections.abc import Iterator

import msgspec

from domain.ids import CandidacyId, PersonId, VillageCode
from domain.refusal import Refusal
from projections.ops import RANK
from services.pairing.problem import MOST_PLACES
from services.proposing.scene import Asked, InNeed, Present, Scene


class WhatIf(msgspec.Struct, frozen=True, kw_only=True):
    """A change that nobody has decided. `villages_merge`: the first village's people and links go to the second."""

    mentors_leave: tuple[PersonId, ...] = ()
    people_withdraw: tuple[PersonId, ...] = ()
    cap_becomes: int | None = None
    villages_merge: tuple[tuple[VillageCode, VillageCode], ...] = ()

    def where(self, village: VillageCode) -> VillageCode:
        """The village that a village has become."""
        seen = {village}
        into = dict(self.villages_merge)
        while (after := into.get(village)) and after not in seen:
            seen.add(after)
            village = after
        return village

    def is_gone(self, person: PersonId) -> bool:
        """As a reserve."""
        return person in self.people_withdraw

    def has_left(self, mentor: PersonId) -> bool:
        """As a mentor."""
        return mentor in self.mentors_leave

    def capacity(self, stated: int | None) -> int | None:
        """A cap holds for everybody; whoever stated fewer keeps to that."""
        if self.cap_becomes is None:
            return stated
        return self.cap_becomes if stated is None else min(stated, self.cap_becomes)


AS_IT_IS = WhatIf()


def must_make_sense(what_if: WhatIf) -> None:
    """Raises: WHAT_IF_CAP, WHAT_IF_MERGE."""
    cap = what_if.cap_becomes
    if cap is not None and not 0 <= cap <= MOST_PLACES:
        raise Refusal(
            "WHAT_IF_CAP",
            f"`capBecomes`: a mentor can take on 0 to {MOST_PLACES} reserves.",
            f"`capBecomes`：每名导师可带 0 至 {MOST_PLACES} 人。",
            path=("whatIf", "capBecomes"),
        )
    if any(start == end or what_if.where(end) == start for start, end in what_if.villages_merge):
        raise Refusal(
            "WHAT_IF_MERGE",
            "`villagesMerge`: give two different villages, the one that goes first.",
            "`villagesMerge`：请填两个不同的村，先填被并入的村。",
            path=("whatIf", "villagesMerge"),
        )


def changed(scene: Scene, what_if: WhatIf) -> Scene:
    """The scene as it would be. Nothing is written; the scene itself stays.

    Raises: WHAT_IF_CAP, WHAT_IF_MERGE.
    """
    must_make_sense(what_if)
    if what_if == AS_IT_IS:
        return scene
    in_need, becomes = _in_need(scene, what_if)
    stays = {one.id for one in in_need}
    return msgspec.structs.replace(
        scene,
        in_need=in_need,
        asked=tuple(_asked(one, what_if) for one in scene.asked if not what_if.has_left(one.id)),
        present=tuple(dict.fromkeys(_present(scene, what_if, becomes, stays))),
        turned_down=tuple(
            msgspec.structs.replace(t, reserve=becomes[t.reserve], village=what_if.where(t.village))
            for t in scene.turned_down
            if becomes.get(t.reserve) in stays
        ),
        kin=tuple(
            one._replace(reserve=becomes[one.reserve])
            for one in scene.kin
            if becomes.get(one.reserve) in stays
        ),
        capacity=scene.capacity if what_if.cap_becomes is None else what_if.cap_becomes,
    )


def _in_need(scene: Scene, what_if: WhatIf) -> tuple[tuple[InNeed, ...], dict[CandidacyId, CandidacyId]]:
    """Who is left, each person once a village; and the candidacy that each has become.

    A merged village is as grave as the graver of the two.
    """
    rows = [one for one in scene.in_need if not what_if.is_gone(one.person)]
    gravest: dict[VillageCode, InNeed] = {}
    for one in rows:
        where = what_if.where(one.village)
        if where not in gravest or RANK[one.village_class] < RANK[gravest[where].village_class]:
            gravest[where] = one
    rows.sort(key=lambda one: (what_if.where(one.village) != one.village, one.village, one.id))
    found: dict[tuple[PersonId, VillageCode], InNeed] = {}
    becomes: dict[CandidacyId, CandidacyId] = {}
    for one in rows:
        where = what_if.where(one.village)
        model = gravest[where]
        kept = found.setdefault(
            (one.person, where),
            msgspec.structs.replace(one, village=where, village_class=model.village_class, roles=model.roles),
        )
        becomes[one.id] = kept.id
    return tuple(sorted(found.values(), key=lambda one: (one.village, one.id))), becomes


def _asked(one: Asked, what_if: WhatIf) -> Asked:
    villages = tuple(sorted({what_if.where(village) for village in one.villages}))
    gained = {village[:9] for village in villages} - {village[:9] for village in one.villages}
    return msgspec.structs.replace(
        one,
        villages=villages,
        townships=tuple(sorted({*one.townships, *gained})),
        capacity=what_if.capacity(one.capacity),
    )


def _present(
    scene: Scene, what_if: WhatIf, becomes: dict[CandidacyId, CandidacyId], stays: set[CandidacyId]
) -> Iterator[Present]:
    """A mentor who has left no longer fills their roles."""
    for tie in scene.present:
        after = becomes.get(tie.reserve)
        if after and after in stays and not what_if.has_left(tie.mentor):
            yield msgspec.structs.replace(tie, reserve=after)
