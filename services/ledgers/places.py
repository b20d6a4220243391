"""Which village and township a row belongs to: its own cells first, then the heading above it, sheet name and title."""

import re
from collections.abc import Iterable

from domain.gazetteer import Found, Gazetteer, Outcome
from domain.ids import TownshipCode, VillageCode
from domain.values.text import flat, says_nothing
from domain.village_spelling import comparable, readings
from services.ledgers.cells import Fault

_NUMBERING = re.compile(r"^([(（]?[一二三四五六七八九十0-9]+[)）]?[、.．)）]*)")
_COUNT = re.compile(r"[(（]?(共|计)?[0-9]+(人|名|个村|个|户)?[)）]?$")
_MARKS = re.compile(r"[、,，;；/|\n]+")
_WEAK_MARKS = re.compile(r"\s+|和|及|与")
_EVERYWHERE = frozenset(
    {
        "全镇",
        "全乡",
        "各村",
        "所有村",
        "全部",
        "全镇各村",
        "全乡各村",
        "全域",
        "全街道",
        "全县",
        "本镇",
        "本乡",
    }
)


class Surroundings:
    """What a sheet says about place outside the cells of its rows."""

    def __init__(
        self, gazetteer: Gazetteer, file: str, sheet: str, titles: Iterable[str], *, names_villages: bool
    ) -> None:
        self.gazetteer = gazetteer
        texts = (sheet, *titles)
        towns = {code for text in texts for code in gazetteer.townships_in(text)}
        by_sheet = set(gazetteer.townships_in(sheet))
        self.township = towns.pop() if len(towns) == 1 else by_sheet.pop() if len(by_sheet) == 1 else None
        of_file = gazetteer.townships_in(file)
        self.file_township = of_file[0] if len(of_file) == 1 else None
        self.village = None if names_villages else self._village_of(texts)
        self.section_township: TownshipCode | None = None
        self.section_village: VillageCode | None = None

    def _village_of(self, texts: Iterable[str]) -> VillageCode | None:
        """The one village that the sheet's name or a title names, when the sheet has no column for it."""
        found: set[VillageCode] = set()
        for text in texts:
            answer = self.gazetteer.village(text, self.township)
            if answer.village:
                found.add(answer.village)
                continue
            whole = comparable(text)
            named = {
                spelling: village.code
                for village in self.gazetteer.villages.values()
                if self.township in {None, village.township}
                for reading in readings(comparable(village.name))
                for spelling in (f"{reading.core}村", f"{reading.core}社区")
                if len(reading.core) > 1 and spelling in whole
            }
            longest = max(map(len, named), default=0)
            found |= {code for spelling, code in named.items() if len(spelling) == longest}
        return found.pop() if len(found) == 1 else None

    def heading(self, text: str) -> bool:
        """Take a line that stands alone between the rows as a heading of place; False if it is none."""
        words = _COUNT.sub("", _NUMBERING.sub("", flat(text)))
        towns = self.gazetteer.townships_in(words)
        if len(towns) == 1:
            self.section_township, self.section_village = towns[0], None
        answer = self.gazetteer.village(words, self.section_township or self.township)
        if answer.village:
            self.section_village = answer.village
        return bool(towns) or answer.village is not None

    def known_township(self) -> TownshipCode | None:
        """The township that holds for a row without a cell for it."""
        return self.section_township or self.township

    def known_village(self) -> VillageCode | None:
        """The village that holds for a row without a cell for it."""
        return self.section_village or self.village

    def township_of(self, text: str) -> tuple[TownshipCode | None, Fault | None]:
        """By a cell's text, or by what surrounds it when that is blank."""
        if not text or says_nothing(text):
            return self.known_township(), None
        code = self.gazetteer.township(text)
        if code:
            return code, None
        inside = self.gazetteer.townships_in(text)
        return (inside[0], None) if len(inside) == 1 else (None, Fault("TOWNSHIP_UNKNOWN"))

    def village_of(self, text: str, township: TownshipCode | None) -> tuple[VillageCode | None, Fault | None]:
        """By a cell's text; ambiguous names are tried once more with the township in the file's name."""
        answer = self.gazetteer.village(text, township)
        if answer.outcome is Outcome.AMBIGUOUS and township is None and self.file_township:
            answer = self.gazetteer.village(text, self.file_township)
        return answer.village, self.fault_of(answer)

    def fault_of(self, answer: Found) -> Fault | None:
        """The problem behind an answer that is no village, with the choices by their registered names."""
        if answer.outcome is Outcome.FOUND:
            return None
        names = "、".join(self.gazetteer.name_of(code) for code in answer.choices[:5])
        detail = f"（{names}）" if names else ""
        return Fault("VILLAGE_UNKNOWN" if answer.outcome is Outcome.UNKNOWN else "VILLAGE_AMBIGUOUS", detail)

    def linked(
        self, text: str, township: TownshipCode | None
    ) -> tuple[tuple[VillageCode, ...], TownshipCode | None, tuple[Fault, ...]]:
        """A mentor's villages. A township's name, or 全镇, stands for the whole of it and names no village."""
        codes: list[VillageCode] = []
        faults: list[Fault] = []
        for part in self._parts(text, township):
            code, fault = self.village_of(part, township)
            if code:
                codes.append(code)
                continue
            area = self.gazetteer.township(part)
            if area and township in {None, area}:
                township = area
            elif fault:
                faults.append(fault)
        return tuple(dict.fromkeys(codes)), township, tuple(dict.fromkeys(faults))

    def _parts(self, text: str, township: TownshipCode | None) -> list[str]:
        """The names in a list; a blank or 和 parts them only where that makes villages of all parts."""
        found: list[str] = []
        for part in _MARKS.split(text.strip()):
            if says_nothing(part) or flat(part) in _EVERYWHERE:
                continue
            smaller = [word for word in _WEAK_MARKS.split(part.strip()) if word]
            whole = self.gazetteer.village(part, township).village or self.gazetteer.township(part)
            apart = all(self.gazetteer.village(word, township).village for word in smaller)
            found += smaller if whole is None and apart else [part]
        return found
