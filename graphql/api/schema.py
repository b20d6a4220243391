"""The schema: every question and every command, with the guard in front of both."""

import strawberry

from api.commands.due_process import DueProcessCommands
from api.commands.electing import ElectingCommands
from api.commands.erasing import ErasingCommands
from api.commands.mentoring import MentoringCommands
from api.commands.mobilising import MobilisingCommands
from api.commands.pairing import PairingCommands
from api.commands.ruling import RulingCommands
from api.commands.settling import SettlingCommands
from api.commands.surveying import SurveyingCommands
from api.commands.training import TrainingCommands
from api.commands.vetting import VettingCommands
from api.http.errors import QuietSchema
from api.http.guard import Guarding
from api.http.limits import Limits
from api.questions.asking import DEFAULT_PAGE
from api.questions.coverage import CoverageQuestions
from api.questions.due_process import DueProcessQuestions
from api.questions.electing.class_shifts import ClassShiftQuestions
from api.questions.electing.cycle import CycleQuestions
from api.questions.electing.rechecks import RecheckQuestions
from api.questions.electing.standings import StandingQuestions
from api.questions.finding import FindingQuestions
from api.questions.following import Subscription
from api.questions.growing import GrowingQuestions
from api.questions.histories import HistoryQuestions
from api.questions.mentoring import MentoringQuestions
from api.questions.mentors import MentorQuestions
from api.questions.mobilising.incumbents import IncumbentQuestions
from api.questions.mobilising.natives import NativeQuestions
from api.questions.mobilising.unwilling import UnwillingQuestions
from api.questions.myself import MyselfQuestions
from api.questions.open_matters import OpenMatterQuestions
from api.questions.pairing import PairingQuestions
from api.questions.people import PeopleQuestions
from api.questions.person_files import PersonFileQuestions
from api.questions.remedies.gap_cover import GapCoverQuestions
from api.questions.remedies.quota_remedy import QuotaRemedyQuestions
from api.questions.remedies.single_points import SinglePointQuestions
from api.questions.reviewing import ReviewQuestions
from api.questions.ruling import RulingQuestions
from api.questions.structure import StructureQuestions
from api.questions.survey_files import SurveyFileQuestions
from api.questions.surveying import SurveyingQuestions
from api.questions.ties import TieQuestions
from api.questions.village_files import VillageFileQuestions

LENGTHS = {
    "TrainingRow.villages": 2,
    "Candidacy.mentoredBy": 4,
    "Classes.doubtful": 1,
    "Classes.quotas": 2,
    "ConfirmPairingsPayload.pairs": 100,
    "ContactRow.mentors": 4,
    "ContactRow.villages": 2,
    "Coverage.byClass": 3,
    "Decision.parts": 8,
    "Decision.restedOn": 6,
    "Dispute.villages": 2,
    "ElectionCycle.changes": 3,
    "ElectionCycle.electionDays": 20,
    "ElectionCycle.milestones": 20,
    "ExcellentUnwillingConnection.rates": 5,
    "Fact.said": 3,
    "FoundPerson.villages": 2,
    "HeldRow.fields": 2,
    "IncumbentRow.why": 2,
    "MentorLoad.linkedVillages": 4,
    "MentorLoad.reserves": 4,
    "MentorLoad.roles": 2,
    "MissingClass.quotas": 2,
    "OtherMentor.levels": 7,
    "OutreachRow.unwillingTo": 2,
    "OutreachRow.villages": 2,
    "PairTurnedDown.changed": 1,
    "PairingGap.mentors": 4,
    "PairingGap.reserves": 8,
    "PersonChange.reviews": 1,
    "PersonFile.answers": 3,
    "PersonFile.contacts": 3,
    "PersonFile.facts": 20,
    "PersonFile.kin": 2,
    "PersonFile.talks": 12,
    "PersonRow.disputed": 2,
    "PersonRow.villages": 2,
    "ProposedCover.reasons": 3,
    "ProposedCover.villages": 1,
    "ProposedPair.reasons": 2,
    "ProposedPairConnection.cost": 7,
    "ProposedPairConnection.gaps": 10,
    "ProposedPairConnection.leftOut": 4,
    "ProposedPairConnection.relief": 10,
    "ProposedPairConnection.remarks": 1,
    "ProposedPairConnection.turnedDown": 10,
    "RecheckConnection.townships": 10,
    "ReserveGap.byLedgerOnly": 1,
    "ReserveGap.mentors": 2,
    "ReserveGap.missing": 2,
    "RestedOn.events": 10,
    "Review.stages": 2,
    "Review.states": 2,
    "Review.waitingFor": 4,
    "ReviewConnection.byState": 4,
    "RuleSet.versions": 10,
    "RuleSetWhatIf.mentors": 20,
    "RuleSetWhatIf.people": 50,
    "RuleSetWhatIf.quotas": 20,
    "RuleSetWhatIf.rules": 20,
    "RuleSetWhatIf.villages": 50,
    "SamePersonSuggestion.differs": 2,
    "SamePersonSuggestion.villages": 2,
    "BalanceRow.unheard": 2,
    "PersonSaid.ratings": 4,
    "RegionProgress.groups": 7,
    "SurveyFile.answers": 12,
    "SurveyFile.attendees": 6,
    "SurveyFile.findings": 2,
    "SurveyFile.found": 4,
    "SurveyFile.groups": 7,
    "SurveyFile.listed": 3,
    "SurveyFile.members": 4,
    "SurveyFile.people": 10,
    "SurveyPayload.findings": 2,
    "SurveyProgress.townships": 20,
    "SecondLink.reasons": 2,
    "SinglePoint.villages": 4,
    "SinglePointsConnection.byKind": 4,
    "Structure.townships": 20,
    "TieRow.otherParts": 2,
    "TieRow.parts": 2,
    "TieRow.sameMatter": 1,
    "ToLookAt.quotas": 2,
    "ToLookAt.villages": 1,
    "TownshipRemedy.changes": 1,
    "TownshipRemedy.nearest": 2,
    "TownshipRemedy.people": 3,
    "TownshipRemedy.quotas": 4,
    "TownshipStructure.quotas": 4,
    "UserError.choices": 5,
    "UserError.inputs": 3,
    "VillageCover.against": 4,
    "VillageCover.candidates": 2,
    "VillageCover.covers": 1,
    "VillageCover.sharedBy": 2,
    "VillageGaps.reserves": 2,
    "WatchRow.reasons": 2,
}
"""How long lists without a size usually are, for the price of a question."""
LIMITS = Limits(page_when_absent=DEFAULT_PAGE, lengths=LENGTHS)


@strawberry.type(
    description="Questions: they change nothing, except that reading sensitive fields is recorded. 查询"
)
class Query(
    CoverageQuestions,
    StructureQuestions,
    MentorQuestions,
    MentoringQuestions,
    PairingQuestions,
    PeopleQuestions,
    PersonFileQuestions,
    VillageFileQuestions,
    SurveyFileQuestions,
    SurveyingQuestions,
    HistoryQuestions,
    OpenMatterQuestions,
    ReviewQuestions,
    GapCoverQuestions,
    QuotaRemedyQuestions,
    SinglePointQuestions,
    DueProcessQuestions,
    GrowingQuestions,
    FindingQuestions,
    IncumbentQuestions,
    UnwillingQuestions,
    NativeQuestions,
    TieQuestions,
    RulingQuestions,
    CycleQuestions,
    RecheckQuestions,
    ClassShiftQuestions,
    StandingQuestions,
    MyselfQuestions,
):
    """Every root looks at one point in time and says at which."""


@strawberry.type(description="Commands: one each, carried out whole or not at all. 办理")
class Mutation(
    SettlingCommands,
    VettingCommands,
    MentoringCommands,
    SurveyingCommands,
    PairingCommands,
    MobilisingCommands,
    ErasingCommands,
    DueProcessCommands,
    TrainingCommands,
    RulingCommands,
    ElectingCommands,
):
    """Every payload says why nothing was done, where nothing was."""


def make_schema(limits: Limits = LIMITS) -> QuietSchema:
    """One schema for all requests: its guard remembers the documents it has checked.

    Not `sort_schema`: Strawberry 0.341 then forgets how its own enums are written.
    """
    return QuietSchema(Query, Mutation, Subscription, extensions=[Guarding(limits)])
