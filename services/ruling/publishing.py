"""A version of the rules by command: decided by named people of the county, on paper, for a day to come."""

from collections.abc import Sequence

from domain.grades import Action, Viewer
from domain.ids import RegionCode
from domain.recorded import NewEvent
from domain.rule_set import RuleSetPublished
from domain.rule_set.publishing import PublishRuleSet, publish
from services.desk import Desk, Reading
from services.electing import deciding, request_of
from services.ports import Appended
from services.rights import must_be_allowed
from services.settling import Decided, entry_of


def publish_rule_set(
    desk: Desk, viewer: Viewer, county: RegionCode, wish: PublishRuleSet, decided: Decided
) -> Appended:
    """Append the next version; the newest one again appends nothing.

    Raises: ROLE_MAY_NOT, and what `domain.rule_set.publishing` raises.
    """
    must_be_allowed(viewer, Action.GOVERN, county)
    entry = entry_of(desk, viewer, decided)
    stream = f"rule_set:{county}"

    def decide(reading: Reading) -> Sequence[NewEvent]:
        known = reading.events(stream)
        versions = [r.event for r in known if isinstance(r.event, RuleSetPublished)]
        latest = max((r.valid_at for r in known if r.valid_at), default=None)
        seen = deciding(desk, reading, county, entry, latest)
        return [
            NewEvent(
                stream=stream,
                event=event,
                region_code=county,
                subjects=(f"county:{county}",),
                valid_at=entry.decided_on,
            )
            for event in publish(versions, wish, seen)
        ]

    return desk.carry_out(entry, decide, request_of(wish, decided))
