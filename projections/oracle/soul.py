"""One human being told once more from their records alone: readable claims in force, and facts."""

from collections.abc import Sequence

from domain.facts import Fact, in_force, resolve, settled_values
from domain.ledger import LedgerKind
from domain.mentor.events import RegistrationPrivate
from domain.person.state import DatedClaim, Person
from domain.values.education import RANKS
from domain.values.id_number import birth_of, sex_of
from domain.values.partial_date import PartialDate


class Soul:
    """One human being: readable records, claims in force, facts."""

    def __init__(self, records: Sequence[str], people: Sequence[Person]) -> None:
        self.records = sorted(records)
        self.id = self.records[0]
        self.people = people
        self.claims: tuple[DatedClaim, ...] = in_force(people)
        self.settled = settled_values(people)
        self.facts = resolve(people, self._id_facts())
        self.decided: RegistrationPrivate | None = None
        """What was decided of them as a mentor."""

    def value(self, field: str) -> str | None:
        """A field's value where it is known and undisputed."""
        return self.facts[field].value if field in self.facts else None

    def row(self, kind: LedgerKind, slot: str = "") -> dict[str, Fact]:
        """What one ledger says; nothing where it does not speak of them."""
        spoken = any((c.event.source.kind, c.event.slot) == (kind, slot) for c in self.claims)
        return dict(resolve(self.people, {}, (kind, slot))) if spoken else {}

    def birth(self) -> PartialDate | None:
        """The birth date as exactly as it is known."""
        value = self.value("birth")
        return PartialDate.from_text(value) if value else None

    def education_rank(self) -> int | None:
        """The level's place on the scale; None where it is unknown or disputed."""
        if "education" in self.facts:
            return RANKS.get(self.value("education") or "")
        ranks = [
            RANKS.get(self.value(f) or "")
            for f in ("education_full_time", "education_in_service")
            if f in self.facts
        ]
        return max(r for r in ranks if r) if ranks and None not in ranks else None

    def says(self, kind: LedgerKind) -> list[dict[str, str]]:
        """The facts of each claim in force of one kind of ledger."""
        return [self.read(c) for c in self.claims if c.event.source.kind == kind]

    @staticmethod
    def read(claim: DatedClaim) -> dict[str, str]:
        """A claim's facts."""
        return dict(claim.event.private.facts) if claim.event.private else {}

    def _id_facts(self) -> dict[str, str]:
        numbers = {self.settled["id_number"]} if "id_number" in self.settled else {
            self.read(c).get("id_number", "") for c in self.claims
        } - {""}  # fmt: skip
        if len(numbers) != 1 or len(min(numbers)) != 18:
            return {}
        return {"birth": str(birth_of(min(numbers))), "sex": sex_of(min(numbers))}
