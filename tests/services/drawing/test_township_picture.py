"""A township's picture: whole, well-formed, the same each time, gaps in red, nothing that a name could break."""

from datetime import date
from xml.etree import ElementTree as ET

from hypothesis import given, settings
from hypothesis import strategies as st

from projections.answer import Counting
from projections.world import World
from services.drawing.paper import RED
from services.drawing.picture import NOT_TOLD, picture_of
from services.drawing.township import draw_township
from tests.given import COUNTY_VIEWER, NORTH, NORTH_VIEWER, Given, village
from tests.projections.scripts import Step, played, scripts
from tests.projections.worlds import lived_through, world_of

SVG = "{http://www.w3.org/2000/svg}"
HARMLESS = {f"{SVG}{name}" for name in ("svg", "title", "rect", "text", "path", "line")}
ATTACK = "<script>alert('王')</script>&\"\x00\x1b\ufffe"


def drawn(
    world: World, viewer: object = COUNTY_VIEWER, counting: Counting = Counting.ON_ROSTER
) -> ET.Element:
    text = draw_township(picture_of(world, viewer, NORTH, counting))  # type: ignore[arg-type]
    return ET.fromstring(text.encode())


def words_of(svg: ET.Element) -> list[str]:
    return ["".join(element.itertext()) for element in svg.iter(f"{SVG}text")]


def red_boxes(svg: ET.Element) -> set[str]:
    """What the red boxes say under the pointer."""
    return {
        title.text or ""
        for box in svg.iter(f"{SVG}rect")
        if box.get("stroke") == RED
        for title in box.iter(f"{SVG}title")
    }


@settings(max_examples=60)
@given(script=scripts, counting=st.sampled_from(Counting))
def test_every_village_is_drawn_and_exactly_the_lacking_ones_are_red(
    script: list[Step], counting: Counting
) -> None:
    history = played(script)
    world = lived_through(history)
    svg = drawn(world, counting=counting)
    said, red = words_of(svg), red_boxes(svg)
    for entry in world.index.villages_of(NORTH):
        assert said.count(entry.name) == 2
        is_red = any(title.startswith(f"{entry.name} {entry.code}") for title in red)
        assert is_red == (entry.short_by(counting) > 0)
    picture = picture_of(world, COUNTY_VIEWER, NORTH, counting)
    again = picture_of(world_of(history), COUNTY_VIEWER, NORTH, counting)
    assert draw_township(picture) == draw_township(again)
    assert {reserve.name for reserve in picture.reserves if not reserve.mentors} <= red
    assert {element.tag for element in svg.iter()} <= HARMLESS


def test_what_people_are_called_is_text_and_nothing_else() -> None:
    history = Given().county()
    history.register(village(NORTH, 7), ATTACK)
    history.reserve("pe_1", village(NORTH, 0), name=ATTACK, mentor_names=ATTACK)
    history.mentor("pe_2", ATTACK, village(NORTH, 0))
    svg = drawn(world_of(history))
    assert {element.tag for element in svg.iter()} <= HARMLESS
    assert not any(
        name.startswith("on") or name in ("style", "href") for e in svg.iter() for name in e.attrib
    )
    assert any("<script>" in "".join(element.itertext()) for element in svg.iter(f"{SVG}title"))


def test_the_more_a_mentor_has_the_wider_their_lines() -> None:
    history = Given().county()
    for number in range(4):
        history.reserve(
            f"pe_{number}", village(NORTH, 0), name=f"人{number}", mentor_names="多" if number else "少"
        )
    history.mentor("pe_8", "多", village(NORTH, 0))
    history.mentor("pe_9", "少", village(NORTH, 0))
    widths = {
        title.text: float(path.get("stroke-width", "0"))
        for path in drawn(world_of(history)).iter(f"{SVG}path")
        for title in path.iter(f"{SVG}title")
    }
    assert widths["人1 — 多"] == widths["人3 — 多"] > widths["人0 — 少"]


def test_a_mentor_from_elsewhere_has_no_name_for_the_township() -> None:
    history = Given().county()
    far = village("990101101", 0)
    history.reserve("pe_1", village(NORTH, 0), name="北人", mentor_names="南师")
    history.mentor("pe_2", "南师", far)
    history.pairs("pe_1", village(NORTH, 0), "pe_2", since=date(2026, 3, 1))
    assert "南师" in words_of(drawn(world_of(history)))
    mine = words_of(drawn(world_of(history), NORTH_VIEWER))
    assert NOT_TOLD in mine
    assert not any("南" in text for text in mine)


def test_a_township_without_anybody_is_still_a_picture() -> None:
    svg = drawn(world_of(Given().county(0)))
    assert any("村（社区）0个" in text for text in words_of(svg))
