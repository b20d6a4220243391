"""The ways offices lay a county's ledgers out: each style is one county's habits in all five kinds."""

from dataclasses import dataclass

from tests.ledgers.headers import MEMBERS, MENTORS, RESERVES, TALENTS, VILLAGES
from yumiao.demo.layout import Layout
from yumiao.demo.rows import Kind
from yumiao.demo.spelling import Hand


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """One ledger: `{town}` in file, sheet or title, or `per_town`, means one sheet per township."""

    kind: Kind
    file: str
    sheet: str = "Sheet1"
    layout: Layout
    hand: Hand
    per_town: bool = False
    sort: bool = False  # by township and village

    @property
    def is_split(self) -> bool:
        """Whether each township has a sheet of its own."""
        return self.per_town or "{town}" in self.file + self.sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """A county's habits; `extras` are sheets beside the ledgers: empty, cover, index, stray."""

    name: str
    code: str
    towns: tuple[str, ...]
    ledgers: tuple[Ledger, ...]
    twins: int = 0
    in_communities: bool = False
    extras: tuple[str, ...] = ()
    miscount: tuple[Kind, ...] = ()
    ambiguous: int = 0


UNIT = "填报单位：县委组织部（盖章）|填报时间：2026年6月"
NOTE = "注：学历以毕业证为准；此表一式两份。"
SECRET_LOOKALIKE = "说明：本表含个人信息，请严格保密，不得外传；机要秘书岗位不填。"
MANY_DATES = Hand(
    dates=("dotted", "blanks", "loose", "six", "dashes", "slashes", "words", "date"),
    villages=("name", "stem", "office", "long", "town"),
    ids=("plain", "plain", "plain", "trailing", "quoted", "wide"),
    phones=("plain", "plain", "number"),
)
PLAIN = Hand(dates=("dotted",))
DAYS = Hand(dates=("dots", "date", "words_day", "eight"), villages=("name", "name", "stem"), list_mark="，")
SHORT = Hand(dates=("short", "short_words", "quoted", "half_chinese"), list_mark=" ")
CHINESE = Hand(
    dates=("chinese", "half_chinese", "chinese_day", "wide"), ids=("wide", "plain"), words=1, nothing="/"
)
NUMBERS = Hand(
    dates=("serial", "six_number", "eight_number", "decimal"),
    phones=("number",),
    code_as_number=True,
    list_mark="\n",
)
BRANCH = Hand(
    dates=("dash", "slash", "words_padded"),
    villages=("branch", "branch_long", "town_branch"),
    words=2,
    nothing="—",
)
FORM = Hand(
    dates=("age",), villages=("administrative", "name", "spaced"), phones=("spaced", "dashed"), nothing="无"
)

_TITLES: dict[Kind, str] = {
    "villages": "村情台账",
    "members": "农村党员情况台账",
    "talents": "在外乡贤能人信息表",
    "mentors": "后备力量帮带导师名册",
    "reserves": "村党组织书记后备力量名册",
}
_HEADERS = {
    "villages": VILLAGES,
    "members": MEMBERS,
    "talents": TALENTS,
    "mentors": MENTORS,
    "reserves": RESERVES,
}


def ledger_of(
    kind: Kind, variant: str, file: str, sheet: str = "Sheet1", hand: Hand = PLAIN, /, **layout: object
) -> Ledger:
    per_town = bool(layout.pop("per_town", False))
    sort = bool(layout.pop("sort", False))
    layout.setdefault("title", _TITLES[kind])
    page = Layout(columns=_HEADERS[kind][variant], **layout)  # type: ignore[arg-type]
    return Ledger(kind=kind, file=file, sheet=sheet, layout=page, hand=hand, per_town=per_town, sort=sort)


def rest_of(hand: Hand, variant: str = "", ext: str = "xlsx") -> tuple[Ledger, ...]:
    """The four ledgers beside the members', each in a file of its own."""
    return (
        ledger_of(
            "villages", variant or "coded", f"01村情台账.{ext}", "Sheet1", hand, unit=UNIT, total="合计"
        ),
        ledger_of(
            "talents",
            variant or "native",
            f"03在外乡贤.{ext}",
            "Sheet1",
            hand,
            unit=UNIT,
            total="合计",
            note=NOTE,
        ),
        ledger_of("mentors", variant or "named", f"04帮带导师.{ext}", "Sheet1", hand, unit=UNIT),
        ledger_of(
            "reserves", variant or "plain", f"05后备力量名册.{ext}", "Sheet1", hand, unit=UNIT, total="合计"
        ),
    )
