"""What a decision of the county itself rests on: who decided, when, on which paper. Shared by rules and elections."""

from datetime import date
from typing import NoReturn

import msgspec

from domain.recorded import Decider
from domain.refusal import Refusal

COUNTY_DECIDERS = ("county_department", "county_leader")
"""Who decides about the rules and the election; a version of the rules cannot say who may publish the next."""


class Deciding(msgspec.Struct, frozen=True, kw_only=True):
    """The envelope of a decision as its rules see it. `version`: of the rules in force on its day; 0: none."""

    by: Decider
    on: date
    today: date
    document: str = ""
    reason: str = ""
    latest: date | None = None
    """The day of the last decision on the same stream; what a command line wrote without a decider has none."""
    version: int = 0


def a_county_decider_is_named(seen: Deciding) -> None:
    """The county department or a county leader, by name."""
    if not seen.by.name.strip() or seen.by.role not in COUNTY_DECIDERS:
        refuse(
            "a_county_decider_is_named", seen, "DECIDER_WITHOUT_ROLE",
            "Whoever decided holds no role that may decide this.", "决定人的身份无权作出该项决定。",
            cure=f"Name who decided, with one of the roles {', '.join(COUNTY_DECIDERS)}.",
            cure_zh=f"请填写决定人及其身份（{'、'.join(COUNTY_DECIDERS)}）。",
            path=("decidedBy",), choices=COUNTY_DECIDERS, role=seen.by.role,
        )  # fmt: skip


def it_is_not_decided_in_the_future(seen: Deciding) -> None:
    """A decision is entered when it has been made."""
    if seen.on > seen.today:
        refuse(
            "it_is_not_decided_in_the_future", seen, "DECIDED_IN_FUTURE",
            f"The decision is dated {seen.on}, today is {seen.today}.",
            f"决定日期 {seen.on} 晚于今天 {seen.today}。",
            cure="Enter it once it has been made, or correct the date.",
            cure_zh="请在作出决定后录入，或更正日期。",
            path=("decidedOn",), decided_on=seen.on, today=seen.today,
        )  # fmt: skip


def it_is_not_decided_before_the_last(seen: Deciding) -> None:
    """Decisions about one thing follow each other in time."""
    if seen.latest and seen.on < seen.latest:
        refuse(
            "it_is_not_decided_before_the_last", seen, "DECIDED_TOO_EARLY",
            f"The decision is dated {seen.on}, but the last one before it is of {seen.latest}.",
            f"决定日期 {seen.on} 早于上一项决定（{seen.latest}）。",
            cure="Correct the date, or enter the decisions in the order in which they were taken.",
            cure_zh="请更正日期，或按作出决定的先后顺序录入。",
            path=("decidedOn",), decided_on=seen.on, rests_on=seen.latest,
        )  # fmt: skip


def a_paper_stands_behind_it(seen: Deciding) -> None:
    """What was decided elsewhere is entered from a paper with a number."""
    if not seen.document.strip():
        refuse(
            "a_paper_stands_behind_it", seen, "DOCUMENT_MISSING",
            "There is no document number.", "缺少文号。",
            cure="Give the number of the paper that says so.", cure_zh="请填写所依据文件的文号。",
            path=("documentNumber",),
        )  # fmt: skip


def it_has_a_reason(seen: Deciding) -> None:
    """A named person decides, and says why."""
    if not seen.reason.strip():
        refuse(
            "it_has_a_reason", seen, "REASON_MISSING",
            "The decision has no reason in words.", "缺少文字理由。",
            cure="Write why.", cure_zh="请写明理由。",
            path=("reason",),
        )  # fmt: skip


DECIDING_RULES = (
    a_county_decider_is_named,
    it_is_not_decided_in_the_future,
    it_is_not_decided_before_the_last,
    a_paper_stands_behind_it,
)
"""In the order of the refusals; whoever changes what stood adds `it_has_a_reason`."""


def refuse(
    rule: str,
    seen: Deciding,
    code: str,
    message: str,
    message_zh: str,
    *,
    cure: str,
    cure_zh: str,
    path: tuple[str, ...] = (),
    choices: tuple[str, ...] = (),
    **inputs: object,
) -> NoReturn:
    """Say no: the rule and its version, what it saw, and what would cure it.

    Raises: Refusal, always.
    """
    raise Refusal(
        code,
        f"{message} {cure}",
        f"{message_zh}{cure_zh}",
        rule=rule,
        path=path,
        choices=choices,
        version=seen.version,
        inputs={name: str(value) for name, value in inputs.items()},
        cure=cure,
        cure_zh=cure_zh,
    )
