"""Where a command is carried out: load what the decision needs, decide, append; moved streams: decide again."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from time import perf_counter
from typing import TypeAlias

import msgspec

from domain import candidacy, ledger, village
from domain.election_cycle import ElectionCycle
from domain.election_cycle import evolve as evolve_cycle
from domain.event import SealedEvent
from domain.ids import CandidacyId, PersonId, RegionCode, VillageCode
from domain.ledger import Ledger, LedgerKind
from domain.person.state import Person
from domain.person.state import evolve as evolve_person
from domain.recorded import Entry, NewEvent, Recorded
from domain.refusal import Refusal
from domain.roll import Roll, RollTaken
from domain.roll import evolve as evolve_roll
from domain.rule_set import RuleSetPublished, in_force
from services.correlation import current
from services.ports import Appended, Clock, EventLog, Identities, Ids, Keys, Receipt, StreamMoved

ATTEMPTS = 20


class Reading:
    """What one decision has read: folds streams into states and remembers each version as evidence."""

    def __init__(self, log: EventLog) -> None:
        self._log = log
        self._streams: dict[str, list[Recorded]] = {}
        self.rule_set_version = 0
        """Of the rules that the decision looked at."""

    def load(self, streams: Iterable[str]) -> None:
        """Read several streams in one go; those already read are not read again."""
        wanted = [s for s in dict.fromkeys(streams) if s not in self._streams]
        if wanted:
            self._streams.update(self._log.read_many(wanted))

    def events(self, stream: str) -> list[Recorded]:
        """One stream's events, in order."""
        self.load([stream])
        return self._streams[stream]

    def versions(self) -> dict[str, int]:
        """The version each stream was read at; 0: it did not exist."""
        return {s: events[-1].version if events else 0 for s, events in self._streams.items()}

    def person(self, person_id: PersonId) -> Person:
        """A person as their stream tells it."""
        state = Person()
        for r in self.events(f"person:{person_id}"):
            if r.event is not None:
                state = evolve_person(state, r.event, r.true_from, r.position)
        return state

    def village(self, code: VillageCode) -> village.Village:
        """What ledgers said of a village."""
        state = village.Village()
        for r in self.events(f"village:{code}"):
            if isinstance(r.event, village.VillageClaimed | village.VillageClaimWithdrawn):
                state = village.evolve(state, r.event, r.true_from)
        return state

    def candidacy(self, candidacy_id: CandidacyId) -> candidacy.Candidacy:
        """A candidacy as its stream tells it."""
        state = candidacy.Candidacy()
        for r in self.events(f"candidacy:{candidacy_id}"):
            if r.event is not None:
                state = candidacy.evolve(state, r.event, candidacy.Made.of(r))
        return state

    def published(self, county: RegionCode) -> tuple[RuleSetPublished, ...]:
        """Every version of the county's rules, in the order of publication."""
        events = self.events(f"rule_set:{county}")
        return tuple(r.event for r in events if isinstance(r.event, RuleSetPublished))

    def rules_on(self, county: RegionCode, day: date) -> RuleSetPublished | None:
        """The version in force on a day as known now; it goes onto the envelope of what is decided under it."""
        found = in_force(self.published(county), day)
        self.rule_set_version = found.version if found else self.rule_set_version
        return found

    def reference_date(self, county: RegionCode, otherwise: date) -> date:
        """The day on which ages count; before any cycle is opened, the one given."""
        return self.cycle(county).reference_date or otherwise

    def election_date(self, county: RegionCode, village: VillageCode) -> date | None:
        """E: when a village elects in the open cycle; None where nobody has said, which the caller must say too."""
        return self.cycle(county).election_date(village)

    def cycle(self, county: RegionCode) -> ElectionCycle:
        """The county's election cycle: the open one, or the one closed last."""
        state = ElectionCycle()
        for r in self.events(f"election_cycle:{county}"):
            if r.event is not None:
                state = evolve_cycle(state, r)
        return state

    def ledger(self, kind: LedgerKind) -> Ledger:
        """The waiting rows of one kind of ledger."""
        state = Ledger()
        for r in self.events(f"ledger:{kind}"):
            if r.event is not None:
                state = ledger.evolve(state, r.event)
        return state

    def roll(self, stream: str) -> Roll:
        """Who stood on a sheet the last time it was read."""
        state = Roll()
        for r in self.events(stream):
            if isinstance(r.event, RollTaken):
                state = evolve_roll(state, r.event)
        return state


class Appending(msgspec.Struct, frozen=True, kw_only=True):
    """One attempt to append a command, and what became of it: neither `appended` nor `refusal`: a stream had moved."""

    entry: Entry
    events: int
    seconds: float
    appended: Appended | None = None
    refusal: Refusal | None = None

    @property
    def became(self) -> str:
        """In one word."""
        if self.refusal:
            return "refused"
        if not self.appended:
            return "conflict"
        return "replayed" if self.appended.replayed else "recorded"


Watch: TypeAlias = Callable[[Appending], None]


class Desk:
    """The ports that a use case needs, and the one way to carry a command out."""

    def __init__(self, log: EventLog, keys: Keys, identities: Identities, clock: Clock, ids: Ids) -> None:
        self.log, self.keys, self.identities, self.clock, self.ids = log, keys, identities, clock, ids
        self.watches: list[Watch] = []
        """Told of every attempt to append, by whoever counts or logs them."""

    def entry(self, entered_by: str, idempotency_key: str = "") -> Entry:
        """A fresh command's envelope."""
        return Entry(
            command_id=self.ids.new("co"),
            entered_by=entered_by,
            idempotency_key=idempotency_key,
            correlation_id=current.get(),
            seen_position=self.log.head(),
        )

    def carry_out(
        self,
        entry: Entry,
        decide: Callable[[Reading], Sequence[NewEvent]],
        request: object = None,
        told: Callable[[], bytes] = bytes,
    ) -> Appended:
        """Decide on what the log says now and append it whole; nothing to append answers the present position.

        `request` is what the caller asked for, in any shape that msgspec encodes: with an idempotency key the
        same request answers the same, another one raises KeyReused. `told`: what the last `decide` answers beside its
        events, kept in the receipt for the same command again.
        """
        receipt = self._receipt(entry, request)
        if receipt and (known := self.log.receipt(entry.idempotency_key)):
            return self._again(known, receipt)
        for _ in range(ATTEMPTS):
            reading = Reading(self.log)
            entry = msgspec.structs.replace(entry, seen_position=self.log.head())
            events = decide(reading)
            if not events and not receipt:
                return Appended(first=entry.seen_position, last=entry.seen_position)
            versions = reading.versions()
            entry = msgspec.structs.replace(entry, rule_set_version=reading.rule_set_version)
            events = with_evidence(events, versions)
            receipt = msgspec.structs.replace(receipt, body=told()) if receipt else None
            self.keys.ensure({e.event.sealed_for for e in events if isinstance(e.event, SealedEvent)})
            try:
                return self._append(entry, events, versions, receipt)
            except StreamMoved:
                continue
        raise Refusal(
            "BUSY",
            "Others kept changing the same records. Nothing was done; please try again.",
            "其他人正在修改同一批记录，本次未做任何改动，请重试。",
        )

    def _append(
        self, entry: Entry, events: Sequence[NewEvent], read: Mapping[str, int], receipt: Receipt | None
    ) -> Appended:
        since = perf_counter()
        appended, refused = None, None
        try:
            appended = self.log.append(entry, events, read, receipt)
        except Refusal as refusal:
            refused = refusal
            raise
        finally:
            seconds = perf_counter() - since
            for watch in self.watches:
                watch(
                    Appending(
                        entry=entry, events=len(events), seconds=seconds, appended=appended, refusal=refused
                    )
                )
        return appended

    def _receipt(self, entry: Entry, request: object) -> Receipt | None:
        """The request is kept as a keyed hash: it may hold personal values."""
        if not entry.idempotency_key:
            return None
        digest = self.identities.keyed_hash(msgspec.json.encode(request, order="deterministic"))
        return Receipt(idempotency_key=entry.idempotency_key, request_hash=digest, first=0, last=0)

    @staticmethod
    def _again(known: Receipt, wanted: Receipt) -> Appended:
        if known.request_hash != wanted.request_hash:
            raise Refusal(
                "IDEMPOTENCY_KEY_REUSED",
                "This idempotency key was used for another request. Use a new key for a new request.",
                "该幂等键已用于另一项请求，新的请求请用新的幂等键。",
                path=("idempotencyKey",),
            )
        return Appended(first=known.first, last=known.last, replayed=True, receipt=known)


def with_evidence(events: Sequence[NewEvent], versions: Mapping[str, int]) -> list[NewEvent]:
    """The first event of a command carries what its maker could see; the others share its command id.

    A use case that says itself what each of its decisions rested on is left alone.
    """
    if not events or any(event.evidence for event in events):
        return list(events)
    seen = tuple(sorted(versions.items())) if len(versions) <= 64 else ()
    return [msgspec.structs.replace(events[0], evidence=seen), *events[1:]]
