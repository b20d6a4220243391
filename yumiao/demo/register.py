"""An invented county's register: townships and villages under codes that are assigned to no real place."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

HEADS = "上下东西南北冲坪大小前后新老高湾石柳松竹梅桃李泉溪岗坝塘岭"
MIDDLES = "松竹梅桃李柳泉溪石岗坝塘岭坪湾桥枫云禾苗穗谷"
TAILS = "岭坪塘湾桥坝新畈冲垄坳"
HOMESTEADS = ("家庄", "家屯", "家寨", "家营", "家湾")
FAMILIES = "王李张刘陈杨赵吴周徐孙马朱胡"


@dataclass(frozen=True, slots=True)
class Township:
    """A township by its nine-digit code."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Village:
    """A village (last three digits 200-399) or a community (001-199), by its stem: 岭坪 of 岭坪村委会."""

    code: str
    stem: str
    township: Township
    is_community: bool = False

    @property
    def name(self) -> str:
        """What people say: 岭坪村, 朝阳社区."""
        return f"{self.stem}社区" if self.is_community else f"{self.stem}村"

    @property
    def office(self) -> str:
        """What the register says: 岭坪村委会, 朝阳社区居委会."""
        return f"{self.stem}社区居委会" if self.is_community else f"{self.stem}村委会"


@dataclass(frozen=True, slots=True)
class County:
    """A county with its townships and villages, communities last."""

    code: str
    name: str
    townships: tuple[Township, ...]
    villages: tuple[Village, ...]
    communities: tuple[Village, ...]

    def of(self, township: Township) -> list[Village]:
        """The villages of a township, in the order of their codes."""
        return [village for village in self.villages if village.township == township]

    def namesakes(self) -> set[str]:
        """The stems that more than one village bears."""
        stems = [village.stem for village in self.villages]
        return {stem for stem in stems if stems.count(stem) > 1}


def invent_county(
    rng: Random, code: str, name: str, township_names: Sequence[str], villages: int, *, twins: int = 0
) -> County:
    """A county of about `villages` villages; `twins` of them share their name with one in another township."""
    townships = tuple(Township(f"{code}{100 + at}", label) for at, label in enumerate(township_names))
    stems = _stems(rng, villages, forbidden={label[:-1] for label in township_names})
    stems[1] = townships[0].name[:-1]  # 青石村 of 青石镇: the township's name is not a prefix to cut off
    for twin in range(twins):
        stems[-1 - twin] = stems[2 + twin]
    found: list[Village] = []
    share = -(-villages // len(townships))
    for at, stem in enumerate(stems):
        township = townships[at // share]
        found.append(Village(f"{township.code}{200 + at % share}", stem, township))
    communities = tuple(
        Village(f"{townships[0].code}{at + 1:03d}", stem, townships[0], is_community=True)
        for at, stem in enumerate(("朝霞", "向阳门"))
    )
    return County(code, name, townships, tuple(found), communities)


def write_register(county: County, folder: Path) -> None:
    """Writes register.csv and townships.csv in the layout of the public register."""
    fields = f"{county.code[:2]},{county.code[:4]}"
    lines = [
        f'{unit.code},"{unit.office}",{unit.township.code},{fields},{county.code}'
        for unit in sorted((*county.communities, *county.villages), key=lambda unit: unit.code)
    ]
    _write(folder / "register.csv", "code,name,streetCode,provinceCode,cityCode,areaCode", lines)
    townships = [f'{town.code},"{town.name}",{county.code},{fields}' for town in county.townships]
    _write(folder / "townships.csv", "code,name,areaCode,provinceCode,cityCode", townships)


def _stems(rng: Random, wanted: int, forbidden: set[str]) -> list[str]:
    stems: dict[str, None] = {}
    while len(stems) < wanted:
        shape = rng.random()
        if shape < 0.12:
            stem = rng.choice(FAMILIES) + rng.choice(HOMESTEADS)
        elif shape < 0.3:
            stem = rng.choice(HEADS) + rng.choice(TAILS)
        else:
            stem = rng.choice(HEADS) + rng.choice(MIDDLES) + rng.choice(TAILS)
        if len(set(stem)) == len(stem) and stem not in forbidden:
            stems[stem] = None
    return list(stems)


def _write(path: Path, header: str, lines: Iterable[str]) -> None:
    path.write_text("\n".join((header, *lines)) + "\n", encoding="utf-8", newline="\n")
