"""What the graph is told of a person or a place: coarse attributes, and edges with the day they hold from."""

from collections.abc import Mapping
from datetime import date
from itertools import pairwise

from domain.classifying.state import class_in_force
from domain.ledger import LedgerKind
from domain.rule_set import TalkGroup, VillageClass
from domain.survey import Survey
from projections.fold.human import Human
from projections.fold.mentors import MentorTie
from projections.fold.record import Record
from projections.ops import (
    CLASSES,
    NO_GROUP,
    EdgeKey,
    EdgeKind,
    PersonRole,
    Policy,
    Props,
    PutNode,
    person,
    place,
)

WILLING = frozenset({"yes", "as_arranged"})
Edges = dict[EdgeKey, Props]


def person_node(human: Human) -> PutNode:
    """A birth as year and month, the education level, the sex, the day of the last talk: nothing that names anybody."""
    return PutNode(
        person(human.id),
        {
            "sex": human.sex,
            "birth": str(human.birth)[:7] if human.birth else None,
            "education": human.education,
            "capacity": human.area.capacity if human.area else None,
            "last_talk": str(human.last_talk) if human.last_talk else None,
        },
        roles_of(human),
    )


def roles_of(human: Human) -> tuple[PersonRole, ...]:
    """In the order of PersonRole."""
    is_so = {
        PersonRole.MEMBER: LedgerKind.MEMBERS in human.kinds,
        PersonRole.TALENT: LedgerKind.TALENTS in human.kinds,
        PersonRole.RESERVE: bool(human.roster),
        PersonRole.MENTOR: human.area is not None,
        PersonRole.LEADER: human.area is not None and "county_sponsor" in human.area.roles,
        PersonRole.INCUMBENT: bool(human.serves),
    }
    return tuple(role for role in PersonRole if is_so[role])


def person_edges(human: Human, ties: Mapping[str, tuple[MentorTie, ...]], record: Record) -> Edges:
    """All edges that a person's own record decides; MENTORS edges stand with the reserve."""
    me = person(human.id)
    edges: Edges = {}

    def tie(kind: EdgeKind, end: str | None, since: date | None, **more: str | bool | None) -> None:
        if end and in_register(end, record):
            edges[EdgeKey(kind, me, place(end))] = {"since": str(since) if since else None, **more}

    tie(EdgeKind.MEMBER_AT, human.member_at, human.member_since, considered=human.considered)
    native_since = max(
        (c.since for c in human.claims if c.event.source.kind == LedgerKind.TALENTS), default=None
    )
    tie(EdgeKind.NATIVE_OF, human.native_of, native_since)
    if human.value("willingness_to_return") in WILLING:
        tie(EdgeKind.WILLING_TO_RETURN_TO, human.native_of or human.member_at, native_since)
    for served in human.serves:
        tie(EdgeKind.SERVES, served, record.villages[served].claims[-1][0])
    if human.area:
        county = record.county.code if record.county else None
        for code in human.area.villages or (human.area.township or county,):
            tie(EdgeKind.LINKED_TO, code, human.area.since)
    for village, candidate in human.candidates.items():
        if candidate.on_roster:
            through, admitted = candidate.cleared_through, candidate.admitted_on
            tie(
                EdgeKind.RESERVE_FOR,
                village,
                candidate.since,
                cleared_through=str(through) if through else None,
                admitted_on=str(admitted) if admitted else None,
            )
            for pairing in ties.get(village, ()):
                edges[EdgeKey(EdgeKind.MENTORS, person(pairing.mentor), me, village)] = {
                    "since": str(pairing.since) if pairing.since else None,
                    "source": pairing.source.value,
                    "role": pairing.role,
                }
    return edges


def in_register(code: str, record: Record) -> bool:
    """Whether the graph has the place: an edge to any other waits until the register does."""
    county = record.county.code if record.county else None
    return code in record.registered or code in record.townships or code == county


def village_node(code: str, record: Record, pending: int) -> PutNode:
    """A village with its class by decision, else by the claim in force; with neither it is ordinary and unclassified.

    `interviews`: by group in their order, parted by blanks; NO_GROUP where the village has nobody of it.
    """
    registered = record.registered[code]  # type: ignore[index]
    village = record.villages.get(registered.code)
    claim = village.claim_at(date.max) if village else None
    said = claim.facts.get("classification", "") if claim else ""
    standing, survey = record.surveyed.standing(code), record.surveyed.survey(code)
    kind, classified = class_in_force(standing, said)
    plan = standing.open_plan
    return PutNode(
        place(code),
        {
            "name": registered.name,
            "counts": registered.counts,
            "classification": kind.value,
            "classified": classified,
            "pending_rows": pending,
            "plan_due": str(plan.due) if plan else None,
            "survey": reached_by(survey),
            "interviews": interviews_of(survey),
        },
    )


def reached_by(survey: Survey) -> str | None:
    """The last step that a survey has done; None: nobody went there yet."""
    if survey.opened_on is None:
        return None
    if survey.concluded_on:
        return "ASSESSED" if survey.meetings else "CONCLUDED"
    return "VISITED" if survey.interviews else "OPENED"


def interviews_of(survey: Survey) -> str | None:
    """How often each group was heard."""
    if survey.opened_on is None:
        return None
    heard = survey.heard
    return " ".join(NO_GROUP if group in survey.absent else str(heard[group]) for group in TalkGroup)


def region_nodes(code: str, record: Record) -> tuple[list[PutNode], Edges]:
    """A place's region nodes down from its province, with the names that the register has."""
    names = dict(record.townships)
    if record.county:
        names[record.county.code] = record.county.name
    chain = [place(code[:n]) for n in (2, 4, 6, 9) if n <= len(code)]
    if len(code) == 12:
        chain.append(place(code))
    nodes = [PutNode(node, {"name": names.get(node.key, "")}) for node in chain if len(node.key) < 12]
    edges: Edges = {EdgeKey(EdgeKind.PART_OF, lower, upper): {} for upper, lower in pairwise(chain)}
    return nodes, edges


def policies_of(record: Record) -> tuple[Policy, ...]:
    """Every published version, oldest first."""
    return tuple(
        sorted(
            Policy(
                p.effective_from,
                p.version,
                (
                    p.rules.reserves_wanted.get(VillageClass.DIFFICULT, 1),
                    p.rules.reserves_wanted.get(VillageClass.KEY, 1),
                    p.rules.reserves_wanted.get(VillageClass.ORDINARY, 1),
                ),
                p.rules.mentors.warn_over,
                p.rules.mentors.alarm_over,
                p.rules.mentors.capacity,
                p.rules.mentoring.talk_every_days,
                tuple(p.rules.mentoring.roles.get(kind, ()) for kind in CLASSES),
                tuple(p.rules.surveying.talks_min.get(group, 0) for group in TalkGroup),
                tuple(group in p.rules.surveying.cadre_groups for group in TalkGroup),
                p.rules.surveying.cadre_percent_max,
            )
            for p in record.rule_sets
        )
    )
