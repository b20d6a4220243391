import pytest

from domain.values import person_words, village_words
from domain.values.education import EDUCATION, MODES, RANKS, Education, highest, read_education
from domain.values.wording import Meaning, Wording

LISTS = [
    value
    for module in (person_words, village_words)
    for value in vars(module).values()
    if isinstance(value, Wording)
] + [EDUCATION, MODES]


@pytest.mark.parametrize("wording", LISTS, ids=lambda wording: wording.name)
def test_every_code_has_both_labels_and_reads_its_own_words(wording: Wording) -> None:
    for code, meaning in wording.meanings.items():
        assert wording.zh(code)
        assert wording.en(code)
        for word in (code, meaning.zh, meaning.en, *meaning.words.split(), f" {meaning.zh}\n"):
            assert wording.read(word) == code


@pytest.mark.parametrize("wording", LISTS, ids=lambda wording: wording.name)
def test_a_word_on_no_list_is_never_guessed(wording: Wording) -> None:
    assert wording.read("天晓得") is None
    assert wording.read("") is None


def test_a_word_that_means_two_things_cannot_be_listed() -> None:
    with pytest.raises(ValueError, match="two things"):
        Wording("x", [Meaning("a", "甲", "a1", "乙"), Meaning("b", "乙", "b1")])


@pytest.mark.parametrize(
    ("words", "level", "full_time", "in_service"),
    [
        ("大专(在职)", "junior_college", None, "junior_college"),
        ("本科（函授）", "bachelor", None, "bachelor"),
        ("电大大专", "junior_college", None, "junior_college"),
        ("省委党校大学", "bachelor", None, "bachelor"),
        ("中专(农技)", "secondary_vocational", None, None),
        ("中师", "secondary_vocational", None, None),
        ("初中毕业", "junior_middle", None, None),
        ("高中 ", "senior_middle", None, None),
        ("大学", "bachelor", None, None),
        ("大学专科", "junior_college", None, None),
        ("研究生（硕士）", "master", None, None),
        ("全日制大学本科", "bachelor", "bachelor", None),
        ("全日制高中、在职大专", "junior_college", "senior_middle", "junior_college"),
        ("全日制高中在职大专", "junior_college", "senior_middle", "junior_college"),
        ("大专/本科(在职)", "bachelor", None, "bachelor"),
        ("大学管理学学士", "bachelor", None, None),
        ("非全日制研究生", "master", None, "master"),
        ("小学文化", "primary", None, None),
    ],
)
def test_education_goes_onto_one_scale_with_its_mode(
    words: str, level: str, full_time: str | None, in_service: str | None
) -> None:
    assert read_education(words) == Education(level, full_time, in_service)


@pytest.mark.parametrize(
    "words", ["高中肄业", "本科在读", "大专以上", "相当大专", "学徒三年", "见档案", "文盲", "其他"]
)
def test_an_unfinished_or_unknown_education_is_none(words: str) -> None:
    assert read_education(words) is None


def test_senior_middle_and_vocational_school_rank_equal() -> None:
    assert RANKS["senior_middle"] == RANKS["secondary_vocational"]
    assert list(RANKS) == list(EDUCATION.codes())
    assert highest("senior_middle", None, "bachelor") == "bachelor"
    assert highest(None) is None


@pytest.mark.parametrize(
    ("words", "role"),
    [
        ("镇党委副书记、镇长", "township_principal"),
        ("青石镇党委书记", "township_principal"),
        ("县委常委、组织部长", "county_sponsor"),
        ("党委委员、包村领导", "village_link_leader"),
        ("县农业局派驻第一书记", "first_secretary"),
        ("镇党委副书记", None),
        ("包村领导兼第一书记", None),
    ],
)
def test_a_longer_title_says_a_role_only_if_it_names_one(words: str, role: str | None) -> None:
    assert person_words.read_role(words) == role


def test_han_is_one_with_and_without_its_suffix() -> None:
    assert person_words.ETHNICITY.read("汉") == person_words.ETHNICITY.read("汉族") == "汉族"
    assert len(person_words.ETHNICITY.codes()) == 57


def test_criteria_are_codes_and_nothing_else_is_kept() -> None:
    assert village_words.read_criteria("年龄原因、身体原因") == (("age", "health"), True)
    assert village_words.read_criteria("村情复杂；某人上访多年") == (("complex_situation",), False)
    assert set(village_words.R15_CRITERIA + village_words.R16_CRITERIA) == set(village_words.CRITERIA.codes())


@pytest.mark.parametrize(
    ("cell", "stars"),
    [("三星", "3"), ("四星级", "4"), (3.0, "3"), ("★★★☆☆", "3"), ("5", "5"), (6.0, None), ("优", None)],
)
def test_stars(cell: object, stars: str | None) -> None:
    assert village_words.read_stars(cell) == stars
