"""How covers, remedies and single points read in one cell of a table."""

from collections.abc import Callable
from typing import Any


def remedy_text(value: dict[str, Any], text: Callable[[Any], str]) -> str:
    """`text`: how anything else reads; empty for an object of another kind."""
    match value:
        case {"required": required, "present": present, "labelZh": label, "exchanges": exchanges}:
            short = f"，仅替换须换{exchanges}" if exchanges else ""
            return f"{label} {present}/{required} {text(value.get('status'))}{short}"
        case {"person": {"id": _} as person, "reasons": [*reasons]}:
            kind = f" {text(value['kind'])}" if "kind" in value else ""
            where = "、".join(text(village) for village in value.get("villages", ()))
            because = "、".join(text(reason) for reason in reasons)
            return f"{text(person)}{kind}{f' {where}' if where else ''}：{because}"
        case {"person": {"id": _} as person, "rule": rule}:
            return f"{text(person)}：{text(rule)}"
        case {"person": {"id": _} as person, "quota": quota, "countsToday": today, "countsThen": then}:
            return f"{text(person)} {text(quota)}：现{_counts(today)}，基准日{_counts(then)}"
        case {"person": {"id": _} as person, "quotas": [*quotas], "generalTerms": is_general}:
            counts = "、".join(text(quota) for quota in quotas)
            more = "" if is_general else "，须经批准放宽"
            where = "、".join(text(village) for village in value.get("villages", ()))
            return f"{text(person)} {where} 计入{counts} {text(value.get('answer')) or '未征求'}{more}"
        case {"quotas": [*quotas], "people": int() as people}:
            return f"还差{people}名{'且'.join(text(quota) for quota in quotas)}"
        case {"village": {"code": _} as village, "second": second, "bridge": bridge}:
            who = f" → {text(second)}" if second else ""
            return f"{text(village)} {text(value.get('classification'))}{' 桥' if bridge else ''}{who}"
        case _:
            return ""


def _counts(is_so: bool) -> str:  # noqa: FBT001 - one word of a cell
    return "计入" if is_so else "不计入"
