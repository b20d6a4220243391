"""`find` and `history` as data, in the promised shape."""

from typing import Any

from domain.refusal import Refusal
from projections.history import HistoryLine, HistoryPage, history
from projections.search import Found, search
from services.recording_reads import record_read
from yumiao.office import Office

PAGE = 100


def find(office: Office, text: str) -> dict[str, Any]:
    """People and villages by name, pinyin, code or an id number's last four."""
    if not text.strip():
        raise Refusal(
            "TEXT_MISSING",
            "Give a name, its pinyin or initials, a code, or the last four digits of an id number.",
            "请给出姓名、拼音或首字母、代码，或身份证号后四位。",
            path=("text",),
        )
    with office.live.now() as world:
        found: Found = search(world, office.viewer, text, first=PAGE)
    record_read(office.desk, office.viewer, "search", office.viewer.region, found.sensitive_fields)
    return {
        "people": [
            {
                "id": p.person.id,
                "name": p.person.name,
                "birth": p.birth,
                "foundBy": p.by,
                "villages": [
                    {"code": v.code, "name": v.name, "township": v.township.name} for v in p.villages
                ],
            }
            for p in found.people
        ],
        "villages": [{"code": v.code, "name": v.name, "township": v.township.name} for v in found.villages],
        "peopleTotal": found.people_total,
        "villagesTotal": found.villages_total,
    }


def tell(office: Office, subject: str) -> dict[str, Any]:
    """Every event of a subject that the viewer may see, oldest first."""
    lines: list[HistoryLine] = []
    after: str | None = None
    with office.live.now() as world:
        while True:
            page: HistoryPage = history(world, office.viewer, subject, first=PAGE, after=after)
            lines += page.nodes
            if not page.has_next:
                break
            after = page.end_cursor
    return {
        "subject": page.subject,
        "position": str(page.stamp.position),
        "forgotten": page.forgotten,
        "events": [_line(line) for line in lines],
    }


def _line(line: HistoryLine) -> dict[str, Any]:
    decided, origin = line.decided_by, line.origin
    return {
        "position": line.position,
        "topic": line.topic,
        "text": line.what,
        "textZh": line.what_zh,
        "recordedAt": line.recorded_at.isoformat(),
        "trueFrom": line.true_from.isoformat(),
        "enteredBy": line.entered_by,
        "decidedBy": {"name": decided.name, "role": decided.role, "office": decided.office}
        if decided
        else None,
        "decidedOn": line.decided_on.isoformat() if line.decided_on else None,
        "documentNumber": line.document_number or None,
        "late": line.late,
        "reason": line.reason,
        "ruleSetVersion": line.rule_set_version or None,
        "source": {
            "importId": origin.import_id,
            "kind": origin.kind,
            "file": origin.file,
            "sheet": origin.sheet,
            "row": origin.row,
        }
        if origin
        else None,
    }
