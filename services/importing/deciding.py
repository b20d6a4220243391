"""What one reading of ledgers changes: events, and what became of each row."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from domain import candidacy, ledger, village
from domain.ids import ImportId, PersonId, RegionCode, VillageCode
from domain.ledger import LedgerKind, LedgersImported, SheetRead, Source
from domain.person import decide as person
from domain.person.commands import ClaimRow
from domain.person.events import PersonClaimed
from domain.recorded import NewEvent
from services.desk import Reading
from services.importing.roll_call import call_rolls
from services.importing.rows import Fate, Row, sheet_key


class Deciding:
    """One decision over all rows of the call. `fates` answers each row's fate, in order."""

    def __init__(
        self,
        reading: Reading,
        import_id: ImportId,
        county: RegionCode,
        today: date,
        people: Mapping[int, PersonId],
        hashes: Mapping[str, str],
        region: str,
    ) -> None:
        self._reading, self._import, self._county, self._today = reading, import_id, county, today
        self._people, self._hashes, self._region = people, hashes, region
        self.events: list[NewEvent] = []
        self._refused: list[Row] = []

    def decide(self, rows: Sequence[Row]) -> list[Fate]:
        """Fill `events` and answer each row's fate."""
        self._preload(rows)
        self._refused = [row for row in rows if row.refused]
        fates = {i: Fate.REJECTED if r.refused else Fate.HELD for i, r in enumerate(rows) if r.waits}
        groups: dict[tuple[LedgerKind, str, str], list[int]] = defaultdict(list)
        for i, row in enumerate(rows):
            if row.taken:
                slot = row.village or "" if row.kind == LedgerKind.RESERVES else ""
                key = self._people.get(i) or f"village:{row.village}"
                groups[row.kind, key, slot].append(i)
        for (kind, _, slot), members in groups.items():
            fate = self._group(kind, slot, [(i, rows[i]) for i in members])
            fates.update({i: Fate.HELD if rows[i].held else fate for i in members})
        self._pending(rows)
        self.events += call_rolls(self._reading, self._import, rows, self._people, self._county)
        answer = [fates.get(i, Fate.SAME) for i in range(len(rows))]
        if self.events:
            self.events.insert(0, self._imported(rows, answer))
        return answer

    def _preload(self, rows: Sequence[Row]) -> None:
        streams = {f"ledger:{r.kind}" for r in rows}
        streams |= {f"person:{p}" for p in self._people.values()}
        for i, row in enumerate(rows):
            if row.kind == LedgerKind.VILLAGES and row.village:
                streams.add(f"village:{row.village}")
            if row.kind == LedgerKind.RESERVES and row.village and i in self._people:
                streams.add(f"candidacy:{candidacy.candidacy_of(self._people[i], row.village)}")
        self._reading.load(streams)

    def _group(self, kind: LedgerKind, slot: str, rows: Sequence[tuple[int, Row]]) -> Fate:
        """The rows of one ledger about one subject."""
        fates = []
        on = rows[0][1].dated or self._today
        person_id = self._people.get(rows[0][0])
        if person_id:
            fates.append(self._claim(person_id, slot, [r for _, r in rows], on))
        if kind == LedgerKind.VILLAGES:
            fates.append(self._claim_village(rows[-1][1], person_id, on))
        if kind == LedgerKind.RESERVES and person_id and rows[0][1].village:
            fates.append(self._list_candidacy(person_id, rows[0][1], news=fates != [Fate.SAME]))
        return next((f for f in (Fate.NEW, Fate.CHANGED) if f in fates), Fate.SAME)

    def _claim(self, person_id: PersonId, slot: str, rows: Sequence[Row], on: date) -> Fate:
        known = self._reading.person(person_id)
        wish = [self._claim_row(person_id, slot, row, rows) for row in rows]
        events = person.claim(known, wish, on)
        for event in events:
            self._add(f"person:{person_id}", event, rows[0], on)
        return Fate.SAME if not events else Fate.CHANGED if known.claimed_by(rows[0].kind, slot) else Fate.NEW

    def _claim_row(self, person_id: PersonId, slot: str, row: Row, together: Sequence[Row]) -> ClaimRow:
        problems = [p for p in row.read.problems if p.severity == "held"]
        held = tuple(dict.fromkeys(p.code for p in problems))
        fields = [p.field for p in problems if p.field and p.code != "SAME_PERSON_DISAGREES"]
        if "SAME_PERSON_DISAGREES" in held:
            fields += self._differing(row, together)
        return ClaimRow(
            person=person_id,
            source=self._source(row),
            facts=row.facts,
            slot=slot,
            held=held,
            held_fields=tuple(dict.fromkeys(fields)) if held else (),
        )

    def _differing(self, row: Row, together: Sequence[Row]) -> list[str]:
        """The fields in which the rows of one person differ, refused ones with the same id number included."""
        number = row.facts.get("id_number", "")
        twins = [*together, *(r for r in self._refused if number and r.read.facts.get("id_number") == number)]
        said = [r.facts or r.read.facts for r in twins]
        found = sorted({f for facts in said for f in facts if len({facts.get(f) for facts in said}) > 1})
        bad = {p.field for r in twins for p in r.read.problems if r.refused and p.severity == "rejected"}
        return found or sorted(bad - {""})

    def _claim_village(self, row: Row, incumbent: PersonId | None, on: date) -> Fate:
        code = row.village
        if code is None:
            return Fate.SAME
        known = self._reading.village(code)
        facts = {
            f: v
            for f, v in row.read.facts.items()
            if f in (*village.PLAIN_FACTS, "classification_reason") and v
        }
        events = village.claim(known, code, self._source(row), facts, incumbent, on)
        for event in events:
            self._add(f"village:{code}", event, row, on)
        return Fate.SAME if not events else Fate.CHANGED if known.claims else Fate.NEW

    def _list_candidacy(self, person_id: PersonId, row: Row, *, news: bool) -> Fate:
        code = VillageCode(row.place)
        found = candidacy.candidacy_of(person_id, code)
        stream = f"candidacy:{found}"
        known = self._reading.candidacy(found)
        events = candidacy.list_candidacy(known, person_id, code, self._import, news=news)
        self.events += [
            NewEvent(
                stream=stream,
                event=e,
                region_code=code,
                subjects=(stream, f"person:{person_id}", f"village:{code}", f"import:{self._import}"),
                valid_at=row.dated,
            )
            for e in events
        ]
        return Fate.NEW if events and not known.listed_by else Fate.SAME

    def _source(self, row: Row) -> Source:
        return Source(kind=row.kind, import_id=self._import, file=row.sheet, row=row.read.row)

    def _add(self, stream: str, event: PersonClaimed | village.VillageClaimed, row: Row, on: date) -> None:
        subjects = [stream, f"import:{self._import}"]
        if row.village:
            subjects.append(f"village:{row.village}")
        self.events.append(
            NewEvent(
                stream=stream,
                event=event,
                region_code=row.place or self._county,
                subjects=tuple(dict.fromkeys(subjects)),
                valid_at=on if row.dated else None,
            )
        )

    def _pending(self, rows: Sequence[Row]) -> None:
        """Refused rows wait to be mended; rows that came back mended no longer do."""
        kinds: dict[LedgerKind, list[Row]] = defaultdict(list)
        for row in rows:
            kinds[row.kind].append(row)
        for kind, mine in kinds.items():
            found = ledger.note_pending(
                self._reading.ledger(kind),
                kind,
                self._import,
                tuple(r.waiting() for r in mine if r.waits and not r.outside),
                frozenset(sheet_key(r.reading) for r in mine if not r.read.origin),
                frozenset(r.key for r in mine),
                self._region,
            )
            self.events += [
                NewEvent(
                    stream=f"ledger:{kind}",
                    event=e,
                    region_code=self._county,
                    subjects=(f"import:{self._import}",),
                )
                for e in found
            ]

    def _imported(self, rows: Sequence[Row], fates: Sequence[Fate]) -> NewEvent:
        counts: dict[int, Counter[Fate]] = defaultdict(Counter)
        sheets = {row.sheet: row for row in rows}
        for row, fate in zip(rows, fates, strict=True):
            counts[row.sheet][fate] += 1
        read = {
            i: _sheet_read(row, self._hashes.get(row.reading.file, ""), counts[i])
            for i, row in sheets.items()
        }
        event = LedgersImported(import_id=self._import, sheets=tuple(read.values()))
        return NewEvent(
            stream=f"import:{self._import}",
            event=event,
            region_code=self._county,
            subjects=(f"import:{self._import}",),
        )


def _sheet_read(row: Row, sha256: str, counts: Mapping[Fate, int]) -> SheetRead:
    return SheetRead(
        file=row.reading.file,
        sheet=row.reading.sheet,
        kind=row.kind,
        sha256=sha256,
        rows=sum(counts.values()),
        new=counts.get(Fate.NEW, 0),
        changed=counts.get(Fate.CHANGED, 0),
        same=counts.get(Fate.SAME, 0),
        held=counts.get(Fate.HELD, 0),
        rejected=counts.get(Fate.REJECTED, 0),
        dated=row.dated,
    )
