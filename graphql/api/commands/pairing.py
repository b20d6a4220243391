"""From proposal to decision: proposed pairs confirmed or turned down."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated

import strawberry
from strawberry import argument

from api.commands.carrying_out import decided, done, person_meant, refused, tried
from api.commands.mentoring import Two, both_after, two_meant
from api.commands.pairing_shapes import (
    ConfirmPairingsInput,
    ConfirmPairingsPayload,
    PairOutcome,
    ProposedPairInput,
    RejectPairingInput,
    RejectPairingPayload,
)
from api.commands.places import village_of_reserve
from api.context import Context, PointInTime
from api.questions.asking import Info, command, counted
from api.values.words import code_of
from domain.candidacy import candidacy_of
from domain.grades import Viewer
from domain.mentorship.assigning import AssignMentor
from domain.mentorship.confirming import ProposedPair
from domain.mentorship.rejecting import RejectPairing
from domain.refusal import Refusal
from domain.rule_set import MentorRole
from projections.world import World
from services import confirming
from services.confirming import Confirmed, IfMoved, PairTold
from services.ports import Appended
from services.proposing.page import outcomes, to_confirm
from services.proposing.proposing import Wanted


@strawberry.type
class PairingCommands:
    """A proposal decides nothing by itself."""

    @command("Decide proposed pairs, all of a proposal or some. 确认配对方案")
    def confirm_pairings(
        self,
        info: Info,
        input: Annotated[ConfirmPairingsInput, argument(description="Which and by whom. 确认内容")],
    ) -> ConfirmPairingsPayload | None:
        """One transaction; what no longer holds is told pair by pair."""
        context, told = info.context, list[PairTold]()

        def carry_out() -> Confirmed:
            try:
                return _confirm(context, input)
            except Refusal as refusal:
                told.extend(refusal.seen.get("pairs", ()))
                raise

        found, errors = tried(carry_out)
        if found is None:
            return ConfirmPairingsPayload(
                **refused(errors), confirmed=0, moved=_moved(context, input), pairs=_outcomes(context, told)
            )
        appended = found.appended
        return ConfirmPairingsPayload(
            **done(appended.last, replayed=appended.replayed),
            confirmed=sum(not pair.code for pair in found.pairs),
            moved=found.moved,
            pairs=_outcomes(context, found.pairs),
        )

    @command("Turn a proposed pair down, for a reason. 否决一对拟定的配对")
    def reject_pairing(
        self, info: Info, input: Annotated[RejectPairingInput, argument(description="Which. 否决内容")]
    ) -> RejectPairingPayload | None:
        """Remembered until a fact that it rested on has changed."""
        context = info.context

        def carry_out() -> tuple[Appended, Two]:
            two = two_meant(context, input)
            wish = RejectPairing(
                candidacy=candidacy_of(two.person, two.village), **two._asdict(), words=input.reason
            )
            by = decided(input.decided_by, input.document_number, input.idempotency_key, input.decided_on)
            return confirming.reject_pairing(context.office.desk, context.viewer, wish, by), two

        outcome, person, mentor = both_after(context, carry_out)
        return RejectPairingPayload(**outcome, person=person, mentor=mentor)


def _confirm(context: Context, input: ConfirmPairingsInput) -> Confirmed:
    since = input.since or input.decided_on or context.office.desk.clock.today()
    at = PointInTime(on_date=input.on_date, position=input.position)

    def ask(world: World, viewer: Viewer) -> tuple[ProposedPair, ...]:
        if input.pairs is not None:
            return ()
        wanted = Wanted(
            region=input.region, counting=counted(input.counting), rebalance=bool(input.rebalance)
        )
        return to_confirm(world, viewer, wanted, since)

    pairs = context.put(ask, at)
    return confirming.confirm_pairings(
        context.office.desk,
        context.viewer,
        pairs if input.pairs is None else tuple(_pair(context, one, since) for one in input.pairs),
        int(input.position),
        IfMoved(input.if_moved.name) if input.if_moved else IfMoved.REFUSE_ALL,
        decided(input.decided_by, input.document_number, input.idempotency_key, input.decided_on),
    )


def _pair(context: Context, one: ProposedPairInput, since: date) -> ProposedPair:
    person, mentor = person_meant(context, one.person, "person"), person_meant(context, one.mentor, "mentor")
    village = village_of_reserve(context, person, one.village, "village")
    return ProposedPair(
        pairing=AssignMentor(
            candidacy=candidacy_of(person, village),
            person=person,
            village=village,
            mentor=mentor,
            role=MentorRole(code_of("role", "role", one.role) or ""),
            since=since,
        ),
        replaces=person_meant(context, one.replaces, "replaces") if one.replaces else None,
    )


def _moved(context: Context, input: ConfirmPairingsInput) -> bool:
    return input.position.isdigit() and context.office.desk.log.head() > int(input.position)


def _outcomes(context: Context, pairs: Iterable[PairTold]) -> list[PairOutcome]:
    def ask(world: World, viewer: Viewer) -> list[PairOutcome]:
        return [PairOutcome.of(one) for one in outcomes(world, viewer, pairs)]

    return context.put(ask, PointInTime()) if pairs else []
