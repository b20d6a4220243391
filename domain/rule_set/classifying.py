"""Which evidence makes a village difficult or key (R14-R17): any one criterion suffices, difficult stands above key."""

from collections.abc import Iterable

import msgspec

from domain.rule_set.eligibility import VillageClass

_DIFFICULT, _KEY = VillageClass.DIFFICULT, VillageClass.KEY


class Criterion(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """R15, R16: what speaks for a class. `of_secretary`: it concerns the incumbent, and is that person's own data."""

    code: str
    label: str
    label_zh: str
    makes: VillageClass
    of_secretary: bool = False


CRITERIA = tuple(
    Criterion(code=code, label=label, label_zh=zh, makes=makes, of_secretary=of_secretary)
    for code, label, zh, makes, of_secretary in (
        ("complex_situation", "complex situation", "村情复杂", _DIFFICULT, False),
        ("conflicts_prominent", "prominent conflicts", "矛盾信访突出", _DIFFICULT, False),
        ("secretary_unfit", "secretary unfit", "书记不胜任不称职", _DIFFICULT, True),
        ("post_vacant", "post long vacant", "书记长期空缺", _DIFFICULT, False),
        ("township_cadre", "post held by a township cadre", "书记由乡镇干部担任", _DIFFICULT, True),
        ("team_weak", "weak at running the team", "抓班子带队伍能力弱", _KEY, True),
        ("prosperity_weak", "weak at leading prosperity", "带富能力弱", _KEY, True),
        ("age", "cannot stand again: age", "年龄原因不能连任", _KEY, True),
        ("health", "cannot stand again: health", "身体原因", _KEY, True),
        ("personal_wish", "cannot stand again: own wish", "本人不愿连任", _KEY, True),
    )
)


class Classifying(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The criteria of one version, in the order in which they are shown."""

    criteria: tuple[Criterion, ...] = CRITERIA

    def class_of(self, codes: Iterable[str]) -> VillageClass:
        """The class that the evidence gives: the hardest of any criterion, ordinary without one."""
        made = {criterion.makes for criterion in self.criteria if criterion.code in codes}
        return next((kind for kind in (_DIFFICULT, _KEY) if kind in made), VillageClass.ORDINARY)

    def of_secretary(self, codes: Iterable[str]) -> tuple[str, ...]:
        """Those that concern the incumbent, in the order of the list."""
        return tuple(c.code for c in self.criteria if c.code in codes and c.of_secretary)

    def of_village(self, codes: Iterable[str]) -> tuple[str, ...]:
        """Those that speak of the village alone, in the order of the list."""
        return tuple(c.code for c in self.criteria if c.code in codes and not c.of_secretary)
