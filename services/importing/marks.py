"""Who a row is about.

The id number decides. Without one, inside one kind of ledger, the same name, place and birth month is the same
person; two rows that share these but give different telephones are two people.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from domain.facts import in_force
from domain.ids import PersonId
from domain.ledger import Facts, LedgerKind
from domain.person.state import Person
from services.desk import Desk, Reading


class Who:
    """One row's marks: its id number's, and what it has in common with other rows of its kind."""

    __slots__ = ("base", "base_and_phone", "id", "phone")

    def __init__(self, kind: LedgerKind, facts: Facts) -> None:
        number = facts.get("id_number", "")
        place = facts.get("village") or facts.get("native_village") or facts.get("township") or ""
        self.id = f"id:{number}" if number else ""
        self.base = f"row:{kind}|{facts.get('name', '')}|{place}|{facts.get('birth', '')[:7]}"
        self.phone = facts.get("phone", "")
        self.base_and_phone = f"{self.base}|{self.phone}" if self.phone else ""


def identify(desk: Desk, reading: Reading, rows: Sequence[Who], *, keep: bool) -> list[PersonId]:
    """The person of each row, in order; unknown ones get a new id, reserved at once when `keep`."""
    search = _Search(desk, reading, rows)
    found: dict[int, PersonId] = {}
    for index in sorted(range(len(rows)), key=lambda i: not rows[i].id):  # rows with a number settle first
        found[index] = search.person_of(rows[index])
    if keep and search.wishes:
        bound = desk.identities.reserve(
            search.wishes
        )  # another process may have been first: then theirs counts
        moved = {person: bound[mark] for mark, person in search.wishes.items() if bound[mark] != person}
        found = {i: moved.get(p, p) for i, p in found.items()}
    return [found[i] for i in range(len(rows))]


class _Search:
    """Marks known from before and those this reading adds (`wishes`)."""

    def __init__(self, desk: Desk, reading: Reading, rows: Sequence[Who]) -> None:
        self._desk, self._reading = desk, reading
        self._phones: dict[str, set[str]] = defaultdict(set)
        for who in rows:
            if not who.id and who.phone:
                self._phones[who.base].add(who.phone)
        marks = (m for who in rows for m in (who.id, who.base, who.base_and_phone) if m)
        self._owners = desk.identities.people_of(dict.fromkeys(marks))
        reading.load(f"person:{p}" for p in dict.fromkeys(self._owners.values()))
        self._numbered: set[PersonId] = set()
        self._phoned: set[PersonId] = set()
        self.wishes: dict[str, PersonId] = {}

    def person_of(self, who: Who) -> PersonId:
        """The person of one row; its marks are that person's from now on."""
        person = self._known(who) or PersonId(self._desk.ids.new("pe"))
        if who.id:
            self._numbered.add(person)
        if self._shared(who):
            self._phoned.add(person)
        for mark in (who.id, who.base_and_phone if self._shared(who) else "", who.base):
            if mark and mark not in self._owners:
                self._owners[mark] = self.wishes[mark] = person
        return person

    def _shared(self, who: Who) -> bool:
        return not who.id and len(self._phones[who.base]) > 1

    def _known(self, who: Who) -> PersonId | None:
        if who.id in self._owners:
            return self._owners[who.id]
        if self._shared(who) and who.base_and_phone in self._owners:
            return self._owners[who.base_and_phone]
        like = self._owners.get(who.base)
        if like is None:
            return None
        said = _said(self._reading.person(like))
        if who.id:  # someone known without a number may have been given one; another number is another person
            return None if like in self._numbered or said.get("id_number") else like
        if self._shared(who) and (like in self._phoned or said.get("phone", who.phone) != who.phone):
            return None
        return like


def _said(person: Person) -> Mapping[str, str]:
    facts: dict[str, str] = {}
    for claim in in_force([person]):
        facts.update(claim.event.private.facts if claim.event.private else {})
    return facts
