"""A pairing problem with its answer and proof as plain data, for whoever checks it outside (docs/pairing.md)."""

from collections.abc import Mapping
from typing import Any

from domain.grades import Viewer
from domain.rule_set import MentorRole
from projections.answer import PersonRef, VillageRef
from projections.scope import region_ref, village_ref
from projections.world import World
from services.pairing.alternatives import LEVEL_WORDS, LEVELS
from services.pairing.draw import digest, lot
from services.pairing.problem import RANKS, REASON_WORDS, ROLE_WORDS, Order
from services.pairing.proof import Prices
from services.pairing.proposal import Objective
from services.proposing.page import Teller
from services.proposing.proposing import Proposed, Wanted, propose_for

FORMAT = "yumiao.pairing.v1"
Json = dict[str, Any]


def pairing_document(world: World, viewer: Viewer, wanted: Wanted) -> Json:
    """Raises: what `propose_for` raises."""
    found = propose_for(world, viewer, wanted)
    tell, problem = Teller(world, viewer, found), found.proposal.problem
    region = region_ref(world, found.region)
    return {
        "format": FORMAT,
        "region": {"code": region.code, "name": region.name},
        "onDate": str(world.on_date),
        "position": str(world.position),
        "counting": wanted.counting.value,
        "rebalance": wanted.rebalance,
        "policy": _policy(found),
        "demands": _demands(world, found, tell),
        "mentors": _mentors(found, tell),
        "arcs": _arcs(found),
        "current": [
            {
                "demand": demand_id(pair.reserve, pair.role),
                "mentor": pair.mentor,
                "source": found.posed.filled[pair.reserve, pair.role].source.value,
            }
            for pair in problem.current
        ],
        "ties": [{"reserve": tie.reserve, "mentor": tie.mentor, "kind": tie.kind} for tie in problem.ties],
        "proposal": _proposal(found, tell),
        "certificate": _certificate(found),
        "leftOut": [
            {"mentor": out.mentor, "code": out.code, "message": out.message, "messageZh": out.message_zh}
            for out in found.posed.left_out
        ],
        "remarks": [_message(remark.code, remark.message, remark.message_zh) for remark in found.remarks],
    }


def demand_id(reserve: str, role: MentorRole) -> str:
    """One role of one candidacy."""
    return f"{reserve}:{role}"


def _policy(found: Proposed) -> Json:
    policy = found.proposal.problem.policy
    return {
        "levels": [level.upper() for level in LEVELS[policy.order]],
        "priorities": {kind.value: rank for kind, rank in RANKS.items()},
        "points": {
            reason.value: {
                "points": policy.points[reason],
                "label": REASON_WORDS[reason][0],
                "labelZh": REASON_WORDS[reason][1],
            }
            for reason in policy.points
        },
        "oneRolePerMentorAndReserve": True,
        "heightPerConnectedPart": policy.order is Order.BALANCE_FIRST,
        "workBound": policy.work_bound,
    }


def _demands(world: World, found: Proposed, tell: Teller) -> list[Json]:
    return [
        {
            "id": demand_id(reserve.id, role),
            "reserve": reserve.id,
            "person": _named(tell.person(reserve.person)),
            "village": _named_village(village_ref(world, reserve.village)),
            "class": reserve.village_class.value,
            "priority": RANKS[reserve.village_class],
            "role": role.value,
            "roleZh": ROLE_WORDS[role][1],
        }
        for reserve in found.proposal.problem.reserves
        for role in reserve.roles
    ]


def _named(person: PersonRef) -> Json:
    return {"id": person.id, "name": person.name}


def _named_village(village: VillageRef) -> Json:
    return {"code": village.code, "name": village.name}


def _mentors(found: Proposed, tell: Teller) -> list[Json]:
    """`capacity`: places that the proposal may fill here; who is away has none."""
    asked = {one.id: one for one in found.posed.scene.asked}
    rows = []
    for mentor in found.proposal.problem.mentors:
        one, person = asked[tell.person(mentor.id).id], tell.person(mentor.id)
        rows.append(
            {
                "id": mentor.id,
                "name": person.name,
                "roles": [role.value for role in mentor.roles],
                "townships": list(mentor.townships),
                "villages": list(mentor.villages),
                "capacity": 0 if mentor.absent else mentor.capacity,
                "canTakeOn": found.posed.scene.capacity if one.capacity is None else one.capacity,
                "stated": one.capacity is not None,
                "elsewhere": one.elsewhere,
                "loadToday": found.posed.loads[mentor.id],
                "absent": mentor.absent,
            }
        )
    return rows


def _arcs(found: Proposed) -> list[Json]:
    """Only those that may really be taken: no tie, and a mentor with a place."""
    problem, points = found.proposal.problem, found.proposal.problem.policy.points
    tied = {(tie.reserve, tie.mentor) for tie in problem.ties}
    open_ = {m.id for m in problem.mentors if m.capacity and not m.absent}
    return [
        {
            "demand": demand_id(arc.reserve, arc.role),
            "mentor": arc.mentor,
            "suitability": sum(points[reason] for reason in arc.reasons),
            "reasons": [reason.value for reason in arc.reasons],
            "lot": lot(digest(arc.reserve, arc.role), digest(arc.mentor)),
        }
        for arc in problem.arcs
        if arc.mentor in open_ and (arc.reserve, arc.mentor) not in tied
    ]


def _proposal(found: Proposed, tell: Teller) -> Json:
    proposal = found.proposal
    order = proposal.problem.policy.order
    status = {(str(row.reserve), row.role): row for row in found.all_rows}
    return {
        "pairs": [
            {
                "demand": demand_id(pair.reserve, pair.role),
                "mentor": pair.mentor,
                "status": status[pair.reserve, pair.role].status.value,
                "waits": status[pair.reserve, pair.role].waits,
            }
            for pair in proposal.pairs
        ],
        "uncovered": [demand_id(reserve, role) for reserve, role in proposal.uncovered],
        "cost": _levels(order, proposal.objective),
        "costToday": _levels(order, found.today),
        "proved": proposal.is_proved,
        "certificateChecked": not found.doubts,
        "gaps": [
            {
                **_message(gap.code, tell.words(gap.message), tell.words(gap.message_zh)),
                "reserves": list(gap.reserves),
                "without": [demand_id(*need) for need in gap.without],
                "mentors": list(gap.mentors),
                "places": gap.places,
                "shortBy": gap.short_by,
            }
            for gap in found.gaps
        ],
        "relief": {
            "extra": dict(found.relief.extra),
            "stillUncovered": [demand_id(*need) for need in found.relief.still_uncovered],
            "message": tell.words(found.relief.message),
            "messageZh": tell.words(found.relief.message_zh),
        },
    }


def _levels(order: Order, objective: Objective) -> list[Json]:
    return [
        {
            "level": level.upper(),
            "label": LEVEL_WORDS[level][0],
            "labelZh": LEVEL_WORDS[level][1],
            "value": str(getattr(objective, level)),
        }
        for level in LEVELS[order]
    ]


def _certificate(found: Proposed) -> Json:
    return {
        "parts": [
            {
                "share": part.share,
                "coverage": _prices(part.coverage),
                "lower": _prices(part.lower),
                "allLevels": _prices(part.all_levels),
            }
            for part in found.certificate.parts
        ]
    }


def _prices(prices: Prices) -> Json:
    def rows(table: Mapping[str, tuple[int, ...]]) -> Json:
        return {key: list(row) for key, row in sorted(table.items())}

    return {
        "mentors": rows(prices.mentors),
        "twice": {reserve: rows(by_mentor) for reserve, by_mentor in sorted(prices.twice.items())},
    }


def _message(code: str, message: str, message_zh: str) -> Json:
    return {"code": code, "message": message, "messageZh": message_zh}
