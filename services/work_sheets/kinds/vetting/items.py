"""The column in which items of the negative list are named."""

from collections.abc import Iterable

from domain.rule_set import RuleSet
from services.work_sheets.cells import several_of
from services.work_sheets.declaring import Column


def items_column(rules: RuleSet) -> Column:
    """Every item of the list is read; which of them may be named is the decision's own question."""
    return Column(
        field="items",
        header="负面清单事项",
        meaning="只填代码或名称，多项用顿号隔开；不写案情。保密事项不得填写。",
        read=several_of({item.code: item.label_zh for item in rules.vetting.negative_list}),
        width=18,
        path="items",
    )


def items_options(rules: RuleSet, codes: Iterable[str]) -> tuple[str, ...]:
    """The drop-down: code and label; a confidential item is never offered."""
    known = rules.vetting.items()
    return tuple(
        f"{code} {known[code].label_zh}" for code in codes if code in known and not known[code].confidential
    )
