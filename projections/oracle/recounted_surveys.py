"""Questions 13, 24 and the plans over a recount: every village's survey counted from its events, one by one."""

from typing import Any

from domain.classifying.events import VillagePlanned
from domain.ledger import LedgerKind
from domain.rule_set import Surveying, TalkGroup, VillageClass
from domain.survey.events import (
    AssessmentMeetingHeld,
    GroupDeclaredAbsent,
    InterviewRecorded,
    MemberConsidered,
    SurveyConcluded,
    SurveyOpened,
)
from projections.oracle.recount import Recount

ORDER = [VillageClass.DIFFICULT, VillageClass.KEY, VillageClass.ORDINARY]


def of_village(told: Recount, code: str) -> dict[str, Any]:
    """One village's survey of the cycle that runs."""
    mine = [e for e in told.surveyed if e.survey == f"su_{code}_{told.cycle_number}"]
    kinds = {type(event) for event in mine}
    talks = dict.fromkeys(TalkGroup, 0)
    absent = set()
    numbers: dict[int, TalkGroup] = {}
    for event in mine:
        if isinstance(event, InterviewRecorded):
            numbers[event.number] = event.group
            absent.discard(event.group)
        elif isinstance(event, GroupDeclaredAbsent):
            absent.add(event.group)
    for group in numbers.values():
        talks[group] += 1
    opened, concluded = SurveyOpened in kinds, SurveyConcluded in kinds
    reached = [
        True,
        opened,
        opened and (bool(numbers) or concluded),
        concluded,
        concluded and AssessmentMeetingHeld in kinds,
    ]
    return {"talks": talks, "absent": absent, "reached": reached}


def progress(told: Recount, region: str) -> dict[str, Any]:
    """The figures of `surveyProgress`."""
    rules = _rules(told)
    codes = [code for code, v in told.register.items() if v.counts and code.startswith(region)]
    found = [of_village(told, code) for code in codes]
    groups = []
    for group in TalkGroup:
        least = rules.talks_min.get(group, 0)
        here = [one for one in found if group not in one["absent"]]
        groups.append(
            {
                "group": group,
                "talks": sum(one["talks"][group] for one in found),
                "minimum": sum(least for _ in here),
                "villages_short": sum(one["talks"][group] < least for one in here),
                "villages_without": len(found) - len(here),
            }
        )
    members = [soul for soul in told.souls if _member_at(told, soul).startswith(region)]
    gone_through = {
        e.person
        for e in told.surveyed
        if isinstance(e, MemberConsidered) and e.survey.endswith(f"_{told.cycle_number}")
    }
    return {
        "villages": len(codes),
        "opened": sum(one["reached"][1] for one in found),
        "visited": sum(one["reached"][2] for one in found),
        "concluded": sum(one["reached"][3] for one in found),
        "assessed": sum(one["reached"][4] for one in found),
        "groups": groups,
        "unheard": sum(bool(unheard(told, code)) for code in codes),
        "cadres_above_all": sum(is_lopsided(told, code) for code in codes),
        "members": len(members),
        "members_considered": sum(bool(gone_through.intersection(soul.records)) for soul in members),
    }


def unheard(told: Recount, code: str) -> list[TalkGroup]:
    """Groups of an opened survey that exist and were not heard."""
    one = of_village(told, code)
    if not one["reached"][1]:
        return []
    return [group for group in TalkGroup if not one["talks"][group] and group not in one["absent"]]


def is_lopsided(told: Recount, code: str) -> bool:
    """Cadres gave the share of the rules or more."""
    rules, talks = _rules(told), of_village(told, code)["talks"]
    cadres = sum(heard for group, heard in talks.items() if group in rules.cadre_groups)
    total = sum(talks.values())
    return bool(total > 0 and cadres * 100 >= rules.cadre_percent_max * total)


def balance(told: Recount, region: str) -> list[str]:
    """Codes of the surveys with either flag, in order."""
    rows = []
    for code, village in told.register.items():
        if village.counts and code.startswith(region):
            severity = 2 * len(unheard(told, code)) + is_lopsided(told, code)
            if severity:
                rows.append((ORDER.index(told.class_of(code)[0]), -severity, code))
    return [code for *_, code in sorted(rows)]


def plans(told: Recount, region: str) -> list[tuple[str, bool]]:
    """(code, whether it has a plan) of difficult and key villages without one or with an overdue one, in order."""
    rows = []
    for code, village in told.register.items():
        kind = told.class_of(code)[0]
        if not village.counts or not code.startswith(region) or kind is VillageClass.ORDINARY:
            continue
        mine = [plan for plan in told.plans if plan[2].village == code]
        last = max(mine, key=lambda plan: plan[:2])[2] if mine else None
        due = last.due if isinstance(last, VillagePlanned) else None
        if due is None or due < told.on:
            rows.append((ORDER.index(kind), str(due or ""), code, due is not None))
    return [(code, planned) for _, _, code, planned in sorted(rows)]


def _rules(told: Recount) -> Surveying:
    return told.rules.surveying if told.rules else Surveying()


def _member_at(told: Recount, soul: Any) -> str:
    """Where the members ledger has somebody, in a village of the register; empty otherwise."""
    row = soul.row(LedgerKind.MEMBERS)
    code = (row["village"].value or "") if "village" in row else ""
    return code if code in told.register else ""
