"""One sentence per event, in English and Chinese. Values are never quoted; fields go by their names."""

from collections.abc import Callable
from typing import Any

from domain.access import CopyMade, SensitiveRead
from domain.candidacy import CandidacyListed, ListingWithdrawn
from domain.candidacy import events as vetting
from domain.candidacy.due_process import events as due
from domain.classifying import events as classifying
from domain.election_cycle import (
    ElectionCycleClosed,
    ElectionCycleOpened,
    ElectionDatesSet,
    ReferenceDateChanged,
)
from domain.event import Event
from domain.kinship import events as kinship
from domain.ledger import ImportUndone, LedgerKind, LedgersImported, PendingRowsNoted
from domain.mentor import events as mentor
from domain.mentorship import events as mentorship
from domain.objection import events as objection
from domain.outreach import events as outreach
from domain.person import events as person
from domain.register import CountyOpened, TownshipRegistered, VillageRegistered
from domain.roll import RollTaken
from domain.rule_set import RuleSetPublished
from domain.survey import events as survey
from domain.training import events as training
from domain.values.mentoring_words import RELEASE_REASON, TALK_CHANNEL
from domain.values.outreach_words import WILLING_TO
from domain.values.person_words import MENTOR_ROLE
from domain.values.surveying_words import PLAN_END, TALK_GROUP, VILLAGE_VERDICT
from domain.values.village_words import VILLAGE_CLASS
from domain.vetting_rules import Stage
from domain.village import VillageClaimed, VillageClaimWithdrawn

Words = tuple[str, str]

KINDS: dict[str, Words] = {
    LedgerKind.VILLAGES: ("village ledger", "村情台账"),
    LedgerKind.MEMBERS: ("member ledger", "党员台账"),
    LedgerKind.TALENTS: ("ledger of natives outside", "在外乡贤台账"),
    LedgerKind.MENTORS: ("mentor ledger", "帮带导师台账"),
    LedgerKind.RESERVES: ("reserve roster", "后备力量名册"),
}

STAGES: dict[str, Words] = {
    Stage.SCREENING: ("township screening", "乡镇初审"),
    Stage.JOINT_REVIEW: ("county joint review", "县级联审"),
}
POSTS: dict[str, Words] = {
    vetting.Post.PARTY_COMMITTEE: ("the village Party committee", "村党组织委员会"),
    vetting.Post.VILLAGERS_COMMITTEE: ("the villagers' committee", "村民委员会"),
    vetting.Post.SECRETARY: ("the office of secretary", "村党组织书记"),
}

TIERS: dict[str, str] = {"mature": "成熟", "promising": "有潜力", "ordinary": "一般"}
EXITS: dict[str, str] = {
    vetting.ExitReason.PERSONAL: "个人原因",
    vetting.ExitReason.INACTIVE: "不再参与培养",
    vetting.ExitReason.LOW_POTENTIAL: "潜力不足",
    vetting.ExitReason.MOVED: "迁离",
    vetting.ExitReason.REVIEW: "审查原因",
    vetting.ExitReason.RAISED: "已任用",
    vetting.ExitReason.DECEASED: "去世",
}

SETTLED: dict[str, str] = {"upheld": "维持", "cured": "已整改", "withdrawn": "撤回"}
VERDICTS: dict[str, str] = {"upheld": "成立", "rejected": "不成立", "answered": "已答复"}
CLASSES: dict[str, str] = {"difficult": "难点村", "key": "重点村", "ordinary": "一般村"}
COPIES: dict[str, str] = {"roster": "名册", "village": "村情一页", "person": "一人一档", "audit": "审计清单"}

UNREAD: Words = ("An event that this version cannot read.", "本版本无法识别的事件。")


def words_of(event: Event | None) -> Words:
    """What happened, in words; a topic without words reads as its name."""
    if event is None:
        return UNREAD
    say = _WORDS.get(type(event))
    return say(event) if say else (f"{event.TOPIC}.", f"{event.TOPIC}。")


def _claimed(event: Any) -> Words:
    kind, zh = KINDS[event.source.kind]
    held = f"; the row is held ({', '.join(event.held)})" if event.held else ""
    held_zh = f",该行待认定({'、'.join(event.held)})" if event.held else ""
    gone = "" if event.private else " What it said has been forgotten."
    gone_zh = "" if event.private else "内容已依法清除。"
    return f"The {kind} has a row about the person{held}.{gone}", f"{zh}载有此人{held_zh}。{gone_zh}"


def _settled(event: Any) -> Words:
    if event.private and not event.private.value:
        return f"The settlement of {event.field} was taken back.", f"撤回对 {event.field} 的认定。"
    return f"The field {event.field} was settled.", f"认定字段 {event.field}。"


def _imported(event: Any) -> Words:
    rows = sum(sheet.rows for sheet in event.sheets)
    taken = sum(sheet.rows - sheet.rejected for sheet in event.sheets)
    return (
        f"{len(event.sheets)} sheets were read: {taken} of {rows} rows taken.",
        f"读取 {len(event.sheets)} 张表：共 {rows} 行，采纳 {taken} 行。",
    )


def _village(event: Any) -> Words:
    said = event.facts.get("classification")
    return (
        f"The village ledger has a row about the village{f' and calls it {said}' if said else ''}.",
        f"村情台账载有本村{f',类别为{CLASSES.get(said, said)}' if said else ''}。",
    )


def _absence(event: Any) -> Words:
    if event.private is None:
        return "The mentor's absence has been forgotten.", "导师缺岗信息已依法清除。"
    start, end = event.private.away_from, event.private.until
    if start is None:
        return "The mentor is not away after all.", "撤回导师缺岗。"
    return f"The mentor is away from {start} to {end or 'further notice'}.", (
        f"导师自 {start} 至 {end or '另行通知'} 缺岗。"
    )


def _talked(event: Any) -> Words:
    agreed = f", the next one agreed for {event.next_on}" if event.next_on else ""
    agreed_zh = f",约定下次 {event.next_on}" if event.next_on else ""
    channel, zh = TALK_CHANNEL.en(event.channel), TALK_CHANNEL.zh(event.channel)
    return f"Mentor and reserve talked on {event.held_on} ({channel}){agreed}.", (
        f"{event.held_on} 导师与后备谈心谈话({zh}){agreed_zh}。"
    )


def _classified(event: Any) -> Words:
    kind, zh = VILLAGE_CLASS.en(event.classification), VILLAGE_CLASS.zh(event.classification)
    other, other_zh = (
        (", with a reason against its evidence", "（另行认定）") if event.overridden else ("", "")
    )
    return f"The village was classified as {kind}{other}.", f"认定本村为{zh}{other_zh}。"


def _dates(event: Any) -> Words:
    said, zh = [], []
    if event.survey_deadline:
        said.append(f"surveys end by {event.survey_deadline}")
        zh.append(f"摸排截止 {event.survey_deadline}")
    for region, day in event.election_dates.items():
        said.append(f"{region} elects on {day}")
        zh.append(f"{region} 换届选举日 {day}")
    for milestone in event.milestones:
        said.append(f"{milestone.region} has a milestone on {milestone.due}")
        zh.append(f"{milestone.region} 节点“{milestone.name}” {milestone.due}")
    return f"Days of the election cycle: {'; '.join(said)}.", f"换届周期日程：{'；'.join(zh)}。"


def _read(event: Any) -> Words:
    fields = ", ".join(event.fields)
    return f"Sensitive fields were read: {fields}.", f"查看了敏感字段:{fields}。"


def _fixed(en: str, zh: str) -> Callable[[Any], Words]:
    return lambda _: (en, zh)


_WORDS: dict[type[Event], Callable[[Any], Words]] = {
    person.PersonClaimed: _claimed,
    person.ClaimWithdrawn: _fixed(
        "What one import said of the person was withdrawn.", "撤回一次导入对此人的记载。"
    ),
    person.MissingFromLedger: lambda e: (
        f"The newer {KINDS[e.kind][0]} no longer has the person.",
        f"新一版{KINDS[e.kind][1]}中已无此人。",
    ),
    person.FactSettled: _settled,
    person.PeopleMerged: _fixed("Two records were found to be one person.", "认定两条记录为同一人。"),
    person.PeopleSeparated: _fixed("Two records were separated again.", "撤回合并，恢复为两人。"),
    person.PeopleKeptApart: _fixed(
        "Two like records were found to be two people.", "认定两条相似记录为两人。"
    ),
    person.ErasureRequested: _fixed("It was asked that the person be forgotten.", "申请清除此人信息。"),
    person.ErasureApproved: _fixed("A second person approved the erasure.", "另一人批准清除。"),
    person.SubjectForgotten: _fixed("The person was forgotten.", "此人信息已依法清除。"),
    outreach.WillingnessRecorded: lambda e: (
        f"The person was asked whether they are willing to {WILLING_TO.en(e.kind)}, and answered.",
        f"征求本人{WILLING_TO.zh(e.kind)}意愿并登记答复。",
    ),
    outreach.OutreachMade: lambda e: (
        f"The person was contacted on {e.made_on} ({WILLING_TO.en(e.kind)}).",
        f"{e.made_on} 联系动员（{WILLING_TO.zh(e.kind)}）。",
    ),
    outreach.MarkedExcellent: _fixed("The person was marked as excellent.", "标注为优秀人选。"),
    outreach.ExcellentMarkWithdrawn: _fixed("The mark as excellent was taken back.", "撤回优秀人选标注。"),
    outreach.PutOnWatchList: _fixed("The person was put on the village's watch list.", "列入该村关注名单。"),
    outreach.TakenOffWatchList: _fixed(
        "The person was taken off the village's watch list.", "移出该村关注名单。"
    ),
    kinship.TieRecorded: _fixed("A tie to another person was recorded.", "登记亲属关系。"),
    kinship.TieWithdrawn: _fixed("A tie to another person was taken back.", "撤回亲属关系登记。"),
    CandidacyListed: _fixed(
        "An office's roster lists the person for the village.", "名册将此人列为该村后备力量。"
    ),
    ListingWithdrawn: _fixed("The listing was withdrawn with its import.", "随导入撤销，名册记载撤回。"),
    mentor.MentorRegistered: _fixed("The person was registered as a mentor.", "登记为帮带导师。"),
    mentor.MentorAbsenceSet: _absence,
    mentor.ReserveTakenOn: _fixed("The mentor took a reserve on.", "导师新增帮带对象。"),
    mentor.ReserveGivenUp: _fixed("The mentor gave a reserve up.", "导师减少帮带对象。"),
    mentorship.MentorAssigned: lambda e: (
        f"A mentor was assigned as {MENTOR_ROLE.en(e.role)} from {e.since}.",
        f"自 {e.since} 起结对帮带，导师身份:{MENTOR_ROLE.zh(e.role)}。",
    ),
    mentorship.TalkHeld: _talked,
    mentorship.MentorReleased: lambda e: (
        f"The pairing ended on {e.released_on} ({RELEASE_REASON.en(e.reason)}).",
        f"{e.released_on} 解除结对({RELEASE_REASON.zh(e.reason)})。",
    ),
    mentorship.PairingRejected: _fixed(
        "A mentor proposed for the person was turned down.", "所提导师人选未获采纳。"
    ),
    vetting.CandidateProposed: _fixed(
        "The person was proposed as a reserve for the village.", "提名为该村后备力量。"
    ),
    vetting.TownshipScreened: _fixed("The township screening was concluded.", "乡镇初审作出结论。"),
    vetting.OpinionRecorded: lambda e: (
        f"The agency {e.agency} gave its opinion{' in a letter over a list' if e.by_list else ''}.",
        f"联审单位 {e.agency} 出具意见{'（名单函复）' if e.by_list else ''}。",
    ),
    vetting.JointReviewConcluded: _fixed("The county joint review was concluded.", "县级联审作出结论。"),
    vetting.ExceptionGranted: _fixed("An exception from the general terms was granted.", "批准放宽条件。"),
    vetting.ReserveAdmitted: lambda e: (
        f"The person was admitted to the reserve on {e.terms} terms.",
        f"批准入库（{'放宽条件' if e.terms == vetting.Terms.EXCEPTIONAL else '一般条件'}）。",
    ),
    vetting.TierSet: lambda e: (f"The tier was set: {e.tier}.", f"评定层次：{TIERS[e.tier]}。"),
    vetting.UseRecorded: lambda e: (
        f"The person was elected to {POSTS[e.post][0]}.",
        f"当选{POSTS[e.post][1]}成员。",
    ),
    vetting.SecretaryElectedEarly: _fixed(
        "The person was elected secretary before the general election.", "换届前提前当选村党组织书记。"
    ),
    vetting.ReserveExited: lambda e: (f"The person left the reserve: {e.why}.", f"出库（{EXITS[e.why]}）。"),
    vetting.EarlierReviewRecorded: lambda e: (
        f"An earlier {STAGES[e.stage][0]} was entered from paper.",
        f"补录以往的{STAGES[e.stage][1]}。",
    ),
    vetting.EarlierReviewAccepted: lambda e: (
        f"The {STAGES[e.stage][0]} was accepted under the rules in force.",
        f"认可{STAGES[e.stage][1]}按现行规则有效。",
    ),
    classifying.VillageClassified: _classified,
    classifying.SecretaryEvidenceGiven: _fixed(
        "Evidence about the secretary was given for the village's class.", "村的分类涉及现任书记的情况。"
    ),
    classifying.VillagePlanned: lambda e: (
        f"A plan was made for the village, due {e.due}.",
        f"制定本村预案，完成时限 {e.due}。",
    ),
    classifying.VillagePlanClosed: lambda e: (
        f"The plan for the village ended: {PLAN_END.en(e.end)}.",
        f"本村预案办结：{PLAN_END.zh(e.end)}。",
    ),
    survey.SurveyOpened: _fixed("The survey of the village has a team.", "启动本村摸排，组成工作组。"),
    # Neither group nor answer: with one member in a group they would name somebody.
    survey.InterviewRecorded: _fixed("An interview of the survey was held.", "摸排个别谈话一次。"),
    survey.GroupDeclaredAbsent: lambda e: (
        f"The village has nobody of a group: {TALK_GROUP.en(e.group)}.",
        f"登记本村无此类人员：{TALK_GROUP.zh(e.group)}。",
    ),
    survey.VillageFound: _fixed("The survey's finding on the village was entered.", "录入摸排村情。"),
    survey.SecretaryFound: _fixed(
        "The survey's finding on the secretary was entered.", "录入摸排所见现任书记情况。"
    ),
    survey.MemberConsidered: _fixed("The survey went through the member.", "摸排逐个分析此党员。"),
    survey.PutOnList: _fixed("The person was put on the preliminary list.", "列入初步意向名单。"),
    survey.TakenOffList: _fixed("The person was taken off the preliminary list.", "移出初步意向名单。"),
    survey.SurveyConcluded: lambda e: (
        f"The survey's report is of {e.concluded_on}.",
        f"摸排报告形成于 {e.concluded_on}。",
    ),
    survey.AssessmentMeetingHeld: lambda e: (
        f"The assessment meeting of {e.held_on} judged the village: {VILLAGE_VERDICT.en(e.verdict)}.",
        f"{e.held_on} 研判会对本村的结论：{VILLAGE_VERDICT.zh(e.verdict)}。",
    ),
    survey.PersonAssessed: lambda e: (
        f"The assessment meeting of {e.held_on} judged the person.",
        f"{e.held_on} 研判会对此人作出结论。",
    ),
    due.SubjectInformed: lambda e: (
        "The person was not informed of a finding, by law."
        if e.withheld
        else "The person was informed of a finding.",
        "依法未将不利意见告知本人。" if e.withheld else "将不利意见告知本人。",
    ),
    due.StatementHeard: lambda e: (
        "The person made no statement." if e.declined else "The person's statement was heard.",
        "本人放弃陈述申辩。" if e.declined else "听取本人陈述申辩。",
    ),
    due.FindingSettled: lambda e: (
        f"The finding was {e.settlement}.",
        f"不利意见的处理：{SETTLED[e.settlement]}。",
    ),
    due.FindingAnswered: _fixed("The person was given the decision on a finding.", "将处理结果答复本人。"),
    objection.ObjectionLodged: _fixed("The person lodged an objection.", "受理本人异议。"),
    objection.ObjectionDecided: lambda e: (
        f"The objection was {e.verdict}.",
        f"异议复核：{VERDICTS[e.verdict]}。",
    ),
    training.TrainingAttended: lambda e: (
        f"The person attended a course that began on {e.held_on}.",
        f"参加 {e.held_on} 开始的培训。",
    ),
    training.TrialPostAssigned: lambda e: (
        f"The person learns at a post on trial from {e.since}.",
        f"自 {e.since} 起跟班锻炼。",
    ),
    VillageClaimed: _village,
    VillageClaimWithdrawn: _fixed(
        "What one import said of the village was withdrawn.", "撤回一次导入对本村的记载。"
    ),
    PendingRowsNoted: lambda e: (
        f"{len(e.added)} refused rows wait, {len(e.cleared)} no longer do.",
        f"新增待改 {len(e.added)} 行，销号 {len(e.cleared)} 行。",
    ),
    RollTaken: lambda e: (
        f"The sheet now has {len(e.joined)} people more and {len(e.left)} fewer than before.",
        f"该表较上一版新增 {len(e.joined)} 人，减少 {len(e.left)} 人。",
    ),
    LedgersImported: _imported,
    ImportUndone: _fixed("The import was taken back.", "撤销本次导入。"),
    SensitiveRead: _read,
    CopyMade: lambda e: (
        f"A printable copy was taken ({e.what}, {e.rows} rows).",
        f"导出打印副本（{COPIES[e.what]}，{e.rows} 行）。",
    ),
    CountyOpened: _fixed("The folder was opened for the county.", "为本县建立数据。"),
    TownshipRegistered: _fixed("The township stands in the register.", "乡镇列入名册。"),
    VillageRegistered: _fixed("The village stands in the register.", "本村列入名册。"),
    RuleSetPublished: lambda e: (
        f"Version {e.version} of the rules takes effect on {e.effective_from}.",
        f"规则第 {e.version} 版自 {e.effective_from} 起施行。",
    ),
    ElectionCycleOpened: lambda e: (
        f"The election cycle was opened; ages count on {e.reference_date}.",
        f"换届周期启动，年龄计算截至 {e.reference_date}。",
    ),
    ElectionDatesSet: _dates,
    ReferenceDateChanged: lambda e: (
        f"Ages count on {e.reference_date} from now on.",
        f"年龄计算截止日变更为 {e.reference_date}。",
    ),
    ElectionCycleClosed: lambda e: (
        f"The election cycle was closed on {e.closed_on}; reviews up to then are to be done again.",
        f"换届周期于 {e.closed_on} 结束，此前的审查须重新进行。",
    ),
}
