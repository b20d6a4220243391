"""The schema as clients read it, and the named operations as people run them."""

from collections.abc import Iterator
from datetime import date

import pytest
from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNonNull,
    GraphQLObjectType,
    OperationDefinitionNode,
    OperationType,
    parse,
    validate,
)
from strawberry.types.field import StrawberryField

from api.export import FILE, sdl
from api.operations import texts
from api.schema import make_schema
from api.values.grading import BY_FIELD
from api.values.words import FIELD_NAMES, WORDINGS, field_code
from domain.grades import GRADES, Grade
from services.ledgers.cells import LISTS

SCHEMA = make_schema()._schema
BUILT_IN = {"Date", "DateTime", "ID", "Int", "String", "Boolean"}
ROOTS = [(name, f) for name, f in SCHEMA.query_type.fields.items()] if SCHEMA.query_type else []
OPERATIONS = [
    "AcceptEarlierReview",
    "AdmitReserve",
    "AnswerFinding",
    "ApproveErasure",
    "AssignMentor",
    "AssignTrialPost",
    "ChangeReferenceDate",
    "ClassShifts",
    "ClassifyVillage",
    "CloseElectionCycle",
    "CloseVillagePlan",
    "ConcludeJointReview",
    "ConcludeSurvey",
    "ConfirmPairings",
    "ConsiderMember",
    "ContactDue",
    "Coverage",
    "DecideObjection",
    "Decision",
    "DeclareGroupAbsent",
    "Disputes",
    "DueProcess",
    "ElectEarly",
    "ElectionCycle",
    "ElectionCycleWhatIf",
    "ExcellentUnwilling",
    "ExitReserve",
    "GapCover",
    "GrantException",
    "HearStatement",
    "History",
    "HoldAssessmentMeeting",
    "HoldTalk",
    "HoldTraining",
    "IncumbentsLeaving",
    "InformSubject",
    "KeepPeopleApart",
    "LodgeObjection",
    "MarkExcellent",
    "MatureOutside",
    "Me",
    "MentorGaps",
    "MentorLoads",
    "MergePeople",
    "NativesOutside",
    "NotYetConsidered",
    "OpenElectionCycle",
    "OpenSurvey",
    "OtherMentor",
    "People",
    "PersonFile",
    "PlanForVillage",
    "ProposeCandidate",
    "ProposePairings",
    "PublishRuleSet",
    "PutOnPreliminaryList",
    "QuotaRemedy",
    "Rechecks",
    "RecordEarlierReview",
    "RecordInterview",
    "RecordNoObjection",
    "RecordOpinion",
    "RecordOutreach",
    "RecordSecretaryFinding",
    "RecordTie",
    "RecordUse",
    "RecordVillageFinding",
    "RecordWillingness",
    "RecordedTies",
    "RegisterMentor",
    "RejectPairing",
    "ReleaseMentor",
    "RequestErasure",
    "Reviews",
    "RuleSet",
    "RuleSetWhatIf",
    "SamePeople",
    "ScreenCandidate",
    "Search",
    "SeparatePeople",
    "SetElectionDates",
    "SetMentorAbsence",
    "SetTier",
    "SettleFact",
    "SettleFinding",
    "SinglePointsOfFailure",
    "Standings",
    "StopWatching",
    "StructureByTownship",
    "SurveyBalance",
    "SurveyFile",
    "SurveyProgress",
    "TakeOffPreliminaryList",
    "TierStuck",
    "TrainingShort",
    "VillageFile",
    "VillagePlans",
    "VillagesLackingReserves",
    "WatchList",
    "WatchPerson",
    "WithdrawExcellentMark",
    "WithdrawTie",
]


def is_chinese(text: str | None) -> bool:
    return any("\u4e00" <= sign <= "\u9fff" for sign in text or "")


def described() -> Iterator[tuple[str, str | None]]:
    """Everything that can carry a description."""
    for name, type_ in SCHEMA.type_map.items():
        if name.startswith("__") or name in BUILT_IN:
            continue
        if type_ not in (SCHEMA.query_type, SCHEMA.mutation_type):
            yield name, type_.description
        if isinstance(type_, GraphQLEnumType):
            yield from ((f"{name}.{key}", value.description) for key, value in type_.values.items())
        if isinstance(type_, GraphQLInputObjectType):
            yield from ((f"{name}.{key}", f.description) for key, f in type_.fields.items())
        if isinstance(type_, GraphQLObjectType | GraphQLInterfaceType):
            for key, f in type_.fields.items():
                yield f"{name}.{key}", f.description
                yield from ((f"{name}.{key}({arg})", a.description) for arg, a in f.args.items())


ROOT_TYPES = (SCHEMA.query_type, SCHEMA.mutation_type, SCHEMA.subscription_type)


def output_fields() -> Iterator[tuple[str, GraphQLField]]:
    """Every field of every answer; the roots themselves only ask."""
    for name, type_ in SCHEMA.type_map.items():
        if name.startswith("__") or type_ in ROOT_TYPES:
            continue
        if isinstance(type_, GraphQLObjectType | GraphQLInterfaceType):
            yield from ((f"{name}.{key}", f) for key, f in type_.fields.items())


def test_the_committed_schema_is_the_one_that_runs() -> None:
    assert FILE.read_text("utf-8") == sdl(), "run `python -m api.export` and look at the difference"
    assert sdl() == sdl()


def test_everything_is_described_in_both_languages() -> None:
    assert [name for name, text in described() if not is_chinese(text) or not (text or "")[0].isascii()] == []


def test_every_field_of_every_answer_has_a_grade() -> None:
    ungraded = []
    for name, f in output_fields():
        definition = f.extensions.get("strawberry-definition")
        assert isinstance(definition, StrawberryField)
        grade = definition.metadata.get("grade")
        if not isinstance(grade, Grade) and grade != BY_FIELD["grade"]:
            ungraded.append(name)
    assert ungraded == []


def test_what_the_domain_calls_sensitive_is_graded_so_here() -> None:
    known = {name: f.extensions["strawberry-definition"].metadata["grade"] for name, f in output_fields()}
    assert known["PersonFile.phone"] == GRADES["phone"]
    assert known["PersonFile.idNumber"] == GRADES["id_number"]
    assert known["VillageFile.classReasons"] == GRADES["classification_reason"]
    above_work = {name for name, grade in known.items() if isinstance(grade, Grade) and grade > Grade.P1}
    talks = {f"Talk.{name}" for name in ("problem", "measure", "problemWords", "measureWords", "saidWords")}
    assert known["WillingnessAnswer.reason"] == GRADES["willingness_reason"]
    assert {known[f"Contact.{name}"] for name in ("answer", "words", "owner")} == {GRADES["outreach_words"]}
    assert {known[f"{name}.kind"] for name in ("KinTie", "TieRow")} == {GRADES["tie"]}
    of_people = ("WillingnessAnswer", "Contact", "KinTie", "TieRow", "PartIn", "OutreachRow", "NativeRow")
    lists = {
        "PersonFile.kin",
        *(f"RecordedTiesConnection.{n}" for n in ("nodes", "edges", "totalCount", "sameMatter")),
    }
    rest = {name for name in above_work if name.partition(".")[0] not in of_people} - lists
    turned_down = "PairTurnedDown.reason"
    assert known[turned_down] == GRADES["talk_words"]
    files = {"PersonFile.phone", "PersonFile.idNumber", "VillageFile.classReasons"}
    surveys = {
        "PersonAspect.rating",
        *(f"PersonSaid.{name}" for name in ("ratings", "verdict", "words", "watched")),
    }
    assert rest == {*files, turned_down, *talks, *surveys}


def test_every_field_of_the_domain_has_a_name_and_its_words() -> None:
    assert set(FIELD_NAMES) == set(GRADES)
    assert {f: w for f, w in LISTS.items() if f in GRADES} == {
        f: w for f, w in WORDINGS.items() if f in LISTS
    }
    assert field_code("出生年月") == field_code("birth") == field_code(" birth ") == "birth"
    assert len({zh for _, zh in FIELD_NAMES.values()}) == len(FIELD_NAMES)


@pytest.mark.parametrize(("name", "root"), ROOTS)
def test_every_question_can_be_asked_of_another_day_and_of_the_past(name: str, root: GraphQLField) -> None:
    assert {"onDate", "asOf", "minPosition"} <= root.args.keys()
    assert not isinstance(root.type, GraphQLNonNull), "one failure must not null its siblings"
    if name not in ("node", "nodes"):
        assert {"onDate", "position"} <= getattr(root.type, "fields", {}).keys()


def test_what_a_node_is_says_as_of_when_it_is() -> None:
    for type_ in SCHEMA.get_possible_types(SCHEMA.type_map["Node"]):  # type: ignore[arg-type]
        assert {"id", "onDate", "position"} <= type_.fields.keys()


def test_every_command_takes_one_input_at_most_two_levels_deep() -> None:
    assert SCHEMA.mutation_type
    for name, f in SCHEMA.mutation_type.fields.items():
        (argument,) = f.args.items()
        assert argument[0] == "input"
        assert depth(argument[1]) <= 2, name
        assert not isinstance(f.type, GraphQLNonNull)
        assert {"position", "replayed", "userErrors"} <= getattr(f.type, "fields", {}).keys()


def depth(argument: GraphQLArgument) -> int:
    type_ = argument.type
    while not isinstance(type_, GraphQLInputObjectType):
        inner = getattr(type_, "of_type", None)
        if inner is None:
            return 0
        type_ = inner
    return 1 + max(depth(GraphQLArgument(f.type)) for f in type_.fields.values())


def test_the_named_operations_are_those_that_are_promised() -> None:
    assert list(texts()) == OPERATIONS


@pytest.mark.parametrize("name", OPERATIONS)
def test_an_operation_file_says_what_it_asks_and_fits_the_schema(name: str) -> None:
    text = texts()[name]
    chinese, english = text.splitlines()[:2]
    assert chinese.startswith("# ")
    assert english.startswith("# ")
    assert is_chinese(chinese)
    assert english.isascii()
    document = parse(text)
    assert validate(SCHEMA, document) == []
    operations = [node for node in document.definitions if isinstance(node, OperationDefinitionNode)]
    (operation,) = operations
    assert operation.name
    assert operation.name.value == name
    variables = {v.variable.name.value for v in operation.variable_definitions or ()}
    if operation.operation is OperationType.QUERY:
        assert {"onDate", "asOf"} <= variables
    else:
        assert variables == {"input"}


def test_dates_of_the_schema_are_plain_days() -> None:
    scalar = SCHEMA.type_map["Date"]
    assert scalar.serialize(date(2026, 6, 30)) == "2026-06-30"  # type: ignore[attr-defined]
