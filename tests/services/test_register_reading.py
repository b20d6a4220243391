from pathlib import Path

import pytest

from domain.refusal import Refusal
from services.register_reading import REGISTER_REFUSALS, read_register

TOWNS = 'code,name,areaCode\n990101101,"柳河镇",990101\n990101100,"青石镇",990101\n'
VILLAGES = (
    'code,name,streetCode\n990101100200,"上桃坪村委会",990101100\n990101100001,"东街居委会",990101100\n'
)


def files(
    folder: Path, villages: str = VILLAGES, towns: str = TOWNS, encoding: str = "utf-8"
) -> tuple[Path, Path]:
    register, townships = folder / "register.csv", folder / "townships.csv"
    register.write_text(villages, encoding=encoding)
    townships.write_text(towns, encoding=encoding)
    return register, townships


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_the_public_layout_is_read_in_order_of_codes(tmp_path: Path, encoding: str) -> None:
    found = read_register(*files(tmp_path, encoding=encoding))
    assert list(found.townships) == ["990101100", "990101101"]
    assert {code: (one.name, one.counts) for code, one in found.villages.items()} == {
        "990101100001": ("东街居委会", False),
        "990101100200": ("上桃坪村委会", True),
    }
    assert found.gazetteer().village("上桃坪村").village == "990101100200"


def test_columns_are_found_by_their_names_and_a_community_may_count(tmp_path: Path) -> None:
    villages = "村名,计入,行政区划代码\n东街居委会,是,990101100001\n\n上桃坪村,,990101100200\n"
    found = read_register(*files(tmp_path, villages, "名称,代码\n青石镇,990101100\n"))
    assert [one.counts for one in found.villages.values()] == [True, True]


BAD = {
    "REGISTER_HEADER": ("a,b\n1,2\n", TOWNS),
    "REGISTER_CODE": ("code,name\n99010110020,上桃坪\n", TOWNS),
    "REGISTER_NAME": ("code,name\n990101100200,\n", TOWNS),
    "REGISTER_DUPLICATE": ("code,name\n990101100200,甲村\n990101100200,乙村\n", TOWNS),
    "REGISTER_ORPHAN": ("code,name\n990101102200,甲村\n", TOWNS),
    "REGISTER_EMPTY": ("code,name\n", TOWNS),
}


@pytest.mark.parametrize("code", BAD)
def test_a_bad_register_is_refused_with_file_and_line(tmp_path: Path, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_register(*files(tmp_path, *BAD[code]))
    assert refused.value.code == code
    assert "register.csv" in refused.value.message
    assert "{" not in refused.value.message + refused.value.message_zh


def test_a_missing_register_says_so(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refused:
        read_register(tmp_path / "register.csv", tmp_path / "townships.csv")
    assert refused.value.code == "REGISTER_MISSING"
    assert {*BAD, "REGISTER_MISSING"} == set(REGISTER_REFUSALS)
