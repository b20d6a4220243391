"""Codes with the words people use for them, both ways: `junior_college` is 大专, and 大专 is understood."""

from collections.abc import Mapping
from types import MappingProxyType

import strawberry
from strawberry import field

from api.values.grading import BY_FIELD, P0
from domain.refusal import Refusal
from domain.values.education import EDUCATION
from domain.values.mentoring_words import RELEASE_REASON, TALK_CHANNEL, TALK_MEASURE, TALK_PROBLEM
from domain.values.outreach_words import (
    KIN,
    OUTREACH_ANSWER,
    OUTREACH_CHANNEL,
    TIE_SOURCE,
    WATCH_REASON,
    WILLING_TO,
    WILLINGNESS_REASON,
)
from domain.values.person_words import (
    ETHNICITY,
    MEMBER_KIND,
    MENTOR_ROLE,
    PARTY_AFFILIATION,
    POLITICAL_STATUS,
    RESIDENCE,
    SEX,
    TIER,
    WILLINGNESS,
    YES_NO,
)
from domain.values.surveying_words import (
    ASPECT,
    EVIDENCE_SOURCE,
    PLAN_END,
    PLAN_ROUTE,
    RATING,
    TALK_GROUP,
    VERDICT,
    VILLAGE_VERDICT,
)
from domain.values.village_words import CRITERIA, VILLAGE_CLASS
from domain.values.wording import Wording

WORDINGS: Mapping[str, Wording] = MappingProxyType(
    {
        "classification": VILLAGE_CLASS,
        "classification_reason": CRITERIA,
        "combined_post": YES_NO,
        "education": EDUCATION,
        "education_full_time": EDUCATION,
        "education_in_service": EDUCATION,
        "ethnicity": ETHNICITY,
        "member_kind": MEMBER_KIND,
        "party_affiliation": PARTY_AFFILIATION,
        "political_status": POLITICAL_STATUS,
        "residence": RESIDENCE,
        "role": MENTOR_ROLE,
        "sex": SEX,
        "tier": TIER,
        "willingness_to_return": WILLINGNESS,
        "willingness_to_serve": WILLINGNESS,
        "willingness_to_stand": WILLINGNESS,
        "evidence_source": EVIDENCE_SOURCE,
        "plan_end": PLAN_END,
        "plan_route": PLAN_ROUTE,
        "release_reason": RELEASE_REASON,
        "survey_aspect": ASPECT,
        "survey_rating": RATING,
        "survey_verdict": VERDICT,
        "talk_group": TALK_GROUP,
        "village_verdict": VILLAGE_VERDICT,
        "talk_channel": TALK_CHANNEL,
        "talk_measure": TALK_MEASURE,
        "talk_problem": TALK_PROBLEM,
        "kin": KIN,
        "outreach_answer": OUTREACH_ANSWER,
        "outreach_channel": OUTREACH_CHANNEL,
        "tie_source": TIE_SOURCE,
        "watch_reason": WATCH_REASON,
        "willing_to": WILLING_TO,
        "willingness_answer": Wording(
            "answer", [WILLINGNESS.meanings[c] for c in WILLINGNESS.codes() if c != "not_asked"]
        ),
        "willingness_reason": WILLINGNESS_REASON,
    }
)
"""The closed list of each field that has one."""

FIELD_NAMES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "village": ("village", "村"),
        "decision_reason": ("reason of a decision", "决定理由"),
        "survey_finding": ("what a survey found of a person", "摸排所见"),
        "review_finding": ("finding of a review", "审查情况"),
        "township": ("township", "乡镇"),
        "village_code": ("village code", "村代码"),
        "native_township": ("township of origin", "籍贯乡镇"),
        "native_village": ("village of origin", "籍贯村"),
        "name": ("name", "姓名"),
        "sex": ("sex", "性别"),
        "birth": ("birth", "出生年月"),
        "joined_party": ("joined the Party", "入党时间"),
        "member_kind": ("kind of membership", "党员类别"),
        "education": ("education", "学历"),
        "education_full_time": ("full-time education", "全日制学历"),
        "education_in_service": ("in-service education", "在职学历"),
        "residence": ("residence", "居住地"),
        "political_status": ("political status", "政治面貌"),
        "party_affiliation": ("Party affiliation", "组织关系"),
        "occupation": ("occupation", "职业"),
        "workplace": ("workplace", "工作单位"),
        "post": ("post", "职务"),
        "tier": ("tier", "培养层次"),
        "role": ("mentor's role", "导师身份"),
        "capacity": ("mentor's capacity", "可带人数"),
        "linked_villages": ("linked villages", "联系村"),
        "mentor_names": ("mentors' names", "帮带导师"),
        "classification": ("class of the village", "村类别"),
        "combined_post": ("secretary is also director", "是否一肩挑"),
        "star_rating": ("star rating", "星级"),
        "willingness_to_stand": ("willing to stand", "参选意向"),
        "willingness_to_return": ("willing to return", "回村意愿"),
        "willingness_to_serve": ("willing to serve", "任职意愿"),
        "phone": ("telephone", "电话"),
        "ethnicity": ("ethnicity", "民族"),
        "id_number": ("id number", "身份证号"),
        "outreach_words": ("what a contact brought", "动员情况"),
        "tie": ("recorded tie", "亲属关系"),
        "willingness_reason": ("reason of an unwilling answer", "不愿意的原因"),
        "talk_words": ("what a talk was about", "谈话内容"),
        "classification_reason": ("reason for the class", "分类理由"),
    }
)
"""English and Chinese names of the fields that ledgers fill."""


@strawberry.type(description="A word of a closed list. 代码与名称")
class Term:
    """A value that is on no list stands for itself in all three."""

    code: str = field(description="Stable. 代码", metadata=BY_FIELD)
    label: str = field(description="In English. 英文", metadata=BY_FIELD)
    label_zh: str = field(description="In Chinese. 中文", metadata=BY_FIELD)


@strawberry.type(description="A field that ledgers fill. 台账字段")
class FieldName:
    """What `settleFact` takes as `field`, and what people call it."""

    code: str = field(description="Stable. 代码", metadata=P0)
    label: str = field(description="In English. 英文", metadata=P0)
    label_zh: str = field(description="In Chinese. 中文", metadata=P0)

    @classmethod
    def of(cls, code: str) -> "FieldName":
        """By the field's code."""
        english, chinese = FIELD_NAMES.get(code, (code, code))
        return cls(code=code, label=english, label_zh=chinese)


def field_code(text: str) -> str:
    """The field that a client's word means: its code, or its English or Chinese name; else the word itself."""
    wanted = text.strip()
    return next((code for code, names in FIELD_NAMES.items() if wanted in (code, *names)), wanted)


def term(of_field: str, value: str | None) -> Term | None:
    """A field's value with its words."""
    if value is None:
        return None
    found = terms(of_field, value) or []
    return Term(
        code=value, label=", ".join(t.label for t in found), label_zh="、".join(t.label_zh for t in found)
    )


def term_of(code: str, words: Mapping[str, tuple[str, str]]) -> Term:
    """A code with its English and Chinese words from a table."""
    english, chinese = words[code]
    return Term(code=str(code), label=english, label_zh=chinese)


def terms(of_field: str, value: str | None) -> list[Term] | None:
    """Each of several codes with its words (blanks part them); a value that is on no list stays whole."""
    if value is None:
        return None
    wording, codes = WORDINGS.get(of_field), value.split()
    if wording is None or not all(code in wording.meanings for code in codes):
        return [Term(code=value, label=value, label_zh=value)]
    return [Term(code=code, label=wording.en(code), label_zh=wording.zh(code)) for code in codes]


def code_of(of_field: str, argument: str, text: str | None) -> str | None:
    """The code that a client's word means; codes, English and Chinese are understood.

    Raises: VALUE_UNKNOWN, with the words there are.
    """
    if text is None:
        return None
    wording = WORDINGS[of_field]
    code = wording.read(text)
    if code is None:
        choices = tuple(wording.meanings)
        raise Refusal(
            "VALUE_UNKNOWN",
            f"`{argument}`: send one of {', '.join(choices)}.",
            f"`{argument}`：请填以下之一：{'、'.join(wording.zh(choice) for choice in choices)}。",
            path=(argument,),
            choices=choices,
        )
    return code
