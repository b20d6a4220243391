"""One person twice within one kind of ledger, over all sheets and files of a call."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from services.ledgers.pace import collector_paused
from services.ledgers.problems import problem
from services.ledgers.readings import ReadRow, SheetReading, severity_of

Place = tuple[int, int]
"""(reading, row) by position."""
_OF_CANDIDACY = frozenset(
    (
        "village",
        "township",
        "tier",
        "willingness_to_stand",
        "mentor_names",
        "post",
        "residence",
        "workplace",
        "occupation",
    )
)
"""A reserve may stand for two villages: these facts then belong to each of them."""
_OF_AREA = frozenset({"linked_villages", "township", "role", "post"})
"""A mentor may have a row for each village or role."""
MOST_NAMED = 4
"""Other rows that a message names."""
_DATES = frozenset({"birth", "joined_party", "incumbent_birth"})


def mark_duplicates(readings: Sequence[SheetReading]) -> None:
    """Marks, in place: the same facts again as DUPLICATE_ROW, facts that disagree as held on every row concerned."""
    with collector_paused():
        for kind in dict.fromkeys(reading.kind for reading in readings):
            if kind is not None:
                for group in _groups(kind, readings):
                    _settle(kind, group, readings)


def _groups(kind: str, readings: Sequence[SheetReading]) -> Iterator[list[Place]]:
    """Rows about one person (or one village), in order."""
    first: dict[str, Place] = {}
    groups: dict[str, list[Place]] = {}
    without_number: dict[tuple[str, ...], list[Place]] = defaultdict(list)
    for at, reading in enumerate(readings):
        if reading.kind != kind:
            continue
        for index, row in enumerate(reading.rows):
            key = row.village if kind == "villages" else row.facts.get("id_number")
            if key:
                place = (at, index)
                if (earlier := first.setdefault(key, place)) is not place:
                    groups.setdefault(key, [earlier]).append(place)
            elif likeness := _likeness(kind, row):
                without_number[likeness].append((at, index))
    if without_number:
        yield from _joined(kind, first, groups, without_number, readings)
    yield from groups.values()


def _joined(
    kind: str,
    first: dict[str, Place],
    groups: dict[str, list[Place]],
    without_number: dict[tuple[str, ...], list[Place]],
    readings: Sequence[SheetReading],
) -> Iterator[list[Place]]:
    """Adds rows without a number to the one person like them; two phones make two persons."""
    like: dict[tuple[str, ...], set[str]] = defaultdict(set)
    names = {likeness[0] for likeness in without_number}
    for key, place in first.items():
        for at, index in groups.get(key, (place,)):
            if readings[at].rows[index].facts.get("name") not in names:
                continue
            if (likeness := _likeness(kind, readings[at].rows[index])) and likeness in without_number:
                like[likeness].add(key)
    for likeness, places in without_number.items():
        key = next(iter(like[likeness])) if len(like[likeness]) == 1 else ""
        party = groups.get(key, [first[key]]) if key else []
        others: list[list[Place]] = []
        for place in places:
            fitting = next(
                (one for one in (party, *others) if one and _one_phone([*one, place], readings)), None
            )
            if fitting is None:
                others.append([place])
            else:
                fitting.append(place)
        if len(party) > 1:
            groups[key] = sorted(party)
        yield from (one for one in others if len(one) > 1)


def _one_phone(places: Iterable[Place], readings: Sequence[SheetReading]) -> bool:
    phones = {readings[at].rows[index].facts.get("phone") for at, index in places} - {None}
    return len(phones) < 2


def _likeness(kind: str, row: ReadRow) -> tuple[str, ...] | None:
    """What makes two rows without a number one person: name, village and birth month; for a mentor name and area."""
    facts = row.facts
    if "name" not in facts:
        return None
    if kind == "mentors":
        return facts["name"], facts.get("phone") or facts.get("township", "")
    if row.village and len(facts.get("birth", "")) >= 7:
        return facts["name"], row.village, facts["birth"][:7]
    return (facts["name"], row.village, facts["phone"]) if row.village and "phone" in facts else None


def _settle(kind: str, group: list[Place], readings: Sequence[SheetReading]) -> None:
    """Holds all rows of a person whose facts disagree; else marks repetitions."""
    apart = _apart(kind, [readings[at].rows[index] for at, index in group])
    if apart:
        code = "SAME_VILLAGE_DISAGREES" if kind == "villages" else "SAME_PERSON_DISAGREES"
        for place in group:
            others = [_where(readings, other, place) for other in group[: MOST_NAMED + 1] if other != place]
            columns = {field: header for header, field in readings[place[0]].columns.items()}
            detail = "、".join(columns.get(field, field).replace("\n", "") for field in apart)
            _add(readings, place, code, f"{detail}；{'，'.join(others[:MOST_NAMED])}", apart[0])
        return
    seen: dict[tuple[str | None, ...], Place] = {}
    own = sorted({"reserves": _OF_CANDIDACY, "mentors": _OF_AREA}.get(kind, frozenset[str]()))
    for place in group:
        row = readings[place[0]].rows[place[1]]
        if row.severity == "rejected":
            continue
        first = seen.setdefault(tuple(row.facts.get(field) for field in own), place)
        if first == place:
            continue
        source = readings[first[0]]
        _add(readings, place, "DUPLICATE_ROW", _where(readings, first, place))
        marked = readings[place[0]].rows[place[1]]
        readings[place[0]].rows[place[1]] = msgspec.structs.replace(
            marked, duplicate_of=(source.file, source.sheet, source.rows[first[1]].row)
        )


def _apart(kind: str, rows: Sequence[ReadRow]) -> list[str]:
    """The fields about which the rows disagree. What belongs to a candidacy or an area is compared within it only."""
    parts: dict[str, list[ReadRow]] = defaultdict(list)
    for row in rows:
        parts[row.village or ""].append(row)
    found = {field for field in _fields(rows) if field not in _own(kind) and _disagree(field, rows)}
    if kind == "reserves":
        for part in parts.values():
            found |= {field for field in _OF_CANDIDACY & _fields(part) if _disagree(field, part)}
    return sorted(found)


def _own(kind: str) -> frozenset[str]:
    return {"reserves": _OF_CANDIDACY, "mentors": _OF_AREA}.get(kind, frozenset())


def _fields(rows: Sequence[ReadRow]) -> set[str]:
    return {field for row in rows for field in row.facts}


def _disagree(field: str, rows: Sequence[ReadRow]) -> bool:
    """Whether two rows say different things. A value for which its row is refused says nothing."""
    values = {row.facts[field] for row in rows if field in row.facts and field not in _refused_fields(row)}
    if len(values) < 2:
        return False
    longest = max(values, key=len)
    return field not in _DATES or not all(longest.startswith(value) for value in values)


def _refused_fields(row: ReadRow) -> set[str]:
    return {problem.field for problem in row.problems if problem.severity == "rejected"}


def _where(readings: Sequence[SheetReading], place: Place, seen_from: Place) -> str:
    """Row 31 of a sheet, with its file where that is another one."""
    reading, viewer = readings[place[0]], readings[seen_from[0]]
    file = "" if reading.file == viewer.file else f"{reading.file} "
    sheet = "" if reading is viewer else f"{reading.sheet} "
    return f"{file}{sheet}第{reading.rows[place[1]].row}行"


def _add(readings: Sequence[SheetReading], place: Place, code: str, detail: str, field: str = "") -> None:
    at, index = place
    row = readings[at].rows[index]
    column = next((header for header, name in readings[at].columns.items() if name == field), "")
    problems = (*row.problems, problem(code, row.row, column, field, detail))
    readings[at].rows[index] = msgspec.structs.replace(row, problems=problems, severity=severity_of(problems))
