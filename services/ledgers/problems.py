"""The closed list of what can be wrong with a ledger: code, severity, and one sentence in each language.

A sentence names the field, what is wrong, by which rule and what to do. It never quotes a personal value;
`{detail}` is only ever the name or code of a village or township, a level, a count or a header.
"""

from functools import lru_cache
from typing import Literal

import msgspec

from services.ledgers.fields import LABELS

Severity = Literal["taken", "warning", "held", "rejected"]
"""Of a problem: warning, held or rejected. Of a row: taken, held or rejected."""


class Problem(msgspec.Struct, frozen=True):
    """One thing that is wrong. `row` 0: the sheet as a whole; `column`: the header as the office wrote it."""

    row: int
    column: str
    field: str
    severity: Severity
    code: str
    message: str
    message_zh: str
    rule: str = ""
    """Of a decision that was refused: the rule that says no."""


class Template(msgspec.Struct, frozen=True):
    """One code of the list."""

    severity: Severity
    en: str
    zh: str


_ID = "GB 11643"
PROBLEMS: dict[str, Template] = {
    "ID_FLOAT": Template(
        "rejected",
        "{column}: stored as a number, so its last digits are lost. Format the column as text and type it again.",
        "“{column}”存成了数字，末几位已丢失。请把该列设为文本格式后重新填写。",
    ),
    "ID_LENGTH": Template(
        "rejected",
        "{column}: an id number has 18 digits ({rule}), not {detail}. Check it against the card.",
        "“{column}”应为18位（{rule}），现为{detail}位。请对照身份证核对；15位旧号请换成18位。",
    ),
    "ID_CHARACTERS": Template(
        "rejected",
        "{column}: holds signs that no id number has (letters, masks). Type it from the card.",
        "“{column}”含有身份证号中不应有的字符（字母、星号等）。请对照身份证重新填写。",
    ),
    "ID_CHECK_DIGIT": Template(
        "rejected",
        "{column}: the check digit does not fit ({rule}), so a digit is wrong. Check it against the card.",
        "“{column}”校验码不符（{rule}），必有数字填错。请对照身份证核对。",
    ),
    "ID_DATE": Template(
        "rejected",
        "{column}: the birth date in it (digits 7 to 14) is no possible day. Check it against the card.",
        "“{column}”第7至14位不是有效的出生日期。请对照身份证核对。",
    ),
    "ID_MENDED": Template(
        "warning",
        "{column}: blanks, quotes or full-width signs were taken away; the digits are unchanged.",
        "“{column}”中的空格、引号或全角字符已去除，数字未改动。",
    ),
    "BIRTH_AGAINST_ID": Template(
        "held",
        "{column}: disagrees with the birth date in the id number. A named person must say which one holds.",
        "“{column}”与身份证号中的出生日期不一致。请认定以哪一个为准（三龄两历认定）。",
    ),
    "SEX_AGAINST_ID": Template(
        "held",
        "{column}: disagrees with the sex in the id number (digit 17). A named person must say which one holds.",
        "“{column}”与身份证号第17位表示的性别不一致。请核实认定。",
    ),
    "DATE_IMPOSSIBLE": Template(
        "rejected",
        "{column}: no such day in the calendar, or too long ago. Type it as 1985-03 or 1985-03-12.",
        "“{column}”不是可能的日期（日历上没有或年代过早）。请按“1985.03”或“1985-03-12”填写。",
    ),
    "DATE_FUTURE": Template(
        "rejected",
        "{column}: lies in the future. Check the year.",
        "“{column}”晚于今天。请核对年份。",
    ),
    "DATE_UNREADABLE": Template(
        "rejected",
        "{column}: cannot be read as one date for certain. Type it as 1985-03 or 1985-03-12 (solar calendar).",
        "“{column}”无法确定为哪一天。请用公历按“1985.03”或“1985-03-12”填写。",
    ),
    "DATE_YEAR_ONLY": Template(
        "warning",
        "{column}: the number may mean January or October, so only the year is taken. Type the month as text.",
        "“{column}”存成了数字，无法分辨1月和10月，只采用了年份。请设为文本格式后补填月份。",
    ),
    "PARTY_BEFORE_18": Template(
        "rejected",
        "{column}: before the 18th birthday (Party constitution, article 1). Check joining and birth dates.",
        "“{column}”早于年满18周岁（党章第一条）。请核对入党时间和出生日期。",
    ),
    "VILLAGE_UNKNOWN": Template(
        "rejected",
        "{column}: no such village in the register{detail}. Use the registered name or the 12-digit code.",
        "“{column}”在村级名录中查不到{detail}。请用名录中的村名或12位代码。",
    ),
    "VILLAGE_AMBIGUOUS": Template(
        "rejected",
        "{column}: several villages bear this name{detail}. Add the township or the 12-digit code.",
        "“{column}”有同名村{detail}。请写明乡镇或12位代码。",
    ),
    "VILLAGE_MISSING": Template(
        "rejected",
        "{column}: blank, so the row belongs to no village. Fill it in.",
        "“{column}”为空，无法确定所属的村。请补填。",
    ),
    "TOWNSHIP_UNKNOWN": Template(
        "rejected",
        "{column}: no such township in the register. Use the registered name or the 9-digit code.",
        "“{column}”在乡镇名录中查不到。请用名录中的名称或9位代码。",
    ),
    "CODE_AGAINST_NAME": Template(
        "rejected",
        "{column}: the code and the name stand for different villages{detail}. Correct one of them.",
        "“{column}”与村名指的不是同一个村{detail}。请改正其中一项。",
    ),
    "NAME_MISSING": Template(
        "rejected",
        "{column}: blank. A row without a name stands for nobody.",
        "“{column}”为空，无法确定是谁。请补填。",
    ),
    "NAME_ODD": Template(
        "rejected",
        "{column}: is no name (digits or other signs). Type the name as on the id card.",
        "“{column}”不像姓名（含数字或其他符号）。请按身份证填写。",
    ),
    "SAME_PERSON_DISAGREES": Template(
        "held",
        "One person stands here more than once with different facts ({detail}). A named person must say which hold.",
        "同一人出现多次且内容不一致（{detail}）。请核实认定。",
    ),
    "SAME_VILLAGE_DISAGREES": Template(
        "held",
        "One village stands here more than once with different facts ({detail}). Keep the right row.",
        "同一个村出现多次且内容不一致（{detail}）。请保留正确的一行。",
    ),
    "DUPLICATE_ROW": Template("warning", "The same as {detail}: counted once.", "与{detail}相同，只计一次。"),
    "TOTAL_MISMATCH": Template(
        "warning",
        "The total row says {detail} rows counted above it. Look for a row left out or entered twice.",
        "合计数与实有行数不符：{detail}。请检查是否漏填或重复。",
    ),
    "HIDDEN_ROW": Template(
        "warning", "The row is hidden in Excel; it was read.", "该行在Excel中被隐藏，已照常读取。"
    ),
    "HIDDEN_COLUMN": Template(
        "warning",
        "{column}: the column is hidden in Excel; it was read.",
        "“{column}”列在Excel中被隐藏，已照常读取。",
    ),
    "HIDDEN_SHEET": Template(
        "warning", "The sheet is hidden in Excel; it was read.", "该工作表被隐藏，已照常读取。"
    ),
    "EDUCATION_UNKNOWN": Template(
        "warning",
        "{column}: not a level that is known and finished; left blank. Use 小学, 初中, 高中, 中专, 大专, 本科, 研究生.",
        "“{column}”不是可识别的已取得学历，未采用。请填小学、初中、高中、中专、大专、本科或研究生。",
    ),
    "PHONE_ODD": Template(
        "warning",
        "{column}: not one telephone number; left blank.",
        "“{column}”不是一个有效的电话号码，未采用。",
    ),
    "VALUE_UNKNOWN": Template(
        "warning",
        "{column}: the wording is not on the list, so it is left blank. Known: {detail}.",
        "“{column}”的写法无法识别，未采用。可填：{detail}。",
    ),
    "FORMULA_WITHOUT_VALUE": Template(
        "rejected",
        "{column}: a formula without a value. Open the file, let it calculate, paste as values and save.",
        "“{column}”是没有结果的公式或错误值。请在Excel中计算后“粘贴为数值”再保存。",
    ),
    "CAPACITY_ODD": Template(
        "rejected", "{column}: not a whole number from 1 to 50.", "“{column}”不是1至50的整数。请核对。"
    ),
    "SHEET_UNKNOWN": Template(
        "warning",
        "No header of a known ledger was found{detail}; the sheet was not read.",
        "未找到可识别的表头{detail}，该工作表未读取。",
    ),
    "FIELD_NEVER_STORED": Template(
        "warning",
        "{column}: this kind of content is never stored, so the column was not read.",
        "“{column}”属于本系统从不保存的内容，该列未读取。",
    ),
    "COLUMN_TWICE": Template(
        "warning",
        "{column}: means the same as another column ({detail}); only that one was read.",
        "“{column}”与“{detail}”含义相同，只读取了后者。",
    ),
    "COLUMNS_REPEATED": Template(
        "warning",
        "Two blocks stand side by side ({detail}): the right one was not read. Move its rows below the left one.",
        "表中左右并排两组相同的列（{detail}），右边一组未读取。请把右边各行移到左边一组下方后重新导入。",
    ),
    "ROW_SAYS_GONE": Template(
        "held",
        "{column}: the row says that the person has left the list, died or moved away. A named person must decide.",
        "该行写明已出库/已故/转出。请核实认定。",
    ),
    "REGION_OUTSIDE": Template(
        "rejected",
        "{column}: lies outside your region. Leave the row to the township it belongs to, or to the county.",
        "“{column}”不在您的管辖范围内。请由该乡镇或县里导入。",
    ),
    "KEY_AGAINST_ROW": Template(
        "rejected",
        "The printed cells and the hidden key do not belong together: was the sheet sorted in part, or a name typed "
        "over? Take the row back as it was printed.",
        "本行的姓名、村等预填内容与隐藏键不一致：是否只对部分列排序，或改写了姓名？请恢复原样后再导入。",
    ),
    "ROW_WITHOUT_KEY": Template(
        "rejected",
        "The row was added by hand, and this sheet takes its own rows alone. Make the work sheet again.",
        "本行不是工作表预填的行，本表不接受增加的行。请重新生成工作表。",
    ),
    "CELL_MISSING": Template(
        "rejected",
        "{column}: blank. A row that is answered needs it; a row that is not stays blank altogether.",
        "“{column}”未填。已填写的行必须填此项；不答复的行请整行留空。",
    ),
    "DAY_UNREADABLE": Template(
        "rejected",
        "{column}: not a day. Write year, month and day, for example 2026-03-01.",
        "“{column}”不是可识别的日期。须填写到日，例如 2026-03-01。",
    ),
    "NUMBER_UNREADABLE": Template(
        "rejected",
        "{column}: not a whole number. Write digits alone, for example 5.",
        "“{column}”不是整数。请只填数字，例如 5。",
    ),
    "TEXT_TOO_LONG": Template(
        "rejected", "{column}: longer than {detail} signs. Shorten it.", "“{column}”超过{detail}字，请精简。"
    ),
    "LIST_SHORTENED": Template(
        "rejected",
        "{column}: {detail} rows of the list are gone, so nobody can say for whom the letter speaks. Put them back, "
        "or mark a row 不在函内.",
        "“{column}”：名单少了{detail}行，无法确定函复所指。请恢复这些行；不在函内的请在意见栏选“不在函内”。",
    ),
    "ROW_WITHOUT_PERSON": Template(
        "warning",
        "The row names a village but nobody; it was not counted.",
        "该行只有村名、没有人员信息，未计入。",
    ),
}
RULES = {code: _ID for code in PROBLEMS if code.startswith("ID_")}


@lru_cache(maxsize=4096)
def sentences(code: str, column: str, detail: str = "") -> tuple[str, str]:
    """The English and the Chinese sentence of a code."""
    template = PROBLEMS[code]
    words = {"column": column.replace("\n", ""), "detail": detail, "rule": RULES.get(code, "")}
    return template.en.format(**words), template.zh.format(**words)


def problem(
    code: str, row: int, column: str = "", field: str = "", detail: str = "", severity: Severity | None = None
) -> Problem:
    """A problem of that code; `severity` only where the code's own does not hold."""
    en, zh = sentences(code, column or field, detail)
    if not column and field:
        zh = sentences(code, LABELS.get(field, field), detail)[1]
    return Problem(row, column, field, severity or PROBLEMS[code].severity, code, en, zh)


def problem_catalogue() -> list[dict[str, str]]:
    """Every code with severity and sentences, in the order of the list: the documentation is made from this."""
    return [
        {
            "code": code,
            "severity": template.severity,
            "message": sentences(code, "…", "…")[0],
            "messageZh": sentences(code, "…", "…")[1],
        }
        for code, template in PROBLEMS.items()
    ]
