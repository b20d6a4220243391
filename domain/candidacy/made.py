"""What an event's envelope says of its making."""

from datetime import date

import msgspec

from domain.recorded import Recorded
from domain.vetting_rules import NO_RULES_YET


class Made(msgspec.Struct, frozen=True):
    """The day, who decided, under which version of the rules."""

    on: date
    by: str = ""
    rules: int = NO_RULES_YET

    @classmethod
    def of(cls, recorded: Recorded) -> "Made":
        """As the log has it."""
        by = recorded.entry.decided_by
        return cls(recorded.true_from, by.name if by else "", recorded.entry.rule_set_version)
