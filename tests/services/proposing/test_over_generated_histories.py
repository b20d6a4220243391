"""Whatever happened before: the proposal is proved, and what is proposed can be decided at once."""

from hypothesis import given, settings

from projections.answer import Counting
from services.confirming import IfMoved, confirm_pairings
from services.proposing.page import to_confirm
from services.proposing.proposing import Wanted, propose_for
from services.settling import Decided
from tests.api.offices import office_of
from tests.given import COUNTY_VIEWER, TODAY
from tests.projections.scripts import Step, played, scripts

WANTED = Wanted(counting=Counting.ON_ROSTER)


@settings(max_examples=60)
@given(script=scripts)
def test_every_proposal_is_proved_and_holds_the_moment_it_is_made(script: list[Step]) -> None:
    office = office_of(played(script))
    with office.live.now() as world:
        if world.rules is None:
            return
        for rebalance in (False, True):
            wanted = Wanted(counting=Counting.ON_ROSTER, rebalance=rebalance)
            assert propose_for(world, COUNTY_VIEWER, wanted).doubts == ()
        pairs = to_confirm(world, COUNTY_VIEWER, WANTED, TODAY)
    if not pairs:
        return
    done = confirm_pairings(
        office.desk, COUNTY_VIEWER, pairs, office.desk.log.head(), IfMoved.CARRY_OUT_THE_REST, Decided()
    )
    assert [told for told in done.pairs if told.code] == []
    with office.live.now() as world:
        after = propose_for(world, COUNTY_VIEWER, WANTED)
        stands = {(row.person, row.role, row.mentor) for row in after.all_rows if not row.waits}
    assert {(p.pairing.person, p.pairing.role, p.pairing.mentor) for p in pairs} <= stands
