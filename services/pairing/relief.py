"""The fewest extra places that would cover everybody who can be covered at all, and with whom."""

from collections.abc import Mapping

import msgspec

from domain.rule_set import MentorRole
from services.pairing.problem import Need
from services.pairing.proposal import Proposal
from services.pairing.reasons import counted
from services.pairing.search.flow import Flow
from services.pairing.search.network import Network, scale_for, slot_costs
from services.pairing.search.seating import NOWHERE
from services.pairing.search.solving import Solved


class Relief(msgspec.Struct, frozen=True, kw_only=True):
    """`extra`: places to add, by mentor; no smaller sum covers as many. Equal sums: the lowest squares of load."""

    extra: Mapping[str, int]
    still_uncovered: tuple[Need, ...]
    message: str
    message_zh: str


def relief(proposal: Proposal, most_each: int = 3) -> Relief:
    """`most_each`: no mentor is given more extra places than this."""
    extra: dict[str, int] = {}
    still: list[Need] = []
    for solved in proposal.solved:
        if NOWHERE in solved.flow.seat:
            _relieve(solved, most_each, proposal.problem.policy.work_bound, extra, still)
    message, message_zh = _told(extra, len(still))
    return Relief(
        extra=dict(sorted(extra.items())),
        still_uncovered=tuple(sorted(still)),
        message=message,
        message_zh=message_zh,
    )


def _told(extra: Mapping[str, int], still: int) -> tuple[str, str]:
    total = sum(extra.values())
    if not total:
        return (
            f"Extra places change nothing; {counted(still, 'demand')} uncovered.",
            f"增加名额不起作用；{still}项无人可配。",
        )
    where = ", ".join(f"{mentor} +{n}" for mentor, n in sorted(extra.items()))
    where_zh = "、".join(f"{mentor}增加{n}个" for mentor, n in sorted(extra.items()))
    return (
        f"{counted(total, 'extra place')} will do ({where}); {counted(still, 'demand')} uncovered even then.",
        f"增加{total}个名额即可（{where_zh}）；仍有{still}项无人可配。",
    )


def _relieve(solved: Solved, spare: int, bound: int, extra: dict[str, int], still: list[Need]) -> None:
    scale = scale_for(solved.part, solved.flow.network.scale.terms, spare)
    network = Network(solved.part, scale)
    network.slots = [slot_costs(places, scale, spare) for places in network.places]
    flow = Flow(network, [places + spare for places in network.places])
    flow.insert_all(bound)
    for at, mentor in enumerate(network.mentors):
        if (over := len(flow.seated[at]) - network.places[at]) > 0:
            extra[mentor] = over
    for wish, place in zip(solved.part.wishes, flow.seat, strict=True):
        if place == NOWHERE:
            still.append((wish.reserve, MentorRole(wish.role)))
