"""R26: the assessment meeting comes before the township screens. A wall only where the county's rules say so."""

from domain.candidacy.commands import ScreenCandidate
from domain.candidacy.seen import Seen, refuse
from domain.candidacy.state import Candidacy


def the_meeting_judged_them_before(_candidacy: Candidacy, _wish: ScreenCandidate, seen: Seen) -> None:
    """Where the rules leave it soft, the survey shows it as a finding: a county may start without surveys."""
    if seen.rules.rules.surveying.meeting_before_screening_is_hard and not seen.assessed:
        refuse(
            "the_meeting_judged_them_before",
            seen,
            "NOT_ASSESSED",
            "No assessment meeting judged this person up to that day.",
            "截至该日，研判会尚未对此人作出结论。",
            cure="Enter the meeting first (HoldAssessmentMeeting).",
            cure_zh="请先录入研判会(HoldAssessmentMeeting)。",
            path=("decidedOn",),
            on=seen.on,
        )
