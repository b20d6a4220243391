"""How offices spell one and the same thing: dates, schools, villages, numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from yumiao.demo.people import Mentor, Person
from yumiao.demo.register import Township, Village
from yumiao.demo.rows import Cell, LedgerRow

FULL_TIME = {
    "primary": ("小学", "小学毕业"),
    "junior_middle": ("初中", "初中毕业", "初中文化"),
    "senior_middle": ("高中", "高中 ", "高中毕业"),
    "secondary_vocational": ("中专", "中师", "中专(农技)", "技校", "职高", "中技"),
    "junior_college": ("大专", "专科", "大学专科", "全日制大专", "高职"),
    "bachelor": ("本科", "大学", "大学本科", "全日制本科", "本科/学士"),
    "master": ("研究生", "硕士", "硕士研究生", "研究生/硕士"),
    "doctor": ("博士", "博士研究生"),
}
IN_SERVICE = {
    "junior_college": ("大专(在职)", "电大大专", "党校大专", "函授大专", "大专（自考）", "在职大专"),
    "bachelor": ("本科（函授）", "函授本科", "大学(在职)", "在职大学", "党校大学", "自考本科"),
}
TIER_WORDS: dict[str, tuple[str, ...]] = {
    "mature": ("成熟", "成熟型", "A类"),
    "promising": ("有潜力", "潜力型", "B类"),
    "ordinary": ("一般", "一般型", "C类"),
}
CLASS_WORDS: dict[str, tuple[str, ...]] = {
    "difficult": ("难点村", "难点"),
    "key": ("重点村", "重点"),
    "ordinary": ("", "一般村"),
}
BY_DAY = frozenset(
    {
        "dashes",
        "slashes",
        "dots",
        "loose_dots",
        "eight",
        "eight_number",
        "words_day",
        "chinese_day",
        "date",
        "serial",
    }
)
"""Date shapes that give the day; all others stop at the month."""
_DIGITS = "〇一二三四五六七八九"
_WIDE = str.maketrans("0123456789.", "０１２３４５６７８９．")
_MONTHS = ("", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")


@dataclass(frozen=True, slots=True)
class Hand:
    """The habits of the person who filled the ledger: each cell draws one of the shapes named here."""

    dates: tuple[str, ...] = ("dotted",)
    villages: tuple[str, ...] = ("name",)
    ids: tuple[str, ...] = ("plain",)
    phones: tuple[str, ...] = ("plain",)
    words: int | None = None  # always the n-th wording of tiers and classes; None: any
    list_mark: str = "、"
    nothing: str = ""  # what stands in a cell that has nothing to say
    code_as_number: bool = False


def spell(row: LedgerRow, fields: Sequence[str], hand: Hand, rng: Random) -> None:
    """Fills the row's cells for these fields and records what must be read from them."""
    for name in fields:
        if name != "sequence":
            row.cells[name] = _cell(row, name, row.facts.get(name, ""), hand, rng)


def spell_date(day: date, shape: str) -> Cell:
    """A day in one of the shapes; two-digit years need a day before 2000 to be read as meant."""
    y, m, d = day.year, day.month, day.day
    shapes: dict[str, Cell] = {
        "dotted": f"{y}.{m:02d}",
        "blanks": f" {y}.{m:02d} ",
        "loose": f"{y}.{m}",
        "six": f"{y}{m:02d}",
        "six_number": y * 100 + m,
        "eight": f"{y}{m:02d}{d:02d}",
        "eight_number": y * 10000 + m * 100 + d,
        "dashes": f"{y}-{m:02d}-{d:02d}",
        "slashes": f"{y}/{m:02d}/{d:02d}",
        "dots": f"{y}.{m:02d}.{d:02d}",
        "loose_dots": f"{y}.{m}.{d}",
        "dash": f"{y}-{m}",
        "slash": f"{y}/{m}",
        "words": f"{y}年{m}月",
        "words_padded": f"{y}年{m:02d}月",
        "words_day": f"{y}年{m}月{d}日",
        "chinese": "".join(_DIGITS[int(digit)] for digit in str(y)) + f"年{_MONTHS[m]}月",
        "half_chinese": f"{y}年{_MONTHS[m]}月",
        "chinese_day": f"{y}年{_MONTHS[m]}月{_chinese_number(d)}日",
        "wide": f"{y}.{m:02d}".translate(_WIDE),
        "age": f"{y}.{m:02d}\n（{2026 - y}岁）",
        "date": day,
        "serial": day.toordinal() - date(1899, 12, 30).toordinal(),
        "short": f"{y % 100:02d}.{m}",
        "short_words": f"{y % 100:02d}年{m}月",
        "quoted": f"'{y % 100:02d}年{m}月",
        # October as a number shows as 1985.1: only an id number in the same row can tell it from January
        "decimal": round(y + m / 100, 2) if m % 10 else f"{y}.{m:02d}",
    }
    if shape in {"short", "short_words", "quoted"} and not 1930 < y < 2000:
        shape = "dotted"
    return shapes[shape]


def spell_village(village: Village, shape: str) -> str:
    """A village as offices write it."""
    town = village.township.name
    if village.is_community:
        return {"office": village.office, "long": f"{village.stem}社区居民委员会"}.get(shape, village.name)
    return {
        "name": village.name,
        "stem": village.stem,
        "office": village.office,
        "long": f"{village.stem}村民委员会",
        "town": town + village.name,
        "branch": f"{village.name}党支部",
        "branch_long": f"中共{town}{village.name}支部委员会",
        "town_branch": f"{town}{village.name}党总支",
        "administrative": f"{village.stem}行政村",
        "spaced": f"{village.name} ",
    }[shape]


def spell_id(number: str, shape: str) -> Cell:
    """An id number as typed; every shape keeps all of its digits."""
    wide = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")
    return {
        "plain": number,
        "trailing": number + " ",
        "quoted": "'" + number,
        "wide": number.translate(wide),
        "small": number.lower(),
        "parted": f"{number[:6]} {number[6:14]} {number[14:]}",
        "no_break": number + "\u00a0",
        "line": number + "\n",
    }[shape]


def spell_phone(phone: str, shape: str) -> Cell:
    """A mobile number as typed."""
    shapes: dict[str, Cell] = {
        "plain": phone,
        "number": int(phone),
        "spaced": f"{phone[:3]} {phone[3:7]} {phone[7:]}",
        "dashed": f"{phone[:3]}-{phone[3:7]}-{phone[7:]}",
        "trailing": phone + " ",
    }
    return shapes[shape]


def spell_name(name: str, rng: Random) -> str:
    """张伟, 张  伟, 张　伟 or with a blank behind: ledgers pad two-character names to line up."""
    draw = rng.random()
    if len(name) == 2 and draw < 0.4:
        return name[0] + rng.choice(("  ", "　", " ")) + name[1]
    return name + " " if draw > 0.95 else name


def _chinese_number(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if not tens else "十" if tens == 1 else _DIGITS[tens] + "十") + (_DIGITS[ones] if ones else "")


def _cell(row: LedgerRow, name: str, fact: object, hand: Hand, rng: Random) -> Cell:
    match name, fact:
        case (("birth" | "joined_party"), date()):
            shape = rng.choice(hand.dates)
            if shape == "age" and name != "birth":
                shape = "dotted"
            cell = spell_date(fact, shape)
            row.truth[name] = f"{fact:%Y-%m-%d}" if shape in BY_DAY else f"{fact:%Y-%m}"
            return cell
        case (("village" | "native_village"), Village()):
            row.truth["village_code"] = fact.code
            return spell_village(fact, rng.choice(hand.villages))
        case "village_code", Village():
            row.truth["village_code"] = fact.code
            return int(fact.code) if hand.code_as_number else fact.code
        case _, Township():
            return fact.name
        case _, Person():
            return _education(row, name, fact, hand, rng)
        case "linked_villages", Mentor():
            return hand.list_mark.join(one.name for one in fact.villages) or fact.township.name
        case "id_number", str():
            return spell_id(fact, rng.choice(hand.ids))
        case "phone", str():
            return spell_phone(fact, rng.choice(hand.phones))
        case (("name" | "incumbent_name"), str()):
            row.truth[name] = fact
            return spell_name(fact, rng)
        case _:
            return _word(row, name, fact, hand, rng)


def _education(row: LedgerRow, name: str, person: Person, hand: Hand, rng: Random) -> Cell:
    if name == "education_in_service":
        row.truth[name] = person.in_service
        return rng.choice(IN_SERVICE[person.in_service]) if person.in_service else hand.nothing
    if name == "education_full_time" or not person.in_service:
        row.truth[name] = person.full_time
        return rng.choice(FULL_TIME[person.full_time])
    row.truth[name] = person.in_service
    return rng.choice(IN_SERVICE[person.in_service])


def _word(row: LedgerRow, name: str, fact: object, hand: Hand, rng: Random) -> Cell:
    words: dict[str, tuple[str, ...]] = {"tier": TIER_WORDS, "classification": CLASS_WORDS}.get(name, {})
    if words:
        row.truth[name] = str(fact)
        chosen = words[str(fact)]
        return rng.choice(chosen) if hand.words is None else chosen[hand.words % len(chosen)]
    if name == "combined_post":
        return rng.choice(("是", "√")) if fact else rng.choice(("否", hand.nothing))
    if name == "star_rating" and isinstance(fact, int):
        stars: list[Cell] = [fact, fact, f"{_DIGITS[fact]}星", f"{_DIGITS[fact]}星级", "★" * fact]
        return rng.choice(stars)
    if isinstance(fact, int):
        return fact
    if name == "ethnicity" and rng.random() < 0.4:
        return str(fact).removesuffix("族")
    return str(fact) or hand.nothing
