"""`yumiao draw` takes a township's code or name, and names the townships where it is given neither."""

from pathlib import Path

from tests.yumiao.command_line import answer


def test_a_township_is_drawn_by_name_or_code_alike(demo: Path, tmp_path: Path) -> None:
    told = [answer("draw", said, "-o", tmp_path / "t.svg", data=demo) for said in ("良种镇", "990101101")]
    assert told[0] == told[1]
    assert "良种镇" in (tmp_path / "t.svg").read_text("utf-8")


def test_a_name_that_no_township_bears_is_answered_with_those_of_ones_region(
    demo: Path, tmp_path: Path
) -> None:
    refused = answer("draw", "无名镇", "-o", tmp_path / "t.svg", data=demo, code=2)["error"]
    assert refused["code"] == "TOWNSHIP_UNKNOWN"
    assert "良种镇" in refused["choices"]
    own = answer(
        "draw", "无名镇", "-o", tmp_path / "t.svg", "--as", "李:township:990101101", data=demo, code=2
    )
    assert own["error"]["choices"] == ["良种镇"]
    assert not (tmp_path / "t.svg").exists()
