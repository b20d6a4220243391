"""Question 4 over a recount: walk every event of every candidacy, keep a list, count the days one by one."""

from datetime import date
from typing import Any

from domain.candidacy import events as vetting
from domain.candidacy import parties_of
from domain.candidacy.due_process import events as steps
from domain.objection.events import ObjectionDecided, ObjectionLodged
from domain.recorded import Recorded
from domain.rule_set import DueProcess
from domain.rule_set import in_force as rules_in_force
from projections.oracle.recount import Recount
from projections.oracle.soul import Soul

Row = tuple[date, str, str, str, str, str]
"""(due on, village, matter, agency or number, next step, person)."""


def due_rows(told: Recount, region: str) -> list[Row]:
    """Everything that somebody of a region is owed, in order."""
    rows: list[Row] = []
    for soul in told.souls:
        for record in soul.records:
            rows += _of_findings(told, soul, record)
            rows += _of_objections(told, soul, record)
    return sorted(row for row in rows if row[1].startswith(region))


def _of_findings(told: Recount, soul: Soul, record: str) -> list[Row]:
    rows: list[Row] = []
    for village in {parties_of(r.event.candidacy)[1] for r in told.vetting}:
        mine = [r for r in told.vetting if parties_of(r.event.candidacy) == (record, village)]
        mine = [r for r in mine if r.topic.startswith("candidacy.")]
        exits = [r.event for r in mine if isinstance(r.event, vetting.ReserveExited)]
        proposed_since = any(
            isinstance(r.event, vetting.CandidateProposed) for r in mine[_last(mine, exits) :]
        )
        dead = bool(exits) and exits[-1].why is vetting.ExitReason.DECEASED and not proposed_since
        for finding in [] if dead else _walked(mine):
            step = _next(finding)
            if step:
                days = getattr(_clocks(told, finding["noted"]), DAYS[step])
                due = date.fromordinal(finding["noted"].toordinal() + days)
                rows.append((due, village, finding["matter"], finding["agency"], step, soul.id))
    return rows


DAYS = {
    "inform": "inform_days",
    "hear": "hear_days",
    "settle_finding": "decide_days",
    "answer_finding": "decide_days",
}


def _last(mine: list[Recorded], exits: list[Any]) -> int:
    return max((at for at, r in enumerate(mine) if exits and r.event is exits[-1]), default=0)


def _walked(mine: list[Recorded]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for r in mine:
        new = _adverse(r.event)
        if new:
            same = [f for f in found if (f["matter"], f["agency"]) == new and _next(f)]
            if same:
                same[0]["noted"] = min(same[0]["noted"], r.true_from)
            else:
                found.append({"matter": new[0], "agency": new[1], "noted": r.true_from, "done": {}})
        elif isinstance(r.event, steps.DueProcessEvent) and r.event.private:
            which = (str(r.event.private.origin), r.event.private.agency)
            ours = [f for f in found if (f["matter"], f["agency"]) == which]
            if ours:
                ours[-1]["done"][type(r.event).__name__] = r.event
    return found


def _adverse(event: Any) -> tuple[str, str] | None:
    bad = vetting.Outcome.NOT_CLEAR
    match event:
        case vetting.TownshipScreened(outcome=outcome) if outcome is bad:
            return "screening", ""
        case vetting.JointReviewConcluded(outcome=outcome) if outcome is bad:
            return "joint_review", ""
        case vetting.EarlierReviewRecorded(outcome=outcome) if outcome is bad:
            return str(event.stage), ""
        case vetting.OpinionRecorded(private=said) if said and said.answer is vetting.Answer.ADVERSE:
            return "agency", event.agency
        case _:
            return None


def _next(finding: dict[str, Any]) -> str | None:
    done = finding["done"]
    if "SubjectInformed" not in done:
        settled = done.get("FindingSettled")
        return None if settled and settled.settlement is steps.Settlement.WITHDRAWN else "inform"
    if "StatementHeard" not in done and "FindingSettled" not in done:
        return "hear"
    if "FindingSettled" not in done:
        return "settle_finding"
    return None if "FindingAnswered" in done else "answer_finding"


def _of_objections(told: Recount, soul: Soul, record: str) -> list[Row]:
    mine = [r for r in told.vetting if r.topic.startswith("objection.") and r.event.person == record]
    answered = {r.event.number for r in mine if isinstance(r.event, ObjectionDecided)}
    rows: list[Row] = []
    for r in mine:
        if isinstance(r.event, ObjectionLodged) and r.event.number not in answered:
            due = date.fromordinal(r.true_from.toordinal() + _clocks(told, r.true_from).review_days)
            village = parties_of(r.event.candidacy)[1]
            rows.append((due, village, "objection", str(r.event.number), "decide_objection", soul.id))
    return rows


def _clocks(told: Recount, day: date) -> DueProcess:
    rules = rules_in_force(told.published, day)
    return rules.rules.due_process if rules else DueProcess()
