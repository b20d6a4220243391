import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.gazetteer import Gazetteer, Outcome, Township, Village
from domain.ids import TownshipCode, VillageCode
from domain.village_spelling import one_edit_apart

STONE, RIVER, BRIDGE = TownshipCode("990101100"), TownshipCode("990101101"), TownshipCode("990101001")
NAMES = {
    "990101100200": "上桃坪村委会",
    "990101100201": "岭坪村委会",
    "990101100202": "坝湾新村委会",
    "990101100203": "1号村村委会",
    "990101100001": "东街社区居委会",
    "990101101200": "岭坪村村民委员会",
    "990101101201": "青石桥村",
    "990101101202": "和平嘎查",
    "990101001001": "石桥社区居委会",
    "990101001200": "石桥村村委会",
}
REGISTER = Gazetteer(
    [Township(STONE, "青石镇"), Township(RIVER, "柳河镇"), Township(BRIDGE, "石桥街道办事处")],
    [Village(VillageCode(code), name) for code, name in NAMES.items()],
)
UNIQUE = [code for code in NAMES if code not in {"990101100201", "990101101200"}]


def found(spelling: str, township: TownshipCode | None = None) -> str:
    answer = REGISTER.village(spelling, township)
    return answer.village or answer.outcome


@pytest.mark.parametrize(
    ("spelling", "code"),
    [
        ("坝湾新村", "990101100202"),
        ("坝湾新", "990101100202"),
        ("坝湾新村村民委员会", "990101100202"),
        ("青石镇坝湾新村", "990101100202"),
        ("青石坝湾新村", "990101100202"),
        ("某某县青石镇坝湾新村委会", "990101100202"),
        ("坝湾新村党支部", "990101100202"),
        ("坝湾新村第二党支部", "990101100202"),
        ("坝湾新村（党总支）", "990101100202"),
        ("中共青石镇坝湾新村支部委员会", "990101100202"),
        ("坝湾新村三组", "990101100202"),
        (" 坝 湾 新 村 ", "990101100202"),
        ("一号村", "990101100203"),
        ("１号村", "990101100203"),
        ("990101100203", "990101100203"),
        ("东街", "990101100001"),
        ("东街居委会", "990101100001"),
        ("石桥社区", "990101001001"),
        ("石桥村", "990101001200"),
        ("青石桥村", "990101101201"),
        ("和平", "990101101202"),
        ("柳河镇岭坪村", "990101101200"),
    ],
)
def test_a_village_is_found_in_the_spellings_people_use(spelling: str, code: str) -> None:
    assert found(spelling) == code


@pytest.mark.parametrize("spelling", ["岭坪村", "岭坪", "岭坪村委会", "石桥"])
def test_a_spelling_of_two_places_is_ambiguous_with_its_choices(spelling: str) -> None:
    answer = REGISTER.village(spelling)
    assert answer.outcome is Outcome.AMBIGUOUS
    assert len(answer.choices) == 2


def test_the_township_decides_between_namesakes() -> None:
    assert found("岭坪村", STONE) == "990101100201"
    assert found("岭坪村", RIVER) == "990101101200"


@pytest.mark.parametrize("spelling", ["大石桥子村", "坪", "村", "新村", "青石镇", "", "上桃", "桃坪村"])
def test_what_is_not_in_the_register_is_unknown(spelling: str) -> None:
    assert found(spelling) == Outcome.UNKNOWN


def test_a_village_of_another_township_is_unknown_here_and_offered() -> None:
    answer = REGISTER.village("坝湾新村", RIVER)
    assert (answer.outcome, answer.choices) == (Outcome.UNKNOWN, ("990101100202",))
    assert found("青石镇坝湾新村", RIVER) == Outcome.UNKNOWN


def test_a_name_one_sign_off_is_offered_never_taken() -> None:
    answer = REGISTER.village("上桃平村")
    assert (answer.outcome, answer.choices) == (Outcome.UNKNOWN, ("990101100200",))


@pytest.mark.parametrize(
    ("spelling", "code"),
    [
        ("青石镇", STONE),
        ("青石", STONE),
        ("青石镇人民政府", STONE),
        ("中共青石镇委员会", STONE),
        ("青石乡", STONE),
        ("990101100", STONE),
        ("某县柳河镇", RIVER),
        ("石桥街道", BRIDGE),
        ("石桥", BRIDGE),
        ("白沙乡", None),
    ],
)
def test_townships(spelling: str, code: TownshipCode | None) -> None:
    assert REGISTER.township(spelling) == code


def test_a_title_names_a_township_in_full_only() -> None:
    assert REGISTER.townships_in("青石镇2026年党员花名册") == (STONE,)
    assert REGISTER.townships_in("青石镇、柳河镇党员") == (STONE, RIVER)
    assert REGISTER.townships_in("青石党员花名册") == ()
    longer = Gazetteer([Township(STONE, "青石镇"), Township(RIVER, "新青石镇")], [])
    assert longer.townships_in("新青石镇党员") == (RIVER,)


def test_names_for_people() -> None:
    assert REGISTER.name_of("990101100200") == "青石镇上桃坪村委会"
    assert REGISTER.name_of(STONE) == "青石镇"
    assert REGISTER.name_of("123") == "123"
    assert REGISTER.county() == "990101"


def test_a_known_county_is_the_only_one_that_may_stand_before() -> None:
    named = Gazetteer(REGISTER.townships.values(), REGISTER.villages.values(), "示范县")
    assert named.village("某省某市示范县青石镇坝湾新村").village == "990101100202"
    assert named.village("示范县坝湾新村").village == "990101100202"
    assert named.village("外县青石镇坝湾新村").village is None


@given(
    code=st.sampled_from(UNIQUE),
    prefix=st.sampled_from(["", "town", "中共town", "某县town"]),
    suffix=st.sampled_from(["", "党支部", "第一党支部", "党总支", "支部委员会", "（支部）", "2组"]),
    blank=st.sampled_from(["", " ", "　", "\n"]),
)
def test_a_registered_name_is_found_however_it_is_dressed(
    code: str, prefix: str, suffix: str, blank: str
) -> None:
    village = REGISTER.villages[VillageCode(code)]
    town = REGISTER.townships[village.township].name
    spelled = blank.join(prefix.replace("town", town) + village.name + suffix)
    assert found(spelled) == code
    assert found(spelled, village.township) == code


@given(st.text("上桃坪岭", max_size=4), st.text("上桃坪岭", max_size=4))
def test_one_edit_apart_is_symmetric_and_never_true_of_equals(one: str, other: str) -> None:
    assert one_edit_apart(one, other) == one_edit_apart(other, one)
    assert not one_edit_apart(one, one)
