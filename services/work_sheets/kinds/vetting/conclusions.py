"""县级结论表: a row for each thing that the county may decide about a person: conclude, grant, admit, accept, tier."""

from collections.abc import Iterator, Sequence

from domain.candidacy import Candidacy
from domain.candidacy import commands as wish
from domain.candidacy.events import Outcome, Tier
from domain.candidacy.validity import STAGES, old_from
from domain.grades import Viewer
from domain.ids import CandidacyId, RegionCode
from domain.refusal import Refusal
from domain.values.person_words import TIER
from domain.values.vetting_words import OUTCOME
from domain.values.wording import Meaning, Wording
from domain.vetting_rules import Stage
from projections.world import World
from services import vetting
from services.ports import Appended
from services.work_sheets.cells import printed, word, words
from services.work_sheets.declaring import Answered, Clerk, Kind, Line, Part, always
from services.work_sheets.people import DECISION, PERSON, Standing, given, standings

STEP = Wording(
    "step",
    [
        Meaning("joint_review", "联审结论", "joint review", "县级联审"),
        Meaning("exception", "批准放宽", "exception", "特别优秀"),
        Meaning("accept_screening", "认可以往初审", "accept the screening"),
        Meaning("accept_joint_review", "认可以往联审", "accept the joint review"),
        Meaning("admission", "批准入库", "admission", "入库"),
        Meaning("tier", "评定层次", "tier", "层次"),
    ],
)
"""In the order in which they are decided."""
DECISIONS = Wording("decision", [*OUTCOME.meanings.values(), *TIER.meanings.values()])
STEP_COLUMN = printed("step", "事项", 12, identity=True)
MARK = "#"


def _fill(world: World, viewer: Viewer, region: RegionCode) -> Sequence[Part]:
    """A row for each step that is open."""
    lines = [
        Line(
            key=f"{s.candidate.id}{MARK}{step}",
            given={**given(world, viewer, s.human, s.candidate.village), "step": STEP.zh(step)},
        )
        for s in standings(world, region)
        for step in _open(world, s)
    ]
    return (Part(lines=tuple(lines)),)


def _open(world: World, standing: Standing) -> Iterator[str]:
    decided = standing.decided
    waits = decided.proposed is not None and not decided.concluded
    if waits:
        yield "joint_review"
    if waits and decided.exception is None:
        yield "exception"
    yield from (f"accept_{stage.value}" for stage in STAGES if _is_old(world, decided, stage))
    if decided.admitted is None and (waits or decided.reviews):
        yield "admission"
    if decided.admitted is not None and decided.tier is None:
        yield "tier"


def _is_old(world: World, decided: Candidacy, stage: Stage) -> bool:
    review = decided.review(stage)
    old = old_from(review, stage, world.fold.record.rule_sets) if review else None
    return old is not None and old <= world.on_date


def _command(clerk: Clerk, row: Answered) -> Appended:
    key, _, step = row.key.partition(MARK)
    found, reason, answer = CandidacyId(key), row.text("reason"), row.text("decision")
    desk, viewer = clerk.desk, clerk.viewer
    match step:
        case "joint_review" if answer in set(Outcome):
            conclude = wish.ConcludeJointReview(candidacy=found, reason=reason, outcome=Outcome(answer))
            return vetting.conclude_joint_review(desk, viewer, conclude, row.decided)
        case "tier" if answer in set(Tier):
            tier = wish.SetTier(candidacy=found, reason=reason, tier=Tier(answer))
            return vetting.set_tier(desk, viewer, tier, row.decided)
        case "exception" if answer == Outcome.CLEAR:
            grant = wish.GrantException(candidacy=found, reason=reason)
            return vetting.grant_exception(desk, viewer, grant, row.decided)
        case "admission" if answer == Outcome.CLEAR:
            admit = wish.AdmitReserve(candidacy=found, reason=reason)
            return vetting.admit_reserve(desk, viewer, admit, row.decided)
        case "accept_screening" | "accept_joint_review" if answer == Outcome.CLEAR:
            stage = Stage(step.removeprefix("accept_"))
            accept = wish.AcceptEarlierReview(candidacy=found, reason=reason, stage=stage)
            return vetting.accept_earlier_review(desk, viewer, accept, row.decided)
        case _:
            raise Refusal(
                "DECISION_DOES_NOT_FIT",
                "This decision does not fit the row's matter: conclude with 合格 or 不合格, set a tier with its name, "
                "grant, accept and admit with 合格. What is not granted is left blank.",
                "结论与事项不符：联审结论填“合格”或“不合格”，评定层次填层次名称，放宽、认可、入库填“合格”；不批准的请留空。",
                path=("decision",),
            )


KIND = Kind(
    code="conclusions",
    title="县级结论表",
    purpose="一行一项决定。空白表示尚未决定。放宽、认可、入库批准的填“合格”，评定层次填层次名称。",
    given=(*PERSON, STEP_COLUMN),
    answers=always(
        word("decision", "结论", DECISIONS, "没有决定的行请留空", needed=True, path="decision"),
        words("reason", "理由", "不合格、放宽、认可、评定层次必须写明理由", path="reason"),
    ),
    command=_command,
    fill=_fill,
    decision=DECISION,
    role="county_department",
)
