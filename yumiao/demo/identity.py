"""Invented people's names and numbers: well-formed, belonging to nobody (area codes 99xxxx are unassigned)."""

from datetime import date
from random import Random

SURNAMES: tuple[str, ...] = (
    *"王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾萧田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢",
    *"姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹单查仇覃",
    "欧阳",
    "司马",
    "上官",
)
GIVEN = {
    "男": "建国军强伟磊刚勇杰涛明超海波平辉斌鹏飞宇浩轩博志文华春林根生福贵祥峰松𬭎洋旭",
    "女": "芳娟敏静丽艳娜霞燕玲梅红英兰桂秀珍婷雪雨怡佳欣慧萍莉琳悦春华平子云凤香月玉",
}
FOREIGN_AREAS = ("998801", "998726", "997715")
"""Places outside the county whose people married in or moved in."""
MOBILE_PREFIXES = ("130", "135", "138", "150", "152", "157", "159", "177", "180", "182", "187", "189")
_WEIGHTS = tuple(pow(2, 17 - position, 11) for position in range(17))


def check_digit(first_seventeen: str) -> str:
    """The 18th character after GB 11643-1999 (ISO 7064, MOD 11-2)."""
    total = sum(int(digit) * weight for digit, weight in zip(first_seventeen, _WEIGHTS, strict=True))
    return "10X98765432"[total % 11]


def id_number(area: str, born: str, order: int, sex: str) -> str:
    """The number of the `order`-th person of that sex born on `born` (YYYYMMDD, unchecked) in an area."""
    serial = order * 2 + (1 if sex == "男" else 0)
    first = f"{area}{born}{serial % 1000:03d}"
    return first + check_digit(first)


class Inventor:
    """Invents names, numbers and phones, and never gives one out twice."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._taken: set[str] = set()
        self._phones: set[str] = set()
        self._names: set[str] = set()

    def name(self, sex: str) -> str:
        """A name of two to four characters; at most one person has it (a county's namesakes confuse a judge)."""
        while True:
            letters = self._rng.sample(GIVEN[sex], self._rng.choice((1, 2, 2)))
            name = self._rng.choice(SURNAMES) + "".join(letters)
            if name not in self._names:
                self._names.add(name)
                return name

    def number(self, area: str, born: date, sex: str) -> str:
        """An 18-character id number with a right check digit."""
        while True:
            number = id_number(area, f"{born:%Y%m%d}", self._rng.randrange(500), sex)
            if number not in self._taken:
                self._taken.add(number)
                return number

    def phone(self) -> str:
        """An 11-digit mobile number."""
        while True:
            phone = self._rng.choice(MOBILE_PREFIXES) + f"{self._rng.randrange(10**8):08d}"
            if phone not in self._phones:
                self._phones.add(phone)
                return phone

    def day(self, first_year: int, last_year: int) -> date:
        """A day between two years, both included."""
        start, end = date(first_year, 1, 1).toordinal(), date(last_year, 12, 31).toordinal()
        return date.fromordinal(self._rng.randint(start, end))
