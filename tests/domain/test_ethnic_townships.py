from domain.gazetteer import Gazetteer, Township
from domain.ids import TownshipCode

HORSE, OTHER = TownshipCode("990101100"), TownshipCode("990101101")


def test_an_ethnic_township_goes_by_its_short_name() -> None:
    county = Gazetteer([Township(HORSE, "白马回族乡"), Township(OTHER, "石桥苗族土家族乡")], [])
    assert (county.township("白马乡"), county.township("石桥乡")) == (HORSE, OTHER)


def test_a_short_name_that_two_bear_is_nobodys() -> None:
    twins = Gazetteer([Township(HORSE, "白马回族乡"), Township(OTHER, "白马苗族乡")], [])
    assert twins.township("白马乡") is None
    other = Gazetteer([Township(HORSE, "白马回族乡"), Township(OTHER, "白马镇")], [])
    assert other.township("白马镇") == OTHER
