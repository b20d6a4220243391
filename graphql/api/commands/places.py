"""Which village or township a client means: a code, or a name that only one place of the choice bears."""

from collections.abc import Iterable

from api.context import NOW, Context
from domain.grades import Viewer
from domain.ids import TownshipCode, VillageCode
from domain.refusal import Refusal
from projections.scope import human_of
from projections.world import World


def village_of_reserve(context: Context, person: str, text: str | None, argument: str) -> VillageCode:
    """The village for which somebody is a reserve: the one named, or their only one within the reader's region.

    Raises: PERSON_UNKNOWN, PLACE_UNKNOWN, PLACE_AMBIGUOUS (with the villages it could be), ROLE_MAY_NOT.
    """

    def ask(world: World, viewer: Viewer) -> VillageCode:
        human = human_of(world, viewer, person)
        theirs = sorted({*human.roster, *human.mentored})
        mine = {code: world.index.region_name(code) for code in theirs if viewer.covers(code)}
        if text in world.fold.record.registered and viewer.covers(text):
            return VillageCode(text)
        meant = [code for code, name in mine.items() if not text or name == text.strip()]
        return VillageCode(_only(meant or list(mine), mine, argument, found=bool(meant)))

    return context.put(ask, NOW)


def villages_meant(context: Context, texts: Iterable[str], argument: str) -> tuple[VillageCode, ...]:
    """Villages of the register by code or name. Raises: PLACE_UNKNOWN, PLACE_AMBIGUOUS."""

    def ask(world: World, viewer: Viewer) -> tuple[VillageCode, ...]:
        names = {code: v.name for code, v in world.fold.record.registered.items() if viewer.covers(code)}
        return tuple(VillageCode(_named(text, names, argument)) for text in texts)

    return context.put(ask, NOW)


def township_meant(context: Context, text: str | None, argument: str) -> TownshipCode | None:
    """A township of the register by code or name. Raises: PLACE_UNKNOWN, PLACE_AMBIGUOUS."""
    if not text:
        return None

    def ask(world: World, viewer: Viewer) -> TownshipCode:
        names = {code: name for code, name in world.fold.record.townships.items() if viewer.covers(code)}
        return TownshipCode(_named(text, names, argument))

    return context.put(ask, NOW)


def _named(text: str, names: dict[VillageCode, str] | dict[str, str], argument: str) -> str:
    if text.isdigit():
        return text
    meant = [code for code, name in names.items() if name == text.strip()]
    return _only(meant, {str(code): name for code, name in names.items()}, argument, found=bool(meant))


def _only(meant: Iterable[str], names: dict[str, str], argument: str, *, found: bool) -> str:
    codes = sorted(meant)
    if found and len(codes) == 1:
        return codes[0]
    labels = tuple(f"{names[code]} {code}" for code in codes)
    if not found:
        raise Refusal(
            "PLACE_UNKNOWN",
            f"`{argument}`: no such place in your region. Send its code or its name as the register has it.",
            f"`{argument}`：您的管辖范围内没有该村或乡镇，请填代码或名册中的名称。",
            path=(argument,),
            choices=tuple(codes),
            labels=labels,
        )
    raise Refusal(
        "PLACE_AMBIGUOUS",
        f"`{argument}`: more than one place is possible. Send the code of the one you mean.",
        f"`{argument}`：有多个可能的村或乡镇，请填代码。",
        path=(argument,),
        choices=tuple(codes),
        labels=labels,
    )
