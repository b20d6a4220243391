"""The county's register of townships and villages, and which of them a spelling means: one, none or several.

Nothing is guessed: a spelling that fits two villages is ambiguous, and near names are only offered as choices.
"""

import re
from collections.abc import Iterable
from enum import StrEnum

import msgspec

from domain.ids import RegionCode, TownshipCode, VillageCode
from domain.village_spelling import (
    COMMUNITY,
    VILLAGE,
    Spelling,
    comparable,
    one_edit_apart,
    readings,
    township_core,
    without_ethnic_group,
    without_the_party,
)

MOST_CHOICES = 8
_COUNTY_PREFIX = re.compile("^.{0,12}?(自治县|自治旗|县|市|区|旗)")


class Township(msgspec.Struct, frozen=True, order=True):
    """A township, town or street office of the register."""

    code: TownshipCode
    name: str


class Village(msgspec.Struct, frozen=True):
    """A village or community; the first nine digits of its code are its township."""

    code: VillageCode
    name: str
    counts: bool = True
    """Whether coverage counts it."""

    @property
    def township(self) -> TownshipCode:
        """The township that the code names."""
        return TownshipCode(self.code[:9])

    @property
    def body(self) -> str:
        """`community` for codes 001-199, else `village`: names do not tell."""
        return COMMUNITY if self.code[9:] < "200" else VILLAGE


class Outcome(StrEnum):
    """What became of a spelling."""

    FOUND = "found"
    UNKNOWN = "unknown"
    AMBIGUOUS = "ambiguous"


class Found(msgspec.Struct, frozen=True):
    """`village` is given exactly when the outcome is FOUND; else `choices` are what the writer may have meant."""

    outcome: Outcome
    village: VillageCode | None = None
    choices: tuple[VillageCode, ...] = ()


class Gazetteer:
    """One version of the register. Answers are remembered: a spelling costs its work once."""

    def __init__(
        self, townships: Iterable[Township], villages: Iterable[Village], county_name: str = ""
    ) -> None:
        self.townships = {township.code: township for township in townships}
        self.villages = {village.code: village for village in villages}
        self.county_name = comparable(county_name)
        self._named: dict[str, list[tuple[Spelling, Village]]] = {}
        for village in self.villages.values():
            for reading in readings(comparable(village.name)):
                self._named.setdefault(reading.core, []).append((reading, village))
        self._townships_named: dict[str, set[TownshipCode]] = {}
        for township in self.townships.values():
            for name in (comparable(township.name), township_core(township.name)):
                self._townships_named.setdefault(name, set()).add(township.code)
        shorts: dict[str, set[TownshipCode]] = {}
        for township in self.townships.values():
            if short := without_ethnic_group(township.name):
                shorts.setdefault(short, set()).add(township.code)
        for short, codes in shorts.items():
            if len(codes) == 1 and not self._townships_named.keys() & {short, township_core(short)}:
                self._townships_named[short] = codes
        self._prefixes = sorted(self._townships_named, key=lambda name: (-len(name), name))
        self._answers: dict[tuple[str, TownshipCode | None], Found] = {}
        self._townships_read: dict[str, TownshipCode | None] = {}

    def county(self) -> RegionCode:
        """The six digits that most townships share."""
        codes = sorted(code[:6] for code in self.townships)
        return RegionCode(max(dict.fromkeys(codes), key=codes.count, default=""))

    def name_of(self, code: str) -> str:
        """青石镇上桃坪村委会 for a village, 青石镇 for a township, the code itself for neither."""
        if village := self.villages.get(VillageCode(code)):
            over = self.townships.get(village.township)
            return (over.name if over else "") + village.name
        named = self.townships.get(TownshipCode(code))
        return named.name if named else code

    def township(self, spelling: str) -> TownshipCode | None:
        """The one township that a spelling or a nine-digit code names, or None."""
        if spelling not in self._townships_read:
            self._townships_read[spelling] = self._read_township(spelling)
        return self._townships_read[spelling]

    def _read_township(self, spelling: str) -> TownshipCode | None:
        name = comparable(spelling)
        if name.isdigit() and name[9:] in {"", "000"} and TownshipCode(name[:9]) in self.townships:
            return TownshipCode(name[:9])
        for candidate in dict.fromkeys([name, township_core(spelling), *self._after_county(name)]):
            for way in (candidate, township_core(candidate)):
                codes = self._townships_named.get(way, set())
                if len(codes) == 1:
                    return next(iter(codes))
        return None

    def townships_in(self, text: str) -> tuple[TownshipCode, ...]:
        """The townships that a title or a sheet's name mentions in full (青石镇), each once, in register order."""
        whole = comparable(text)
        names = {code: comparable(township.name) for code, township in self.townships.items()}
        found = {code for code, name in names.items() if name in whole}
        for short in tuple(found):  # 新青石镇 is not 青石镇
            longer = [names[other] for other in found if other != short and names[short] in names[other]]
            if longer and names[short] not in re.sub("|".join(longer), " ", whole):
                found.discard(short)
        if not found and (township := self.township(text)):
            found = {township}
        return tuple(sorted(found))

    def village(self, spelling: str, township: TownshipCode | None = None) -> Found:
        """Which village a spelling means; within `township` when that is known."""
        key = (spelling, township)
        if key not in self._answers:
            self._answers[key] = self._read_village(spelling, township)
        return self._answers[key]

    def _read_village(self, spelling: str, township: TownshipCode | None) -> Found:
        code = VillageCode(comparable(spelling))
        if code in self.villages:
            if township and self.villages[code].township != township:
                return Found(Outcome.UNKNOWN, choices=(code,))
            return Found(Outcome.FOUND, code)
        for name in without_the_party(spelling):
            matches = self._matches(name, township) | self._prefixed(name, township)
            if len(matches) == 1:
                return Found(Outcome.FOUND, matches.pop())
            if matches:
                return Found(Outcome.AMBIGUOUS, choices=tuple(sorted(matches))[:MOST_CHOICES])
        return Found(Outcome.UNKNOWN, choices=self._choices(spelling, township))

    def _matches(self, name: str, township: TownshipCode | None) -> set[VillageCode]:
        """The villages of that name; the body decides between a village and a community of one name, if it can."""
        hits: list[tuple[bool, Village]] = []
        for reading in readings(name):
            if reading.body is None and len(name) < 2:
                continue
            for registered, village in self._named.get(reading.core, ()):
                if township is None or village.township == township:
                    same_body = reading.body is not None and village.body == reading.body
                    hits.append((same_body or registered == reading, village))
        codes = {village.code for _, village in hits}
        if len(codes) > 1:
            codes = {village.code for same_body, village in hits if same_body} or codes
        if len(codes) > 1 and township is not None:
            codes = {code for code in codes if comparable(self.villages[code].name) == name} or codes
        return codes

    def _prefixed(self, name: str, township: TownshipCode | None) -> set[VillageCode]:
        """The villages meant when the spelling starts with its township, or with county and township."""
        found: set[VillageCode] = set()
        for rest in (name, *self._after_county(name)):
            for prefix in self._prefixes:
                if not rest.startswith(prefix) or len(rest) < len(prefix) + 2:
                    continue
                for code in self._townships_named[prefix]:
                    if township in {None, code}:
                        found |= self._matches(rest[len(prefix) :], code)
            if self.county_name and rest != name:
                found |= self._matches(rest, township)
        return found

    def _after_county(self, name: str) -> tuple[str, ...]:
        """What follows a county's name. While the register does not tell that name, any county's is accepted."""
        if self.county_name:
            return (name.partition(self.county_name)[2],) if self.county_name in name else ()
        rests, rest = [], name
        while found := _COUNTY_PREFIX.match(rest):
            rest = rest[found.end() :]
            if rest:
                rests.append(rest)
        return tuple(rests)

    def _choices(self, spelling: str, township: TownshipCode | None) -> tuple[VillageCode, ...]:
        """The same name elsewhere, then names one sign apart, within the township first."""
        names = list(without_the_party(spelling))
        if not names:
            return ()
        elsewhere = [
            code for name in names for code in sorted(self._matches(name, None) | self._prefixed(name, None))
        ]
        cores = {reading.core for name in names for reading in readings(name) if len(reading.core) > 1}
        near = [
            village.code
            for village in sorted(
                self.villages.values(), key=lambda each: (each.township != township, each.code)
            )
            if any(
                one_edit_apart(core, registered.core)
                for core in cores
                for registered in readings(comparable(village.name))
                if len(registered.core) > 1
            )
        ]
        return tuple(dict.fromkeys(elsewhere + near))[:MOST_CHOICES]
