"""`rules` as data: the version in force, the mistakes of a file, what was published, what a draft would change."""

from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from domain.refusal import Refusal
from domain.rule_set import RuleSet
from domain.rule_set.publishing import PublishRuleSet
from projections.answer import Counting
from projections.ruling.versions import Version, rule_set
from projections.ruling.what_if import suppose, what_if
from services.ruling.publishing import publish_rule_set
from services.ruling.reading import check_rules, read_rules, read_text
from services.ruling.writing import write_rules
from services.settling import Decided
from yumiao.office import Office


def show(office: Office, version: int | None, on_date: date | None) -> dict[str, Any]:
    """The rules as a file, and every version.

    Raises: RULES_MISSING where there is none, ROLE_MAY_NOT.
    """
    with office.live.at(on_date=on_date) as world:
        found = rule_set(world, office.viewer, version=version)
    if found.rules is None:
        raise Refusal(
            "RULES_MISSING",
            "There is no such version of the rules, or none is in force on that day. These are the ones there are:",
            "没有这一版规则，或当日尚无规则施行，现有：",
            path=("version",),
            choices=tuple(f"{v.version}: {v.effective_from}" for v in found.versions),
        )
    mine = next(v for v in found.versions if v.version == found.version)
    return {
        "version": found.version,
        "effectiveFrom": str(found.effective_from),
        "name": found.rules.name,
        "onDate": str(found.stamp.on_date),
        "position": str(found.stamp.position),
        "versions": [_version(v) for v in found.versions],
        "text": write_rules(found.rules, *_heading(mine)),
    }


def _heading(version: Version) -> tuple[str, ...]:
    by = f"，决定人 decided by {version.decided_by.name}" if version.decided_by else ""
    paper = f"，文号 document {version.document_number}" if version.document_number else ""
    return (f"规则第 {version.version} 版，自 {version.effective_from} 起施行{by}{paper}",)


def _version(version: Version) -> dict[str, Any]:
    return {
        "version": version.version,
        "name": version.name,
        "effectiveFrom": str(version.effective_from),
        "inForce": version.in_force,
        "decidedBy": version.decided_by.name if version.decided_by else None,
        "decidedOn": str(version.decided_on) if version.decided_on else None,
        "documentNumber": version.document_number or None,
        "position": str(version.position),
    }


def check(file: Path) -> dict[str, Any]:
    """Every mistake of a file. Raises: RULES_UNREADABLE where there is no readable text."""
    rules, mistakes = check_rules(read_text(file))
    return {
        "file": str(file),
        "ok": rules is not None,
        "name": rules.name if rules else None,
        "mistakes": [
            {"line": m.line, "key": m.key, "code": m.code, "message": m.message, "messageZh": m.message_zh}
            for m in mistakes
        ],
    }


def publish(office: Office, file: Path, effective_from: date, decided: Decided) -> dict[str, Any]:
    """Publish a file. Raises: RULES_UNREADABLE, and what publishing raises."""
    wish = PublishRuleSet(rules=read_rules(file), effective_from=effective_from)
    before = office.log.head()
    appended = publish_rule_set(office.desk, office.viewer, office.county, wish, decided)
    with office.live.now() as world:
        newest = max(world.fold.record.rule_sets, key=lambda p: p.version)
    return {
        "version": newest.version,
        "effectiveFrom": str(newest.effective_from),
        "new": appended.last > before,
        "replayed": appended.replayed,
        "position": str(appended.last),
    }


def suppose_file(
    office: Office, file: Path, region: str, counting: Counting, on_date: date | None
) -> dict[str, Any]:
    """What a draft would change. Raises: RULES_UNREADABLE, REGION_OUTSIDE, REGION_UNKNOWN, ROLE_MAY_NOT."""
    draft: RuleSet = read_rules(file)
    copy = office.live.copy(on_date=on_date)
    with office.live.at(position=copy.position, on_date=on_date) as world:
        suppose(copy, draft)
        found = what_if(world, copy, office.viewer, region=region or None, counting=counting)
    told: dict[str, Any] = _camel(msgspec.to_builtins(found))
    return {**told, "clearancesLost": found.clearances_lost, "decides": False}


def _camel(value: Any) -> Any:
    """Keys as every other JSON of ours has them."""
    if isinstance(value, dict):
        return {_camel_key(key): _camel(one) for key, one in value.items()}
    return [_camel(one) for one in value] if isinstance(value, list | tuple) else value


def _camel_key(key: str) -> str:
    first, *more = key.split("_")
    return first + "".join(word.capitalize() for word in more)
