"""Chinese headings for the fields of answers, and how a small object reads in one cell."""

from typing import Any

from yumiao.remedy_words import remedy_text

HEADERS = {
    "onDate": "截至", "position": "日志位置", "region": "范围", "counting": "口径", "totalCount": "共",
    "nobodyClearedYet": "尚无人过审", "erasedSubjects": "已清除", "parkedEvents": "无法读取", "code": "代码",
    "name": "名称", "township": "乡镇", "classification": "类别", "classified": "已分类", "cleared": "已过审",
    "onRoster": "在册", "pendingRows": "待处理行", "wanted": "应有", "shortBy": "缺", "villages": "村",
    "lacking": "缺后备的村", "byClass": "按村类别", "nodes": "明细", "townships": "各乡镇", "reserves": "后备",
    "quotas": "结构要求", "referenceDate": "年龄基准日", "tolerancePercent": "容差", "mentor": "导师",
    "role": "身份", "linkedVillages": "联系村", "load": "带几人", "capacity": "可带", "status": "状态",
    "person": "人员", "birth": "出生", "sex": "性别", "education": "学历", "standing": "党员", "residence": "居住",
    "ageLow": "年龄", "ageHigh": "至", "willingnessToStand": "参选意愿", "willingnessToReturn": "回村意愿",
    "willingnessToServe": "任职意愿", "considered": "已在册", "terms": "符合条件", "kinds": "台账",
    "field": "字段", "value": "取值", "grade": "分级", "masked": "已遮蔽", "disputed": "有争议", "settled": "已认定",
    "said": "各处所说", "facts": "各项内容", "phone": "电话", "idNumber": "身份证号", "what": "说明(英)",
    "whatZh": "说明", "recordedAt": "登记时间", "trueFrom": "起算日", "enteredBy": "录入人", "decidedBy": "决定人",
    "origin": "出处", "source": "出处", "distinctReserves": "后备人数", "distinctCleared": "已过审人数",
    "reservesOfTwoVillages": "兼两村", "rulesKnown": "规则已定", "endCursor": "下一页", "candidacies": "后备资格",
    "unresolved": "认不出的姓名", "reason": "理由", "subject": "对象", "userErrors": "未办理", "replayed": "重复提交",
    "messageZh": "说明", "message": "说明(英)", "kind": "种类", "fact": "各处所说", "row": "行", "file": "文件",
    "sheet": "工作表", "codes": "问题代码", "village": "村", "id": "编号", "listed": "在名册", "waits": "待认定",
    "ownVillage": "本村书记", "tier": "培养类别", "mentors": "导师", "refused": "未收的行", "incumbent": "现任书记",
    "members": "党员数", "nativesOutside": "在外乡贤数", "unmentored": "无导师", "unresolvedTotal": "认不出的姓名数",
    "warnOver": "提醒线", "alarmOver": "报警线", "linkedElsewhere": "联系外乡镇", "capacityStated": "台账写明",
    "reserve": "后备", "outcome": "结果", "fields": "争议字段数", "heldRows": "待认定行数", "unknownAges": "年龄不明",
    "states": "问题", "stages": "两级审查", "stage": "环节", "reviewedOn": "通过日期", "through": "有效期至",
    "waitingFor": "尚未答复", "byState": "分类", "state": "问题", "candidacy": "后备资格编号", "decision": "决定编号",
    "parts": "内容", "restedOn": "所依据的记录", "events": "记录", "line": "决定", "recorded": "记录人数",
    "decidedTier": "评定层次", "proposedOn": "提名日期", "admittedOn": "入库日期", "clearedThrough": "审查有效期至",
    "leftOn": "出库日期", "rule": "规则",
    "ruleVersion": "规则版本", "inputs": "规则所见", "cure": "如何解决(英)", "cureZh": "如何解决",
    "late": "逾期", "never": "从未联系", "days": "已过天数", "everyDays": "间隔天数", "lastTalk": "上次谈话",
    "nextOn": "约定下次", "coverMissing": "导师均缺岗", "since": "自", "paired": "已结对", "away": "缺岗",
    "pairedByLedgerOnly": "仅台账列有导师", "awayUntil": "缺岗至", "decided": "经决定", "byDecision": "其中经决定",
    "roles": "全部身份", "lackingMentors": "缺导师的村", "withoutMature": "无成熟后备的村", "lacksMentor": "缺导师",
    "noMature": "无成熟后备", "matureByLedgerOnly": "成熟仅见台账", "noMentor": "没有导师",
    "missing": "所缺", "tierClaimed": "台账所列层次", "byLedgerOnly": "仅台账所列",
    "talks": "谈心谈话", "heldOn": "谈话日期", "channel": "方式", "problem": "问题", "measure": "措施",
    "problemWords": "问题说明", "measureWords": "措施说明", "saidWords": "谈话内容",
    "mentoredBy": "现有导师", "findings": "提示", "version": "规则版本",
    "deadline": "截止", "total": "合计", "opened": "已启动", "visited": "已走访",
    "concluded": "已报告", "assessed": "已研判", "groups": "各类人员", "group": "类别",
    "minimum": "应谈", "absent": "无此类", "villagesShort": "未达标村",
    "villagesWithout": "无此类的村", "unheard": "未谈类别", "cadresAboveAll": "干部占比过高",
    "cadreTalks": "干部谈话", "cadrePercentMax": "干部占比上限", "membersConsidered": "已分析党员",
    "planned": "预案在期", "daysOver": "逾期天数", "route": "途径", "plan": "预案",
    "classDecided": "经认定", "classOverridden": "另行认定", "survey": "摸排编号",
    "openedOn": "启动日期", "leader": "带队领导", "topic": "内容", "rating": "评价",
    "answersShownFrom": "满几次汇总", "found": "村情评价", "foundWords": "村情说明", "aspect": "方面",
    "verdict": "结论", "verdictWords": "结论说明", "watched": "重点关注", "concludedOn": "报告日期",
    "metOn": "研判日期", "metLeader": "研判主持", "attendees": "参会人员", "ratings": "各方面",
    "leaving": "将离任", "unknown": "不明", "why": "情形", "countedOn": "年龄计算日",
    "electionOn": "换届日期", "daysLeft": "剩余天数", "answer": "答复", "answeredOn": "答复日期",
    "takenDown": "经登记", "mature": "成熟", "due": "到期", "stopped": "已停止动员", "successDays": "成功期限",
    "shownFrom": "最少次数", "rates": "各方式成效", "contacts": "联系动员", "won": "成功", "unwillingTo": "不愿意",
    "markedOn": "标注日期", "refusals": "拒绝次数", "lastOn": "最近联系", "lastChannel": "最近方式",
    "lastAnswer": "最近结果", "nextStep": "下一步", "owner": "责任人", "natives": "在外乡贤", "willing": "愿意回村",
    "matching": "籍贯村缺后备", "relation": "党组织关系", "relationElsewhere": "关系在外",
    "contactEveryDays": "联系间隔", "sameMatter": "同一事项", "knownFrom": "来源",
    "otherParts": "对方角色", "other": "对方", "who": "人员", "excellent": "标注优秀",
    "answers": "意愿答复", "kin": "亲属关系", "madeOn": "联系日期", "words": "说明",
    "surveyDeadline": "摸排截止", "surveyDaysLeft": "距摸排截止天数", "electionDate": "选举日",
    "closedOn": "结束日期", "electionDays": "各地选举日", "milestones": "时间节点", "on": "日期",
    "before": "变更前", "now": "变更后", "after": "草案",
    "gateBefore": "原可参选书记", "gateNow": "现可参选书记", "onReference": "基准日", "onElection": "选举日类别",
    "electionUnknown": "选举日未定", "joined": "入党时间", "earliest": "最早可任职", "inTime": "选举前满足",
    "joinedUnknown": "入党时间不明", "standingUnknown": "党员情况不明", "effectiveFrom": "施行日期", "text": "规则全文",
    "versions": "各版本", "inForce": "施行中", "decidedOn": "决定日期", "documentNumber": "文号", "rules": "规则变化",
    "key": "项", "lackingBefore": "现缺后备的村", "lackingAfter": "草案下缺后备的村", "clearancesLost": "失去过审",
    "wantedBefore": "现应有", "wantedAfter": "草案应有", "shortBefore": "现缺", "shortAfter": "草案缺",
    "peopleTotal": "有变化的人数", "reviews": "审查变化", "clearedBefore": "现已过审", "clearedAfter": "草案下过审",
    "talkLateBefore": "现谈话逾期", "talkLateAfter": "草案下谈话逾期", "presentBefore": "变更前人数",
    "presentNow": "变更后人数", "statusBefore": "变更前", "statusNow": "变更后",
    "eligibility": "符合条件", "doubtful": "情况不明", "cycle": "换届周期", "rechecks": "需复核人数",
    "demands": "应配", "kept": "保持不变", "fresh": "新配", "changed": "调整",
    "waiting": "待确认", "proved": "已证明最优", "certificateChecked": "证书已核验",
    "cost": "逐级目标", "today": "现状", "proposed": "方案", "gaps": "配不齐的", "places": "名额",
    "relief": "建议增加名额", "reliefMessageZh": "名额建议", "leftOut": "未参与的导师", "turnedDown": "未采纳",
    "remembered": "仍不建议", "replaces": "原导师", "releases": "解除原结对", "reasons": "理由",
    "loadToday": "现带几人", "remarks": "说明", "confirmed": "已确认", "moved": "其间有变动", "pairs": "逐对情况",
    "holds": "成立", "levels": "逐级代价", "firstLevel": "首个变差", "labelZh": "名称",
    "dueOn": "期限", "overdue": "逾期", "step": "下一步",
    "matter": "事项", "number": "序号", "lastStepOn": "上一步日期",
    "earlyElection": "可提前任用", "daysAYear": "每年应训天数", "shortByDays": "尚缺天数",
    "stuckAfter": "停留提示",
    "objections": "异议", "objectionsOpen": "待答复异议", "adverseFindings": "不利意见",

    "classSince": "类别自", "counts": "计入", "shortByOnRoster": "按在册缺", "dated": "台账日期", "records": "记录",
    "covers": "补位人选", "uncovered": "仍缺", "covered": "可补", "sharedBy": "争同一批人选的村",
    "candidates": "人选", "against": "邻近但不宜", "needed": "最少增补", "people": "可供了解的人员",
    "addable": "可增补", "nearest": "最接近的差额",
    "notAsked": "未征求意愿", "changes": "临界人员", "peopleTold": "列出人员", "preferenceZh": "取舍",
    "preference": "取舍(英)", "threshold": "至少村数", "bridges": "桥", "byKind": "按类型", "by": "类型",
    "persons": "人数", "hanging": "村数", "likeness": "相同之处", "differs": "不同之处",
}  # fmt: skip
QUIET = frozenset({"erasedSubjects", "parkedEvents", "nobodyClearedYet", "forgotten", "candidaciesElsewhere"})
WORDS = {
    "DIFFICULT": "难点村", "KEY": "重点村", "ORDINARY": "一般村", "ON_ROSTER": "在册", "CLEARED": "已过审",
    "MET": "达标", "ABOUT_MET": "基本达标", "SHORT": "不足", "NOT_APPLICABLE": "不适用", "OK": "正常", "WARN": "偏多",
    "ALARM": "过多", "IDLE": "空闲", "OVER_CAPACITY": "超出可带", "VILLAGES": "村情", "MEMBERS": "党员",
    "TALENTS": "乡贤", "MENTORS": "导师", "RESERVES": "名册", "FULL": "正式", "PROBATIONARY": "预备",
    "FIELD": "字段不一致", "HELD_ROW": "待认定行", "NOBODY": "查无此人", "SEVERAL": "不止一人",
    "INCOMPLETE": "审查未完成", "EXPIRED": "审查已过期", "OLD_RULES": "依据旧规则", "SCREENING": "乡镇初审",
    "USED_WITHOUT_REVIEW": "未经有效审查即使用", "JOINT_REVIEW": "县级联审",
    "DECIDED": "经决定", "LEDGER": "台账所列", "NOT_A_MEMBER": "非党员",
    "MISSING": "无预案", "OVERDUE": "预案逾期", "secretary": "现任书记", "member": "党员", "list": "列入名单",
    "unlisted": "移出名单", "assessed": "研判",
    "LEAVING": "将离任", "NOT_ASKED": "未征求", "UNKNOWN": "不明", "OVER_GATE": "超出参选条件",
    "NOT_WILLING": "不愿意", "BIRTH_UNKNOWN": "出生不明", "EDUCATION_UNKNOWN": "学历不明",
    "ELECTION_UNKNOWN": "换届日期未定", "ANSWER_DISPUTED": "意愿有争议", "AS_RESERVE": "后备",
    "AS_INCUMBENT": "现任书记", "AS_MENTOR": "导师", "AS_DECIDER": "同名决定人",
    "KEPT": "不变", "NEW": "新配", "CHANGED": "调整", "COVER": "代岗",
    "RESERVE_ELSEWHERE": "其他村后备", "NATIVE_OUTSIDE": "在外乡贤", "MATURE_COMMITTEE_MEMBER": "成熟型两委成员",
    "RESERVE": "唯一后备", "MENTOR": "唯一导师", "LEADER": "唯一挂点领导", "CUT_POINT": "割点",
    "INFORM": "告知本人", "HEAR": "听取陈述", "SETTLE_FINDING": "作出处理", "ANSWER_FINDING": "答复本人",
    "DECIDE_OBJECTION": "答复异议", "AGENCY": "联审单位意见", "OBJECTION": "异议",
    "GENERAL": "一般条件", "EXCEPTIONAL": "放宽条件",
    "NEITHER": "均不符合",
    "CARRIED_OVER": "上一周期的审查", "SAME_VILLAGE": "同村同名", "SAME_BIRTH_MONTH": "同年同月出生",
}  # fmt: skip
BY_COLUMN = {"tier": {"MATURE": "成熟", "PROMISING": "有潜力", "ORDINARY": "一般"}}
"""Words that mean something else in one column: an ordinary reserve is no ordinary village."""


def cell_in(column: str, value: Any) -> str:
    """A value in a cell of a column; what a decision rested on reads as sentences there."""
    if column == "events" and isinstance(value, list):
        return "\n".join(str(line.get("whatZh", "")) for line in value)
    words = BY_COLUMN.get(column, {})
    return words[value] if isinstance(value, str) and value in words else cell_text(value)


def cell_text(value: Any) -> str:
    """A value in one cell; empty for an object that is better shown as lines of its own."""
    match value:
        case None:
            return ""
        case bool():
            return "是" if value else "否"
        case str():
            return WORDS.get(value, value)
        case list():
            return "\n".join(text for v in value if (text := cell_text(v)))
        case dict():
            return remedy_text(value, cell_text) or _object(value)
        case _:
            return str(value)


def _object(value: dict[str, Any]) -> str:
    match value:
        case {"importId": _, "file": file, "sheet": sheet, "row": row}:
            return f"{file} {sheet} 第{row}行"
        case {"required": required, "present": present, "labelZh": label}:
            replacing, adding = value.get("shortByReplacing", 0), value.get("shortByAdding", 0)
            short = f"，换{replacing}或增{adding}" if replacing or adding else ""
            return f"{label} {present}/{required} {cell_text(value.get('status'))}{short}"
        case {"labelZh": str() as label}:
            return label
        case {"code": code, "name": name, "township": {"name": township}}:
            return f"{township}{name} {code}"
        case {"code": code, "name": name}:
            return f"{name} {code}".strip()
        case {"id": id_, "name": name}:
            return f"{name or '(已遮蔽)'} {id_}"
        case {"person": {"id": _} as person}:
            return _object(person)
        case {"mentor": {"id": _} as mentor, "source": source}:
            role = cell_text(value.get("role"))
            return f"{_object(mentor)} {role}({cell_text(source)}){' 缺岗' if value.get('away') else ''}"
        case {"mentor": None, "source": source}:
            return f"(外乡镇导师) {cell_text(value.get('role'))}({cell_text(source)})"
        case {"mentor": {"id": _} as mentor}:
            return _object(mentor)
        case {"reserve": {"id": _} as reserve, "missing": [*missing]}:
            lacks = "、".join(cell_text(role) for role in missing)
            return f"{_object(reserve)}{f' 缺{lacks}' if lacks else ''}"
        case {"value": said, "origin": origin}:
            held = "(待认定)" if value.get("held") else ""
            return f"{cell_text(said)}{held} ← {cell_text(origin) or '身份证号'}"
        case {"eligibility": met, "quotas": [*quotas]}:
            return " ".join([cell_text(met), *quotas])
        case {"field": field, "said": said}:
            return f"{cell_text(field)}：{'；'.join(cell_text(v) for v in said)}"
        case {"codes": codes, "origin": origin}:
            return f"{'、'.join(codes)} {cell_text(origin)}"
        case {"name": name, "role": role}:
            return f"{name}({role})"
        case _:
            return ""
