"""Holds what `yumiao import --json` answered against the truth of a case; every difference is one sentence."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tests.ledgers.truth import SAME_LEVEL, Case, Problem, SheetTruth

Answer = Mapping[str, Any]
ALARMS = frozenset({"TOTAL_MISMATCH", "HIDDEN_ROW", "HIDDEN_COLUMN", "DUPLICATE_ROW", "EDUCATION_UNKNOWN"})
"""Warnings that must not be raised where nothing is wrong; an importer may add others of its own."""


def judge(case: Case, answer: Answer, exit_code: int) -> list[str]:
    """All differences between an import's answer and the truth; none means: read as a careful person reads.

    Not judged: messages, new against same, warnings outside ALARMS, further problems of a row that is wrong anyway.
    """
    found = []
    if exit_code not in case.exit_codes:
        found.append(f"{case.name}: exit code {exit_code}, expected one of {sorted(case.exit_codes)}")
    if case.refusals:
        if not any(code in str(answer) for code in case.refusals):
            found.append(f"{case.name}: refused without any of {sorted(case.refusals)}")
        return found
    for sheet in case.sheets:
        entry = entry_of(answer, sheet.file, sheet.sheet)
        if entry is None:
            found.append(f"{case.name}/{sheet.file}/{sheet.sheet}: not in the answer")
        else:
            found += [f"{case.name}/{sheet.file}/{sheet.sheet}: {text}" for text in _sheet(sheet, entry)]
    for problem in case.others:
        entry = entry_of(answer, problem.file, problem.sheet)
        if entry is None or problem.code not in {one["code"] for one in entry.get("problems", ())}:
            found.append(f"{case.name}/{problem.file}/{problem.sheet}: no {problem.code}")
    return found


def value_differences(truth: Mapping[str, str], read: Mapping[str, str | None]) -> list[str]:
    """What was read otherwise than it is: for a `RowTruth.values` and the importer's values under the same names.

    A date may be read more exactly than it is written (from the id number), never less; 高中 equals 中专.
    """
    found = []
    for name, value in truth.items():
        given = read.get(name) or ""
        if name in {"birth", "joined_party"}:
            is_same = given.startswith(value)
        else:
            is_same = SAME_LEVEL.get(given, given) == SAME_LEVEL.get(value, value)
        if not is_same:
            found.append(f"{name}: read {given!r}, is {value!r}")
    return found


def entry_of(answer: Answer, file: str, sheet: str) -> Answer | None:
    """The answer's entry for a sheet of a file (by the file's last name)."""
    for entry in answer.get("files", ()):
        if Path(str(entry["file"])).name == file and entry.get("sheet") == sheet:
            return dict(entry)
    return None


def says_same_header(key: str, levels: tuple[str, ...]) -> bool:
    """Whether a key of `columns` names this header: its last level, or all levels in a row, blanks and marks aside."""
    plain = _plain(key)
    return plain in {_plain(levels[-1]), _plain("".join(levels))}


def _plain(text: str) -> str:
    return re.sub(r"[\s/／>＞·.．\-—|_]", "", text)


def _sheet(sheet: SheetTruth, entry: Answer) -> Iterator[str]:
    if entry.get("kind") != sheet.kind:
        yield f"kind {entry.get('kind')}, expected {sheet.kind}"
        return
    if entry.get("rows") != sheet.rows:
        yield f"{entry.get('rows')} rows, expected {sheet.rows}"
    counted = sum(int(entry.get(name, 0)) for name in ("new", "changed", "same", "held", "rejected"))
    if counted != entry.get("rows"):
        yield f"new + changed + same + held + rejected = {counted}, rows = {entry.get('rows')}"
    yield from _columns(sheet, entry)
    problems = [dict(one) for one in entry.get("problems", ())]
    for problem in sheet.problems:
        if problem.is_certain and not any(_answers(one, problem) for one in problems):
            yield f"row {problem.row}: no {problem.code} ({problem.severity}, {problem.field})"
    allowed = {(one.row, one.code) for one in sheet.problems}
    wrong = {one.row for one in sheet.problems if one.severity != "warning" and one.is_certain}
    for one in problems:
        is_judged = one["severity"] != "warning" or one["code"] in ALARMS
        is_known = (
            one.get("row") in wrong
            or (one.get("row"), one["code"]) in allowed
            or (None, one["code"]) in allowed
        )
        if is_judged and not is_known:
            yield f"row {one.get('row')}: {one['code']} ({one['severity']}), but nothing is wrong there"
    yield from _counts(sheet, entry)


MEANT = {
    ("villages", "birth"): {"incumbent_birth"},
    ("villages", "education"): {"incumbent_education"},
    ("villages", "willingness"): {"willingness_to_serve"},
    ("talents", "willingness"): {"willingness_to_return"},
    ("talents", "occupation"): {"occupation", "workplace"},
    ("talents", "residence"): {"residence", ""},
    ("reserves", "willingness"): {"willingness_to_stand"},
}
"""What a column of the truth may be called where the kind of ledger gives it a meaning of its own."""


def _columns(sheet: SheetTruth, entry: Answer) -> Iterator[str]:
    given: dict[str, str] = dict(entry.get("columns", {}))
    for column in sheet.columns:
        fields = {field for key, field in given.items() if says_same_header(key, column.levels)}
        meant = {column.field, *MEANT.get((sheet.kind, column.field), ())}
        if column.field and not (meant & (fields or {""})):
            yield f"column {'/'.join(column.levels)!r} is {sorted(fields) or 'ignored'}, expected {column.field}"
        if not column.field and fields - {"sequence", "remarks"}:
            yield f"column {'/'.join(column.levels)!r} is {sorted(fields)}, expected to be ignored"


def _answers(one: Answer, problem: Problem) -> bool:
    same_row = problem.row is None or one.get("row") == problem.row
    return same_row and one.get("code") == problem.code and one.get("severity") == problem.severity


def _counts(sheet: SheetTruth, entry: Answer) -> Iterator[str]:
    """Rejected and held, each between what is certain and what is also fair."""
    for severity in ("rejected", "held"):
        least = len(sheet.rows_with(severity))
        most = least + sum(1 for one in sheet.problems if one.severity == severity and not one.is_certain)
        if not least <= int(entry.get(severity, 0)) <= most:
            yield f"{entry.get(severity)} rows {severity}, expected {least}" + (
                f" to {most}" if most > least else ""
            )
