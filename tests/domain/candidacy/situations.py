"""Given events of a candidacy, when a command, then events or a refusal."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import msgspec
import pytest

from domain.candidacy import Candidacy, Made, candidacy_of, decide, evolve
from domain.candidacy import commands as wish
from domain.candidacy.events import Answer, CandidacyEvent, CandidacyListed, Outcome
from domain.candidacy.seen import Seen
from domain.ids import CandidacyId, ImportId, PersonId, VillageCode
from domain.recorded import Decider
from domain.refusal import Refusal
from domain.rule_set import RuleSetPublished
from domain.values.partial_date import PartialDate
from domain.vetting_rules import VettingRules
from tests.example_rules import RULES

PERSON, VILLAGE = PersonId("pe_1"), VillageCode("990101100200")
ID: CandidacyId = candidacy_of(PERSON, VILLAGE)
FIRST = RuleSetPublished(version=1, effective_from=date(2020, 1, 1), rules=RULES)
TODAY = date(2026, 6, 30)
MERITS = {merit.code: "座谈会记录" for merit in VettingRules().merits}

PROPOSER = Decider(name="提名人", role="survey_team")
TOWNSHIP = Decider(name="初审人", role="township")
AGENCY = Decider(name="签字人", role="review_agency")
COUNTY = Decider(name="县里人", role="county_department")


def with_vetting(version: int, effective_from: date, **changed: Any) -> RuleSetPublished:
    """Another version of the rules."""
    vetting = msgspec.structs.replace(RULES.vetting, **changed)
    rules = msgspec.structs.replace(RULES, vetting=vetting)
    return RuleSetPublished(version=version, effective_from=effective_from, rules=rules)


def seen(by: Decider, on: date, **more: Any) -> Seen:
    """A person born in 1990 with a bachelor's degree, whom nothing speaks against."""
    given: dict[str, Any] = {
        "today": TODAY, "on": on, "by": by, "document": "联审〔2026〕1号", "rules": FIRST, "published": [FIRST],
        "reference_date": date(2026, 10, 31), "birth": PartialDate(1990, 5), "education": "bachelor", **more,
    }  # fmt: skip
    return Seen(**given)


class Case:
    """One candidacy, grown by the deciders themselves."""

    def __init__(self) -> None:
        self.state = Candidacy()
        self.happened: list[CandidacyEvent] = []

    def listed(self) -> "Case":
        """By a ledger."""
        event = CandidacyListed(candidacy=ID, person=PERSON, village=VILLAGE, import_id=ImportId("im_1"))
        return self._take([event], Made(date(2026, 1, 1)))

    def do(self, decided: Callable[..., Sequence[Any]], asked: wish.Wish, see: Seen) -> "Case":
        """A command that is carried out."""
        events = decided(self.state, asked, see)
        return self._take(events, Made(see.on, see.by.name, see.rules.version))

    def refuses(self, decided: Callable[..., Sequence[Any]], asked: wish.Wish, see: Seen) -> Refusal:
        """A command that is refused: with rule, version, inputs and cure, in both languages."""
        with pytest.raises(Refusal) as found:
            decided(self.state, asked, see)
        refusal = found.value
        assert refusal.rule
        assert refusal.seen["version"] == see.rules.version
        assert refusal.seen["cure"] in refusal.message
        assert refusal.seen["cure_zh"] in refusal.message_zh
        assert all(isinstance(value, str) for value in refusal.seen["inputs"].values())
        return refusal

    def proposed(self, on: date = date(2026, 3, 1)) -> "Case":
        return self.do(decide.propose, wish.ProposeCandidate(candidacy=ID, merits=MERITS), seen(PROPOSER, on))

    def screened(self, on: date = date(2026, 3, 5), outcome: Outcome = Outcome.CLEAR) -> "Case":
        asked = wish.ScreenCandidate(candidacy=ID, outcome=outcome, reason="经核查")
        return self.do(decide.screen, asked, seen(TOWNSHIP, on))

    def answered(self, *but: str, on: date = date(2026, 3, 10)) -> "Case":
        """Every agency but these has no objection."""
        for agency in RULES.vetting.asked_agencies():
            if agency not in but:
                self.do(decide.give_opinion, opinion(agency), seen(AGENCY, on))
        return self

    def concluded(self, on: date = date(2026, 3, 20), outcome: Outcome = Outcome.CLEAR) -> "Case":
        asked = wish.ConcludeJointReview(candidacy=ID, outcome=outcome, reason="会议研究")
        return self.do(decide.conclude, asked, seen(COUNTY, on))

    def admitted(self, on: date = date(2026, 4, 1)) -> "Case":
        return self.do(decide.admit, wish.AdmitReserve(candidacy=ID), seen(COUNTY, on))

    def _take(self, events: Sequence[CandidacyEvent], made: Made) -> "Case":
        for event in events:
            self.state = evolve(self.state, event, made)
        self.happened += events
        return self


def opinion(agency: str, answer: Answer = Answer.CLEAR, *items: str, **more: Any) -> wish.RecordOpinion:
    """What an agency says."""
    return wish.RecordOpinion(candidacy=ID, agency=agency, answer=answer, items=items, **more)
