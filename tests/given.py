"""Builders of recorded events: what the log would hand to a projection, without a log."""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any

from domain.access import SensitiveRead
from domain.candidacy import CandidacyListed, ListingWithdrawn, candidacy_of
from domain.candidacy import events as vetting
from domain.candidacy.due_process import events as due
from domain.classifying.events import (
    ClassPrivate,
    EvidenceSource,
    PlanEnd,
    PlanEndPrivate,
    PlanPrivate,
    Route,
    SecretaryEvidenceGiven,
    SecretaryPrivate,
    VillageClassified,
    VillagePlanClosed,
    VillagePlanned,
)
from domain.election_cycle import ElectionCycleOpened
from domain.event import Event
from domain.grades import Role, Viewer
from domain.ids import ImportId, PersonId, RegionCode, RequestId, TownshipCode, VillageCode
from domain.kinship import Kin, KnownFrom, TieRecorded, TieWithdrawn
from domain.kinship.events import REVERSED, TiePrivate
from domain.ledger import (
    ImportUndone,
    LedgerKind,
    LedgersImported,
    PendingRow,
    PendingRowsNoted,
    SheetRead,
    Source,
)
from domain.mentor.events import (
    AbsencePrivate,
    MentorAbsenceSet,
    MentorRegistered,
    RegistrationPrivate,
)
from domain.mentorship.events import (
    MentorAssigned,
    MentorReleased,
    ReleasePrivate,
    ReleaseReason,
    TalkChannel,
    TalkHeld,
    TalkPrivate,
)
from domain.objection.events import (
    Channel,
    ObjectionDecided,
    ObjectionLodged,
    Verdict,
    VerdictPrivate,
)
from domain.outreach.events import (
    AnswerPrivate,
    ExcellentMarkWithdrawn,
    MarkedExcellent,
    MarkPrivate,
    OutreachAnswer,
    OutreachMade,
    OutreachPrivate,
    PutOnWatchList,
    Reason,
    TakenOffWatchList,
    WatchPrivate,
    WatchReason,
    Willingness,
    WillingnessRecorded,
    WillingTo,
)
from domain.outreach.events import (
    Channel as OutreachChannel,
)
from domain.person.events import (
    ClaimPrivate,
    ClaimWithdrawn,
    ErasureApproved,
    FactSettled,
    MissingFromLedger,
    PeopleKeptApart,
    PeopleMerged,
    PeopleSeparated,
    PersonClaimed,
    SettlementPrivate,
    SubjectForgotten,
)
from domain.recorded import Decider, Entry, Evidence, Recorded
from domain.register import CountyOpened, TownshipRegistered, VillageRegistered, is_village
from domain.rule_set import (
    MentorRole,
    RuleSet,
    RuleSetPublished,
    TalkGroup,
    VillageClass,
)
from domain.survey import events as surveys
from domain.survey import survey_of
from domain.training.events import Attendance, TrainingAttended
from domain.vetting_rules import Stage
from domain.village import VillageClaimed, VillageClaimWithdrawn, VillagePrivate
from tests.example_rules import RULES

COUNTY = RegionCode("990101")
NORTH, SOUTH = TownshipCode("990101100"), TownshipCode("990101101")
TODAY = date(2026, 6, 30)
REFERENCE = date(2026, 10, 31)
START = datetime(2026, 6, 1, 1, 0, tzinfo=UTC)

COUNTY_VIEWER = Viewer(name="县委组织部", role=Role.COUNTY_DEPARTMENT, region=COUNTY)
NORTH_VIEWER = Viewer(name="北乡", role=Role.TOWNSHIP, region=RegionCode(NORTH))
SOUTH_VIEWER = Viewer(name="南乡", role=Role.TOWNSHIP, region=RegionCode(SOUTH))


def village(township: str, number: int) -> VillageCode:
    """The n-th village of a township: its code ends in 200 and more."""
    return VillageCode(f"{township}{200 + number}")


FOUND_OF_PERSON = "摸排所见甲"
"""What a survey found of a person (P3)."""
CLEAR, NOT_CLEAR = vetting.Outcome.CLEAR, vetting.Outcome.NOT_CLEAR
WHY = vetting.InWords(reason="会议研究")
VETTING: Mapping[str, Callable[..., Event]] = {
    "proposed": partial(vetting.CandidateProposed, private=vetting.MeritEvidence(merits={"REPUTE": "座谈"})),
    "screened clear": partial(vetting.TownshipScreened, outcome=CLEAR, private=vetting.Finding()),
    "screened not clear": partial(
        vetting.TownshipScreened, outcome=NOT_CLEAR, private=vetting.Finding(items=("NL02",), reason="经查")
    ),
    "found adverse": partial(
        vetting.OpinionRecorded,
        agency="COURT",
        private=vetting.Said(answer=vetting.Answer.ADVERSE, items=("NL14",)),
    ),
    "no objection": partial(
        vetting.OpinionRecorded, agency="COURT", private=vetting.Said(answer=vetting.Answer.CLEAR)
    ),
    "deferred": partial(
        vetting.OpinionRecorded, agency="DISCIPLINE", private=vetting.Said(answer=vetting.Answer.DEFER)
    ),
    "concluded clear": partial(vetting.JointReviewConcluded, outcome=CLEAR, private=WHY),
    "concluded not clear": partial(vetting.JointReviewConcluded, outcome=NOT_CLEAR, private=WHY),
    "granted": partial(vetting.ExceptionGranted, private=WHY),
    "admitted": partial(vetting.ReserveAdmitted, terms=vetting.Terms.GENERAL, private=WHY),
    "tier set": partial(vetting.TierSet, tier=vetting.Tier.MATURE, private=WHY),
    "made promising": partial(vetting.TierSet, tier=vetting.Tier.PROMISING, private=WHY),
    "made ordinary": partial(vetting.TierSet, tier=vetting.Tier.ORDINARY, private=WHY),
    "used": partial(vetting.UseRecorded, post=vetting.Post.PARTY_COMMITTEE, private=WHY),
    "exited": partial(vetting.ReserveExited, why=vetting.ExitReason.PERSONAL, private=WHY),
    "earlier screening": partial(
        vetting.EarlierReviewRecorded, stage=Stage.SCREENING, outcome=CLEAR, private=WHY
    ),
    "earlier joint review": partial(
        vetting.EarlierReviewRecorded, stage=Stage.JOINT_REVIEW, outcome=CLEAR, private=WHY
    ),
    "accepted screening": partial(vetting.EarlierReviewAccepted, stage=Stage.SCREENING, private=WHY),
    "accepted joint review": partial(vetting.EarlierReviewAccepted, stage=Stage.JOINT_REVIEW, private=WHY),
}
for _origin in due.Origin:
    _of: dict[str, Any] = {"origin": _origin, "agency": "COURT" if _origin is due.Origin.AGENCY else ""}
    VETTING = {
        **VETTING,
        f"informed {_origin}": partial(due.SubjectInformed, private=due.OfFinding(**_of)),
        f"heard {_origin}": partial(due.StatementHeard, private=due.OfFinding(**_of)),
        **{
            f"{what} {_origin}": partial(due.FindingSettled, settlement=what, private=due.OfFinding(**_of))
            for what in due.Settlement
        },
        f"answered {_origin}": partial(due.FindingAnswered, private=due.AnswerGiven(**_of)),
    }
"""Every decision that can be taken, by what it is called in a history."""


def _of_survey(cls: Any, **plain: Any) -> Callable[..., Any]:
    return lambda survey, code, _on: cls(sealed_for=f"village:{code}", survey=survey, village=code, **plain)


def _of_person(cls: Any, private: Any, field: str = "person", **plain: Any) -> Callable[..., Any]:
    return lambda survey, code, on, who: cls(
        sealed_for=f"person:{who}",
        survey=survey,
        village=code,
        private=private,
        **{field: PersonId(who), **{name: on for name, _ in plain.items()}},
    )


SURVEYS: Mapping[str, Callable[..., Any]] = {
    "opened": lambda survey, code, on: surveys.SurveyOpened(
        sealed_for=f"village:{code}",
        survey=survey,
        village=code,
        cycle=int(survey.rpartition("_")[2]),
        opened_on=on,
        private=surveys.TeamPrivate(leader="赵县长", members=("钱一", "孙二")),
    ),
    "interview": lambda survey, code, on, number, group, rating="good": surveys.InterviewRecorded(
        sealed_for=f"village:{code}",
        survey=survey,
        village=code,
        number=number,
        group=TalkGroup(group),
        held_on=on,
        private=surveys.InterviewPrivate(answers={surveys.Topic.TEAM: surveys.Rating(rating)}),
    ),
    "absent": lambda survey, code, _on, group: surveys.GroupDeclaredAbsent(
        sealed_for=f"village:{code}",
        survey=survey,
        village=code,
        group=TalkGroup(group),
        private=surveys.AbsentPrivate(reason="未设"),
    ),
    "village": _of_survey(
        surveys.VillageFound,
        private=surveys.VillageFoundPrivate(ratings={surveys.Topic.TEAM: surveys.Rating.FAIR}),
    ),
    "secretary": _of_person(
        surveys.SecretaryFound,
        surveys.SecretaryFoundPrivate(
            ratings={surveys.SecretaryAspect.RESULTS: surveys.Rating.POOR}, words=FOUND_OF_PERSON
        ),
        field="incumbent",
    ),
    "considered": _of_person(
        surveys.MemberConsidered, surveys.MemberPrivate(words=FOUND_OF_PERSON, watched=True)
    ),
    "listed": _of_person(surveys.PutOnList, surveys.ListPrivate(reason=FOUND_OF_PERSON)),
    "unlisted": _of_person(surveys.TakenOffList, surveys.ListPrivate(reason=FOUND_OF_PERSON)),
    "concluded": lambda survey, code, on: surveys.SurveyConcluded(
        survey=survey, village=code, concluded_on=on
    ),
    "met": lambda survey, code, on: surveys.AssessmentMeetingHeld(
        sealed_for=f"village:{code}",
        survey=survey,
        village=code,
        held_on=on,
        verdict=surveys.VillageVerdict.WEAK,
        private=surveys.MeetingPrivate(leader="赵县长", attendees=("钱一",)),
    ),
    "assessed": _of_person(
        surveys.PersonAssessed,
        surveys.AssessedPrivate(verdict=surveys.Verdict.RECOMMENDED, words=FOUND_OF_PERSON),
        held_on=None,
    ),
}
"""Everything that can happen to a survey, by what it is called here."""


class Given:
    """A log in the making. Each method appends one event (or the few of one command) and answers the last."""

    def __init__(self) -> None:
        self.events: list[Recorded] = []
        self._versions: dict[str, int] = {}

    def county(self, villages: int = 3, *, rules: RuleSet | None = RULES) -> "Given":
        """A county of two townships with so many villages each, its rules, and an open cycle."""
        self.add(f"county:{COUNTY}", CountyOpened(code=COUNTY, name="示例县"))
        for township, name in ((NORTH, "北乡"), (SOUTH, "南乡")):
            self.add(f"township:{township}", TownshipRegistered(code=township, name=name))
            for number in range(villages):
                self.register(village(township, number), f"{name[0]}{'甲乙丙丁戊己庚辛'[number % 8]}村")
        if rules:
            self.rules(rules)
        self.add(f"election_cycle:{COUNTY}", ElectionCycleOpened(reference_date=REFERENCE))
        return self

    def register(self, code: VillageCode, name: str, *, counts: bool | None = None) -> Recorded:
        event = VillageRegistered(code=code, name=name, counts=is_village(code) if counts is None else counts)
        return self.add(f"village:{code}", event, region=code)

    def rules(self, rules: RuleSet, version: int = 1, effective_from: date = date(2026, 1, 1)) -> Recorded:
        return self.add(
            f"rule_set:{COUNTY}",
            RuleSetPublished(version=version, effective_from=effective_from, rules=rules),
        )

    def imported(self, import_id: str, *kinds: LedgerKind, dated: date | None = None) -> Recorded:
        """An import with one sheet per kind, in the order of their `file` numbers."""
        sheets = tuple(
            SheetRead(
                file=f"{kind}.xlsx", sheet="Sheet1", kind=kind, sha256="0" * 64,
                rows=1, new=1, changed=0, same=0, held=0, rejected=0, dated=dated,
            )
            for kind in kinds or LedgerKind
        )  # fmt: skip
        event = LedgersImported(import_id=ImportId(import_id), sheets=sheets)
        return self.add(f"import:{import_id}", event, region=COUNTY, import_id=import_id)

    def says(
        self,
        kind: LedgerKind,
        person: str,
        *,
        slot: str = "",
        import_id: str = "im_1",
        row: int = 2,
        held: tuple[str, ...] = (),
        held_fields: tuple[str, ...] = (),
        on: date | None = None,
        **facts: str,
    ) -> Recorded:
        """A ledger's row about a person."""
        event = PersonClaimed(
            sealed_for=f"person:{person}",
            person=PersonId(person),
            source=Source(
                kind=kind, import_id=ImportId(import_id), file=list(LedgerKind).index(kind), row=row
            ),
            slot=slot,
            held=held,
            held_fields=held_fields,
            private=ClaimPrivate(facts=facts),
        )
        place = facts.get("village") or facts.get("native_village") or slot or facts.get("township") or COUNTY
        return self.add(f"person:{person}", event, region=place, valid_at=on, import_id=import_id)

    def member(self, person: str, code: str, **more: Any) -> Recorded:
        return self.says(LedgerKind.MEMBERS, person, village=code, **more)

    def mentor(self, person: str, name: str, *linked: str, township: str = "", **more: Any) -> Recorded:
        if linked:
            more["linked_villages"] = " ".join(linked)
        if township:
            more["township"] = township
        return self.says(LedgerKind.MENTORS, person, name=name, **more)

    def reserve(self, person: str, code: str, *, import_id: str = "im_1", **more: Any) -> Recorded:
        """A roster's row and the candidacy it lists."""
        self.says(LedgerKind.RESERVES, person, slot=code, import_id=import_id, village=code, **more)
        return self.lists(person, code, import_id=import_id)

    def lists(self, person: str, code: str, *, import_id: str = "im_1") -> Recorded:
        found = candidacy_of(PersonId(person), VillageCode(code))
        event = CandidacyListed(
            candidacy=found, person=PersonId(person), village=VillageCode(code), import_id=ImportId(import_id)
        )
        subjects = (f"person:{person}", f"village:{code}")
        return self.add(f"candidacy:{found}", event, region=code, subjects=subjects, import_id=import_id)

    def decides(self, person: str, code: str, what: str, on: date, rules: int = 1) -> Recorded:
        """One decision about a candidacy; see VETTING."""
        found = candidacy_of(PersonId(person), VillageCode(code))
        event = VETTING[what](sealed_for=f"person:{person}", candidacy=found)
        known = 0 if what.startswith("earlier") else rules
        subjects = (f"person:{person}", f"village:{code}")
        return self.add(
            f"candidacy:{found}", event, region=code, subjects=subjects, valid_at=on, by=what, rules=known,
            evidence=((f"candidacy:{found}", self._versions.get(f"candidacy:{found}", 0)),),
        )  # fmt: skip

    def objects(self, person: str, code: str, on: date = TODAY, number: int | None = None) -> Recorded:
        """An objection about a candidacy is received; or the one of that number is answered."""
        which: dict[str, Any] = {
            "person": PersonId(person), "candidacy": candidacy_of(PersonId(person), VillageCode(code)),
        }  # fmt: skip
        mine = [r for r in self.events if r.stream == f"objection:{person}"]
        event: Event = ObjectionLodged(**which, number=len(mine) + 1, channel=Channel.LETTER)
        if number is not None:
            event = ObjectionDecided(
                sealed_for=f"person:{person}", **which, number=number, verdict=Verdict.REJECTED,
                private=VerdictPrivate(reason="复核属实"),
            )  # fmt: skip
        subjects = (f"person:{person}", f"village:{code}", f"candidacy:{which['candidacy']}")
        return self.add(f"objection:{person}", event, region=code, subjects=subjects, valid_at=on)

    def trains(self, person: str, on: date = TODAY, days: int = 2) -> Recorded:
        """A course that the person attended."""
        event = TrainingAttended(
            sealed_for=f"person:{person}", person=PersonId(person), held_on=on,
            private=Attendance(title="党建业务", days=days),
        )  # fmt: skip
        return self.add(f"training:{person}", event, valid_at=on)

    def admits(self, person: str, code: str, on: date, rules: int = 1) -> Recorded:
        """All the way, in one day."""
        for what in ("proposed", "screened clear", "concluded clear"):
            self.decides(person, code, what, on, rules)
        return self.decides(person, code, "admitted", on, rules)

    def registers(
        self,
        person: str,
        *roles: str,
        villages: Iterable[str] = (),
        township: str = "",
        capacity: int | None = None,
        on: date | None = None,
    ) -> Recorded:
        """A decision that somebody is a mentor."""
        private = RegistrationPrivate(
            roles=tuple(MentorRole(role) for role in roles),
            township=TownshipCode(township) if township else None,
            villages=tuple(VillageCode(code) for code in sorted(set(villages))),
            capacity=capacity,
        )
        event = MentorRegistered(sealed_for=f"person:{person}", person=PersonId(person), private=private)
        return self.add(f"mentor:{person}", event, region=COUNTY, valid_at=on)

    def away(self, person: str, start: date | None, until: date | None = None) -> Recorded:
        """A mentor's absence, or with no start its taking back."""
        private = AbsencePrivate(away_from=start, until=until)
        event = MentorAbsenceSet(sealed_for=f"person:{person}", person=PersonId(person), private=private)
        return self.add(f"mentor:{person}", event, region=COUNTY)

    def pairs(
        self, person: str, code: str, mentor: str, role: str = "first_secretary", since: date = TODAY
    ) -> Recorded:
        """A decided pairing."""
        event = MentorAssigned(**_of_two(person, code, mentor), role=MentorRole(role), since=since)
        return self._about_two(event, since)

    def talks(
        self,
        person: str,
        code: str,
        mentor: str,
        on: date = TODAY,
        next_on: date | None = None,
        said: str = "谈心",
    ) -> Recorded:
        """A talk that was held."""
        event = TalkHeld(
            sealed_for=f"person:{person}",
            **_of_two(person, code, mentor),
            held_on=on,
            channel=TalkChannel.VISIT,
            next_on=next_on,
            private=TalkPrivate(said=said),
        )
        return self._about_two(event, on)

    def parts(self, person: str, code: str, mentor: str, on: date = TODAY) -> Recorded:
        """The end of a pairing."""
        event = MentorReleased(
            sealed_for=f"person:{person}",
            **_of_two(person, code, mentor),
            released_on=on,
            reason=ReleaseReason.TERM_ENDED,
            private=ReleasePrivate(words="期满"),
        )
        return self._about_two(event, on)

    def _about_two(self, event: MentorAssigned | TalkHeld | MentorReleased, on: date) -> Recorded:
        subjects = (f"person:{event.person}", f"person:{event.mentor}", f"village:{event.village}")
        return self.add(
            f"mentorship:{event.candidacy}", event, region=event.village, subjects=subjects, valid_at=on
        )

    def answers(
        self, person: str, kind: str, answer: str, on: date = TODAY, reason: str | None = None
    ) -> Recorded:
        """An answer that a named person took down."""
        private = AnswerPrivate(answer=Willingness(answer), reason=Reason(reason) if reason else None)
        event = WillingnessRecorded(
            sealed_for=f"person:{person}", person=PersonId(person), kind=WillingTo(kind), private=private
        )
        return self.add(f"person:{person}", event, region=self._place_of(person), valid_at=on)

    def marks(self, person: str, on: date = TODAY, *, stands: bool = True) -> Recorded:
        """A mark as excellent, or its taking back."""
        cls = MarkedExcellent if stands else ExcellentMarkWithdrawn
        event = cls(
            sealed_for=f"person:{person}", person=PersonId(person), private=MarkPrivate(words="群众公认")
        )
        return self.add(f"person:{person}", event, region=self._place_of(person), valid_at=on)

    def contacts(
        self,
        person: str,
        answer: str,
        on: date = TODAY,
        next_on: date | None = None,
        channel: str = "visit",
        kind: str = "serve",
    ) -> Recorded:
        """A contact and, where the person answered, the answer."""
        private = OutreachPrivate(
            channel=OutreachChannel(channel),
            answer=OutreachAnswer(answer),
            next_step=OutreachChannel.PHONE if next_on else None,
            next_on=next_on,
            owner="王组委" if next_on else "",
        )
        event = OutreachMade(
            sealed_for=f"person:{person}",
            person=PersonId(person),
            kind=WillingTo(kind),
            made_on=on,
            private=private,
        )
        made = self.add(f"person:{person}", event, region=self._place_of(person), valid_at=on)
        return made if answer == "unreached" else self.answers(person, kind, answer, on)

    def watches(self, person: str, code: str, on: date = TODAY, *, stands: bool = True) -> Recorded:
        """An entry of a village's watch list, or its end."""
        cls = PutOnWatchList if stands else TakenOffWatchList
        event = cls(
            sealed_for=f"person:{person}",
            person=PersonId(person),
            village=VillageCode(code),
            private=WatchPrivate(reasons=(WatchReason.YOUNG,) if stands else ()),
        )
        return self.add(f"person:{person}", event, region=code, valid_at=on)

    def ties(self, person: str, other: str, kind: str = "sibling", on: date = TODAY) -> Recorded:
        """`other` is `kind` to `person`."""
        self._tie(person, other, Kin(kind), on)
        return self._tie(other, person, REVERSED.get(Kin(kind), Kin(kind)), on)

    def unties(self, person: str, other: str, on: date = TODAY) -> Recorded:
        """No tie after all."""
        self._tie(person, other, None, on)
        return self._tie(other, person, None, on)

    def _tie(self, person: str, other: str, kind: Kin | None, on: date) -> Recorded:
        of: dict[str, Any] = {
            "sealed_for": f"person:{person}", "person": PersonId(person), "other": PersonId(other),
            "private": TiePrivate(words="本人申报"),
        }  # fmt: skip
        event = TieRecorded(kind=kind, known_from=KnownFrom.DECLARED, **of) if kind else TieWithdrawn(**of)
        return self.add(f"person:{person}", event, region=self._place_of(person), valid_at=on)

    def _place_of(self, person: str) -> str:
        """Where the person's newest row belongs."""
        rows = [r.region_code for r in self.events if r.stream == f"person:{person}" and r.region_code]
        return rows[-1] if rows else COUNTY

    def calls(
        self,
        code: str,
        classification: str | None = None,
        incumbent: str | None = None,
        *,
        reason: str = "",
        import_id: str = "im_1",
        on: date | None = None,
    ) -> Recorded:
        """A village ledger's row about a village."""
        event = VillageClaimed(
            sealed_for=f"person:{incumbent}" if incumbent else f"village:{code}",
            village=VillageCode(code),
            source=Source(kind=LedgerKind.VILLAGES, import_id=ImportId(import_id), file=0, row=2),
            facts={"classification": classification} if classification else {},
            incumbent=PersonId(incumbent) if incumbent else None,
            private=VillagePrivate(facts={"classification_reason": reason} if reason else {}),
        )
        return self.add(f"village:{code}", event, region=code, valid_at=on, import_id=import_id)

    def classifies(
        self,
        code: str,
        kind: str,
        on: date = TODAY,
        *criteria: str,
        incumbent: str | None = None,
        of_secretary: tuple[str, ...] = (),
    ) -> Recorded:
        """A decision about a village's class; with an incumbent, what concerns them beside it."""
        event = VillageClassified(
            sealed_for=f"village:{code}",
            village=VillageCode(code),
            classification=VillageClass(kind),
            private=ClassPrivate(criteria=criteria, sources=(EvidenceSource.DAILY_KNOWLEDGE,)),
        )
        found = self.add(f"village:{code}", event, region=code, valid_at=on)
        if incumbent is None:
            return found
        evidence = SecretaryEvidenceGiven(
            sealed_for=f"person:{incumbent}",
            village=VillageCode(code),
            incumbent=PersonId(incumbent),
            private=SecretaryPrivate(criteria=of_secretary),
        )
        return self.add(f"village:{code}", evidence, region=code, valid_at=on)

    def plans(self, code: str, due: date, on: date = TODAY, person: str | None = None) -> Recorded:
        """A plan for a village."""
        event = VillagePlanned(
            sealed_for=f"village:{code}",
            village=VillageCode(code),
            route=Route.CANDIDATE if person else Route.SEARCH,
            person=PersonId(person) if person else None,
            due=due,
            private=PlanPrivate(measure="物色人选", owner="张三"),
        )
        return self.add(f"village:{code}", event, region=code, valid_at=on)

    def closes_plan(self, code: str, on: date = TODAY) -> Recorded:
        """The end of a plan."""
        event = VillagePlanClosed(
            sealed_for=f"village:{code}",
            village=VillageCode(code),
            end=PlanEnd.DONE,
            private=PlanEndPrivate(),
        )
        return self.add(f"village:{code}", event, region=code, valid_at=on)

    def surveys(self, code: str, what: str, *how: Any, on: date = TODAY) -> Recorded:
        """Something that happened to the survey of the cycle that runs; see SURVEYS."""
        cycle = sum(isinstance(r.event, ElectionCycleOpened) for r in self.events)
        event = SURVEYS[what](survey_of(VillageCode(code), cycle), VillageCode(code), on, *how)
        return self.add(f"survey:{event.survey}", event, region=code, valid_at=on)

    def undo(self, import_id: str) -> Recorded:
        """Take an import back: every claim and listing that it made."""
        done: set[str] = set()
        for recorded in list(self.events):
            event: Any = recorded.event
            mine = (
                getattr(getattr(event, "source", None), "import_id", getattr(event, "import_id", None))
                == import_id
            )
            if not mine or recorded.stream in done:
                continue
            taken_back: Event
            if isinstance(event, PersonClaimed):
                taken_back = ClaimWithdrawn(person=event.person, import_id=ImportId(import_id))
            elif isinstance(event, VillageClaimed):
                taken_back = VillageClaimWithdrawn(village=event.village, import_id=ImportId(import_id))
            elif isinstance(event, CandidacyListed):
                taken_back = ListingWithdrawn(candidacy=event.candidacy, import_id=ImportId(import_id))
            else:
                continue
            done.add(recorded.stream)
            self.add(recorded.stream, taken_back, region=recorded.region_code)
        return self.add(f"import:{import_id}", ImportUndone(import_id=ImportId(import_id)), region=COUNTY)

    def missing(self, person: str, kind: LedgerKind, slot: str = "") -> Recorded:
        event = MissingFromLedger(person=PersonId(person), kind=kind, slot=slot, import_id=ImportId("im_2"))
        return self.add(f"person:{person}", event)

    def settles(
        self, person: str, field: str, value: str, reason: str = "档案原件", on: date | None = None
    ) -> Recorded:
        event = FactSettled(
            sealed_for=f"person:{person}",
            person=PersonId(person),
            field=field,
            private=SettlementPrivate(value=value, reason=reason),
        )
        return self.add(f"person:{person}", event, valid_at=on)

    def merges(self, one: str, other: str) -> Recorded:
        return self._on_both(PeopleMerged, one, other)

    def separates(self, one: str, other: str) -> Recorded:
        return self._on_both(PeopleSeparated, one, other)

    def keeps_apart(self, one: str, other: str) -> Recorded:
        return self._on_both(PeopleKeptApart, one, other)

    def forgets(self, person: str) -> Recorded:
        """The approved erasure of a person, whose key is destroyed: earlier events can no longer be read."""
        self.add(f"person:{person}", ErasureApproved(person=PersonId(person), request=RequestId("er_1")))
        event = SubjectForgotten(subject=f"person:{person}", person=PersonId(person))
        return self.add(f"person:{person}", event)

    def refuses(
        self, kind: LedgerKind, *rows: PendingRow, cleared: Iterable[PendingRow] = (), import_id: str = "im_1"
    ) -> Recorded:
        """Refused rows of one kind of ledger that wait to be mended."""
        event = PendingRowsNoted(kind=kind, import_id=ImportId(import_id), added=rows, cleared=tuple(cleared))
        return self.add(f"ledger:{kind}", event, region=COUNTY)

    def read(self, person: str, *fields: str) -> Recorded:
        event = SensitiveRead(
            reader="张三", role="county_department", case="案1", subject=f"person:{person}", fields=fields
        )
        return self.add(f"access:{person}", event)

    def unreadable(self) -> Recorded:
        """A row that this version cannot read."""
        return self.add("future:1", None, topic="future.thing.v9")

    def add(
        self,
        stream: str,
        event: Event | None,
        *,
        region: str = "",
        subjects: tuple[str, ...] = (),
        valid_at: date | None = None,
        import_id: str = "",
        topic: str = "",
        by: str = "李四",
        rules: int = 0,
        evidence: Evidence = (),
    ) -> Recorded:
        """Any event."""
        position = len(self.events) + 1
        version = self._versions[stream] = self._versions.get(stream, 0) + 1
        recorded = Recorded(
            position=position,
            stream=stream,
            version=version,
            topic=event.TOPIC if event else topic,
            event_id=f"ev_{position}",
            entry=Entry(
                command_id=f"co_{position}",
                entered_by="clerk",
                import_id=import_id,
                decided_by=Decider(name=by, role="county_department"),
                decided_on=valid_at if rules else TODAY,
                rule_set_version=rules,
            ),
            region_code=region,
            subjects=(stream, *subjects),
            recorded_at=START + timedelta(minutes=position),
            valid_at=valid_at,
            event=event,
            evidence=evidence,
        )
        self.events.append(recorded)
        return recorded

    def as_read_later(self) -> list[Recorded]:
        """The same log read after every erasure in it: what was sealed for the forgotten reads None."""
        from msgspec.structs import replace

        gone = {f"person:{r.event.person}" for r in self.events if isinstance(r.event, SubjectForgotten)}
        return [
            replace(r, event=r.event.unsealed()) if getattr(r.event, "sealed_for", "") in gone else r
            for r in self.events
        ]

    def _on_both(self, cls: Any, one: str, other: str) -> Recorded:
        self.add(f"person:{one}", cls(person=PersonId(one), other=PersonId(other)))
        return self.add(f"person:{other}", cls(person=PersonId(other), other=PersonId(one)))


def _of_two(person: str, code: str, mentor: str) -> dict[str, Any]:
    found = candidacy_of(PersonId(person), VillageCode(code))
    return {
        "candidacy": found, "person": PersonId(person), "village": VillageCode(code), "mentor": PersonId(mentor),
    }  # fmt: skip


def pending_row(code: str | None, row: int = 3) -> PendingRow:
    """A refused row that names a village."""
    fields: dict[str, Any] = {
        "file": "名册.xlsx",
        "sheet": "Sheet1",
        "row": row,
        "codes": ("ID_CHECK_DIGIT",),
    }
    if "key" in PendingRow.__struct_fields__:
        fields["key"] = f"名册.xlsx|Sheet1|{row}"
    return PendingRow(village=VillageCode(code) if code else None, **fields)
