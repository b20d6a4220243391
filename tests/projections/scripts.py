"""Random histories: short lists of steps over a county small enough that everything meets everything."""

from datetime import date
from typing import Any

from hypothesis import strategies as st
from msgspec.structs import replace

from domain.candidacy import CandidacyListed
from domain.election_cycle import ElectionCycleOpened
from domain.ids import VillageCode
from domain.ledger import LedgerKind
from domain.rule_set import (
    DueProcess,
    Mentoring,
    MentorRole,
    RuleSet,
    Surveying,
    TalkGroup,
    VillageClass,
)
from domain.survey import survey_of
from domain.survey.events import InterviewRecorded
from tests.example_rules import RULES
from tests.given import COUNTY, NORTH, REFERENCE, SOUTH, TODAY, VETTING, Given, pending_row, village

Step = tuple[Any, ...]

PEOPLE = [f"pe_{n}" for n in range(6)]
VILLAGES = [village(NORTH, 0), village(NORTH, 1), village(SOUTH, 0), village(SOUTH, 1)]
IMPORTS = ["im_1", "im_2", "im_3"]
DAYS = [None, date(2025, 12, 1), date(2026, 3, 1), date(2026, 5, 1)]
OTHER_NUMBER = "990101199010050015"
NUMBER = "990101199305240028"  # any 18 signs do here: projections read birth and sex, never the check digit

MENTOR_DAYS = [date(2026, 5, 1), date(2026, 5, 31), date(2026, 6, 20), date(2026, 7, 2)]
"""The second is thirty days before the first day that is asked for, the last thirty before the second."""

people = st.sampled_from(PEOPLE)
mentor_days = st.sampled_from(MENTOR_DAYS)
villages = st.sampled_from(VILLAGES)
imports = st.sampled_from(IMPORTS)
days = st.sampled_from(DAYS)
names = st.sampled_from(["王芳", "李雷"])
facts = st.fixed_dictionaries(
    {"name": names},
    optional={
        "birth": st.sampled_from(["1993-05", "1993-05-24", "1990-10", "1991", "1980-06-30"]),
        "sex": st.sampled_from(["male", "female"]),
        "education": st.sampled_from(["senior_middle", "junior_college", "bachelor"]),
        "education_full_time": st.sampled_from(["primary", "junior_college"]),
        "member_kind": st.sampled_from(["full", "probationary"]),
        "political_status": st.sampled_from(["party_member", "masses"]),
        "residence": st.sampled_from(["in_village", "away"]),
        "tier": st.sampled_from(["mature", "promising"]),
        "willingness_to_return": st.sampled_from(["yes", "no"]),
        "willingness_to_serve": st.sampled_from(["yes", "no", "not_asked"]),
        "willingness_to_stand": st.sampled_from(["yes", "no"]),
        "party_affiliation": st.sampled_from(["here", "elsewhere"]),
        "id_number": st.sampled_from([NUMBER, OTHER_NUMBER]),
    },
)
holds = st.sampled_from(
    [((), ()), ((), ()), (("BIRTH_AGAINST_ID",), ("birth",)), (("ROWS_DISAGREE",), ("sex", "birth"))]
)
fields = st.sampled_from(["birth", "sex", "education", "name", "id_number", "mentor_names", "village"])
values = {
    "birth": "1993-05-24",
    "sex": "female",
    "education": "bachelor",
    "name": "王芳",
    "id_number": NUMBER,
    "mentor_names": "李雷",
    "village": VILLAGES[0],
}

reserve = st.tuples(
    st.just("reserve"),
    people,
    villages,
    facts,
    st.lists(names, max_size=2, unique=True),
    imports,
    days,
    holds,
)
mentor = st.tuples(
    st.just("mentor"),
    people,
    names,
    st.lists(villages, max_size=2),
    st.sampled_from(["", NORTH, SOUTH]),
    imports,
    st.sampled_from(["", "first_secretary", "other"]),
)
calls = st.tuples(
    st.just("calls"),
    villages,
    st.sampled_from([*VillageClass, None]),
    st.one_of(st.none(), people),
    imports,
    days,
)
claims: st.SearchStrategy[Step] = st.one_of(
    reserve,
    reserve,
    mentor,
    calls,
    calls,
    st.tuples(st.just("member"), people, villages, facts, imports, days, holds),
    st.tuples(st.just("talent"), people, villages, facts, imports, days),
)
effective = st.sampled_from([date(2026, 1, 1), date(2026, 5, 1), date(2026, 7, 15)])
two = (st.integers(0, 9), people)
"""A candidacy of those listed so far, and a mentor."""
roles = st.lists(st.sampled_from(MentorRole), min_size=1, max_size=2, unique=True)
mentoring: st.SearchStrategy[Step] = st.one_of(
    st.tuples(st.just("pairs"), *two, st.sampled_from(MentorRole), mentor_days),
    st.tuples(st.just("pairs"), *two, st.sampled_from(MentorRole), mentor_days),
    st.tuples(st.just("talks"), *two, mentor_days),
    st.tuples(st.just("parts"), *two, mentor_days),
    st.tuples(st.just("registers"), people, roles, st.lists(villages, max_size=1), days),
    st.tuples(st.just("away"), people, mentor_days),
)
surveying: st.SearchStrategy[Step] = st.one_of(
    st.tuples(st.just("surveys"), villages, st.just("opened")),
    st.tuples(st.just("hears"), villages, st.lists(st.sampled_from(TalkGroup), min_size=1, max_size=9)),
    st.tuples(st.just("surveys"), villages, st.just("absent"), st.sampled_from(TalkGroup)),
    st.tuples(
        st.just("surveys"),
        villages,
        st.sampled_from(["considered", "listed", "unlisted", "secretary", "assessed"]),
        people,
    ),
    st.tuples(st.just("surveys"), villages, st.sampled_from(["village", "concluded", "met"])),
    st.tuples(st.just("classifies"), villages, st.sampled_from(VillageClass), days),
    st.tuples(st.just("plans"), villages, mentor_days, days),
    st.tuples(st.just("closes plan"), villages, days),
    st.tuples(st.just("new cycle")),
)
answer_days = st.sampled_from([date(2026, 2, 1), date(2026, 3, 1), date(2026, 6, 20), date(2026, 7, 10)])
questions = st.sampled_from(["stand", "return", "serve"])
mobilising: st.SearchStrategy[Step] = st.one_of(
    st.tuples(
        st.just("answers"), people, questions, st.sampled_from(["yes", "no", "undecided"]), answer_days
    ),
    st.tuples(st.just("marks"), people, answer_days),
    st.tuples(
        st.just("contacts"),
        people,
        st.sampled_from(["yes", "no", "unreached"]),
        answer_days,
        st.sampled_from([None, date(2026, 6, 30), date(2026, 8, 1)]),
    ),
    st.tuples(st.just("watches"), people, villages, answer_days),
    st.tuples(st.just("ties"), people, people, st.sampled_from(["parent", "spouse"]), answer_days),
    st.tuples(st.just("unties"), people, people, answer_days),
)
decisions: st.SearchStrategy[Step] = st.one_of(
    surveying,
    surveying,
    mobilising,
    mobilising,
    mentoring,
    mentoring,
    st.tuples(st.just("undo"), imports),
    st.tuples(st.just("merges"), people, people),
    st.tuples(st.just("merges"), people, people),
    st.tuples(st.just("separates"), people, people),
    st.tuples(st.just("keeps_apart"), people, people),
    st.tuples(st.just("settles"), people, fields, st.booleans(), days),
    st.tuples(st.just("settles"), people, fields, st.booleans(), days),
    st.tuples(st.just("forgets"), people),
    st.tuples(st.just("refuses"), villages, st.integers(3, 5)),
    st.tuples(st.just("mends"), villages, st.integers(3, 5)),
    st.tuples(st.just("rules"), st.integers(0, 3), st.sampled_from([date(2026, 1, 1), date(2026, 7, 15)])),
    st.tuples(st.just("unreadable")),
)
vetting_days = st.sampled_from([date(2025, 12, 1), date(2026, 2, 10), date(2026, 4, 30), date(2026, 6, 1)])
contact_days = st.sampled_from([date(2026, 5, 31), date(2026, 6, 20)])
"""An admission exactly thirty days before the first day that is asked for, and one just before it."""
road = st.tuples(st.just("admits"), people, villages, st.one_of(vetting_days, contact_days))
tiers = st.sampled_from(["tier set", "made promising", "made ordinary"])
origins = st.sampled_from(["screening", "agency", "joint_review"])
proceeding = st.tuples(st.just("proceeds"), people, villages, origins, st.integers(1, 5), vetting_days)
objecting = st.tuples(st.just("objects"), people, villages, vetting_days, st.sampled_from([None, None, 1]))
vetting: st.SearchStrategy[Step] = st.one_of(
    road,
    road,
    proceeding,
    proceeding,
    objecting,
    st.tuples(st.just("trains"), people, vetting_days, st.integers(1, 6)),
    st.tuples(st.just("decides"), people, villages, tiers, vetting_days),
    st.tuples(st.just("decides"), people, villages, st.sampled_from(sorted(VETTING)), vetting_days),
    st.tuples(
        st.just("looks elsewhere"), st.sampled_from(["items", "agencies", "months", "nothing"]), effective
    ),
)
scripts = st.builds(
    lambda first, then, vetted, last: first + then + vetted + last,
    st.lists(claims, min_size=6, max_size=14),
    st.lists(st.one_of(claims, decisions, decisions), max_size=14),
    st.lists(st.one_of(road, road, vetting), max_size=6),
    st.lists(st.one_of(claims, decisions, vetting), max_size=3),
)


def played(script: list[Step]) -> Given:
    """The events of a script; a step that makes no sense where it stands is left out."""
    given = Given().county(2)
    forgotten: set[str] = set()
    for step in script:
        if not forgotten.intersection(map(str, step)):
            _play(given, step, forgotten)
    return given


def _play(given: Given, step: Step, forgotten: set[str]) -> None:
    match step:
        case ("member", who, where, said, by, on, (held, on_fields)):
            given.member(who, where, import_id=by, on=on, held=held, held_fields=on_fields, **said)
        case ("talent", who, where, said, by, on):
            given.says(LedgerKind.TALENTS, who, native_village=where, import_id=by, on=on, **said)
        case ("mentor", who, name, linked, township, by, role):
            more = {"role": role} if role else {}
            linked = dict.fromkeys(linked)
            given.mentor(who, name, *linked, township=township, import_id=by, capacity="2", **more)
        case ("reserve", who, where, said, named, by, on, (held, on_fields)):
            more = {"mentor_names": "、".join(named)} if named else {}
            given.reserve(who, where, import_id=by, on=on, held=held, held_fields=on_fields, **said, **more)
        case ("calls", where, kind, who, by, on):
            if who not in forgotten:
                given.calls(where, kind, who, import_id=by, on=on)
        case _:
            _decide(given, step, forgotten)


def _decide(given: Given, step: Step, forgotten: set[str]) -> None:
    match step:
        case ("undo", by):
            given.undo(by)
        case ("settles", who, field, really, on):
            given.settles(who, field, values[field] if really else "", on=on)
        case ("forgets", who):
            given.forgets(who)
            forgotten.add(who)
        case ("refuses", where, row):
            given.refuses(LedgerKind.RESERVES, pending_row(where, row))
        case ("mends", where, row):
            given.refuses(LedgerKind.RESERVES, cleared=[pending_row(where, row)])
        case ("rules", wanted, effective):
            rules = RULES.__class__(
                **{
                    **_plain(RULES),
                    "reserves_wanted": dict.fromkeys(VillageClass, wanted),
                    "mentoring": Mentoring(talk_every_days=10 * wanted),
                    "surveying": Surveying(
                        talks_min=dict.fromkeys(TalkGroup, int(wanted or 0)),
                        cadre_percent_max=40 + 10 * wanted,
                    ),
                }
            )
            given.rules(rules, version=len(given.events), effective_from=effective)
        case ("unreadable",):
            given.unreadable()
        case (("merges" | "separates" | "keeps_apart") as tie, one, other):
            if one != other:
                getattr(given, tie)(one, other)
        case _:
            _vet_or_mentor(given, step, forgotten)


def _vet_or_mentor(given: Given, step: Step, forgotten: set[str]) -> None:
    match step:
        case (("answers" | "marks" | "contacts" | "watches") as what, who, *how):
            getattr(given, what)(who, *how)
        case (("ties" | "unties") as what, one, other, *how):
            if one != other:
                getattr(given, what)(one, other, *how)
        case (("pairs" | "talks" | "parts") as what, number, mentor, *how):
            _of_a_listed_one(given, what, number, (mentor, *how), forgotten)
        case ("registers", who, held, linked, on):
            given.registers(who, *held, villages=linked, on=on)
        case ("away", who, start):
            given.away(who, start)
        case ("admits", who, where, on):
            given.admits(who, where, on)
        case ("proceeds", who, where, origin, steps, on):
            _proceeds(given, who, where, origin, steps, on)
        case ("trains", who, on, number):
            given.trains(who, on, number)
        case ("objects", who, where, on, number):
            given.objects(who, where, on, number)
        case ("decides", who, where, what, on):
            given.decides(who, where, what, on)
        case ("looks elsewhere", at, effective):
            given.rules(looking_elsewhere(at), version=len(given.events), effective_from=effective)
        case _:
            _decide_of_village(given, step)


def _decide_of_village(given: Given, step: Step) -> None:
    match step:
        case ("surveys", where, what, *how):
            _survey(given, where, what, *how)
        case ("hears", where, groups):
            for number, group in enumerate(groups):
                _survey(given, where, "interview", number, group)
        case ("classifies", where, kind, on):
            given.classifies(where, kind, on or TODAY)
        case ("plans", where, due, on):
            given.plans(where, due, on or TODAY)
        case ("closes plan", where, on):
            given.closes_plan(where, on or TODAY)
        case ("new cycle",):
            given.add(f"election_cycle:{COUNTY}", ElectionCycleOpened(reference_date=REFERENCE))
        case _:
            raise ValueError(step)


def _survey(given: Given, where: str, what: str, *how: Any) -> None:
    """Nothing happens to a survey before it is opened, and a group that was heard exists."""
    cycle = sum(isinstance(r.event, ElectionCycleOpened) for r in given.events)
    mine = [r.event for r in given.events if r.stream == f"survey:{survey_of(VillageCode(where), cycle)}"]
    if not mine and what != "opened":
        given.surveys(where, "opened")
    if what != "absent" or not any(isinstance(e, InterviewRecorded) and e.group == how[0] for e in mine):
        given.surveys(where, what, *how)


def _of_a_listed_one(given: Given, what: str, number: int, how: tuple[Any, ...], forgotten: set[str]) -> None:
    listed = [r.event for r in given.events if isinstance(r.event, CandidacyListed)]
    known = [event for event in listed if event.person not in forgotten]
    if known:
        one = known[number % len(known)]
        getattr(given, what)(one.person, one.village, *how)


ADVERSE = {
    "screening": "screened not clear",
    "agency": "found adverse",
    "joint_review": "concluded not clear",
}


def _proceeds(given: Given, who: str, where: str, origin: str, steps: int, on: date) -> None:
    """A finding and so many steps, the settlement by turns."""
    settled = ("upheld", "cured", "withdrawn")[len(given.events) % 3]
    road = [ADVERSE[origin], *(f"{step} {origin}" for step in ("informed", "heard", settled, "answered"))]
    for what in road[:steps]:
        given.decides(who, where, what, on)


def _plain(rules: Any) -> dict[str, Any]:
    return {name: getattr(rules, name) for name in rules.__struct_fields__}


def looking_elsewhere(at: str) -> RuleSet:
    """Rules whose reviews look at something else than the first version's, or only hold longer."""
    v = RULES.vetting
    choices: dict[str, dict[str, Any]] = {
        "items": {"negative_list": v.negative_list[1:]},
        "agencies": {"agencies": v.agencies[1:]},
        "months": {"screening_months": 3, "joint_review_months": 2},
        "nothing": {},
    }
    clocks = DueProcess(inform_days=4, hear_days=60, decide_days=150, review_days=60)
    return replace(RULES, vetting=replace(v, **choices[at]), due_process=clocks)
