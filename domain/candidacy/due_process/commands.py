"""What people may ask for about an adverse finding; `reason` holds the words, sealed for the person."""

from domain.candidacy.commands import Wish
from domain.candidacy.due_process.events import Origin, Settlement


class AboutFinding(Wish, frozen=True, kw_only=True):
    """The last finding of that origin; `agency` where an agency made it."""

    origin: Origin
    agency: str = ""


class InformSubject(AboutFinding, frozen=True, kw_only=True):
    """The person has been told; `withheld`: they were not, and `reason` names the law."""

    withheld: bool = False


class HearStatement(AboutFinding, frozen=True, kw_only=True):
    """Their statement has been heard; `declined`: they chose to make none."""

    declined: bool = False


class SettleFinding(AboutFinding, frozen=True, kw_only=True):
    """Upheld, cured or withdrawn; `reason` says why."""

    settlement: Settlement


class AnswerFinding(AboutFinding, frozen=True, kw_only=True):
    """The person has been given the decision; `appeal_to`: who hears an appeal."""

    appeal_to: str = ""
