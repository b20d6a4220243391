"""A township's picture over HTTP: whose it is, what it carries, what it answers to mistakes."""

from xml.etree import ElementTree as ET

import pytest

from tests.api.counties import busy
from tests.api.offices import Client, office_of
from tests.given import COUNTY, NORTH, SOUTH

NORTHERN = f"北乡:township:{NORTH}"


def test_a_township_reads_its_own_picture_and_nothing_keeps_it() -> None:
    answer = Client(office_of(busy()), NORTHERN).send("GET", f"/townships/{NORTH}.svg")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/svg+xml")
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    ET.fromstring(answer.content)
    assert "北人" in answer.text
    assert "南" not in answer.text


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        (f"/townships/{SOUTH}.svg", 403, "不在您的管辖范围"),
        (f"/townships/{NORTH}.svg?onDate=2026-13-01", 400, "请写日期"),
        (f"/townships/{NORTH}.svg?counting=ALL", 400, "请填"),
        (f"/townships/{NORTH}200.svg", 404, "按乡镇绘制"),
        ("/townships/no.svg", 400, "区划代码"),
    ],
)
def test_a_mistake_is_a_sentence(path: str, status: int, words: str) -> None:
    answer = Client(office_of(busy()), NORTHERN).send("GET", path)
    assert (answer.status_code, answer.headers["cache-control"]) == (status, "no-store")
    assert answer.headers["content-type"].startswith("text/plain")
    assert words in answer.text
    assert "南" not in answer.text


def test_the_county_is_told_which_townships_there_are_and_strangers_nothing() -> None:
    client = Client(office_of(busy()))
    assert f"{SOUTH} 南乡" in client.send("GET", f"/townships/{COUNTY}.svg").text
    assert client.send("GET", f"/townships/{COUNTY}777.svg").status_code == 404
    assert client.send("GET", f"/townships/{NORTH}.svg", client="10.0.0.9").status_code == 401
    assert client.as_("机房:operator").send("GET", f"/townships/{NORTH}.svg").status_code == 403
    assert client.send("POST", f"/townships/{NORTH}.svg").status_code == 405


def test_another_day_and_the_cleared_alone_may_be_asked_for() -> None:
    client = Client(office_of(busy()))
    asked = f"/townships/{NORTH}.svg?onDate=2026-08-01&counting=CLEARED"
    assert "截至 2026-08-01  按已过审计" in client.send("GET", asked).text
