"""What somebody is owed: the next step of due process for each adverse finding, an answer to each open objection."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum

import msgspec

from domain.candidacy import Candidacy, candidacy_of, parties_of
from domain.candidacy.due_process.events import Origin
from domain.candidacy.due_process.state import days_after
from domain.candidacy.events import ExitReason
from domain.ids import CandidacyId, PersonId, VillageCode
from domain.objection.state import Objections
from domain.rule_set import DueProcess, RuleSetPublished, in_force
from domain.vetting_rules import Step


class Matter(StrEnum):
    """What it is about: a finding by its origin, or an objection."""

    SCREENING = "screening"
    AGENCY = "agency"
    JOINT_REVIEW = "joint_review"
    OBJECTION = "objection"


class Owed(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """`since`: noted or lodged on. `due_on`: the last day on which `step` is not late, by the rules of that day."""

    due_on: date
    village: VillageCode
    matter: Matter
    agency: str = ""
    number: int = 0
    since: date
    step: Step
    candidacy: CandidacyId
    last_step_on: date


def owed_to(
    listings: Mapping[PersonId, Mapping[VillageCode, Candidacy]],
    objections: Iterable[Objections],
    rule_sets: Sequence[RuleSetPublished],
) -> tuple[Owed, ...]:
    """Of one human being's records, the soonest first. The dead are owed nothing."""
    found = [
        owed
        for person, listing in listings.items()
        for village, candidacy in listing.items()
        for owed in _findings(candidacy, village, candidacy_of(person, village), rule_sets)
    ]
    for mine in objections:
        for one in mine.open:
            clocks = _clocks(rule_sets, one.lodged.on)
            found.append(
                Owed(
                    due_on=days_after(one.lodged.on, clocks.review_days),
                    village=parties_of(one.candidacy)[1],
                    matter=Matter.OBJECTION,
                    number=one.number,
                    since=one.lodged.on,
                    step=Step.DECIDE_OBJECTION,
                    candidacy=one.candidacy,
                    last_step_on=one.lodged.on,
                )
            )
    return tuple(sorted(found))


def _findings(
    candidacy: Candidacy, village: VillageCode, id_: CandidacyId, rule_sets: Sequence[RuleSetPublished]
) -> Iterable[Owed]:
    if candidacy.why is ExitReason.DECEASED:
        return
    for finding in candidacy.findings:
        step, due = finding.next_step, finding.due_on(_clocks(rule_sets, finding.noted.on))
        if step and due:
            yield Owed(
                due_on=due,
                village=village,
                matter=Matter(finding.origin.value),
                agency=finding.agency if finding.origin is Origin.AGENCY else "",
                since=finding.noted.on,
                step=step,
                candidacy=id_,
                last_step_on=finding.last.on,
            )


def _clocks(rule_sets: Sequence[RuleSetPublished], day: date) -> DueProcess:
    rules = in_force(rule_sets, day)
    return rules.rules.due_process if rules else DueProcess()
