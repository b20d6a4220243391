"""Who may see which places and people. Every question passes here first."""

from domain.grades import Action, Viewer
from domain.ids import PersonId, RegionCode
from domain.refusal import Refusal
from projections.answer import PersonRef, RegionRef, Stamp, VillageRef
from projections.fold import Human
from projections.ops import LEVELS
from projections.world import World


def must_read(viewer: Viewer) -> None:
    """Raises: ROLE_MAY_NOT for a role that reads nothing."""
    if not viewer.may(Action.READ):
        raise Refusal(
            "ROLE_MAY_NOT",
            f"The role {viewer.role} may not read. Ask the county department.",
            f"角色 {viewer.role} 无权查看，请联系县委组织部。",
            rule="rights_by_role",
        )


def region_of(world: World, viewer: Viewer, region: str | None) -> RegionCode:
    """The region to answer for: the viewer's own, unless one within it is named.

    A county's folder answers for the county when its province or city is asked for by somebody who sees the county.
    Raises: ROLE_MAY_NOT, REGION_MALFORMED, REGION_OUTSIDE, REGION_UNKNOWN.
    """
    must_read(viewer)
    if region is None:
        return viewer.region
    if len(region) not in LEVELS or not (region.isascii() and region.isdigit()):
        raise Refusal(
            "REGION_MALFORMED",
            "A region code has 2, 4, 6, 9 or 12 digits.",
            "区划代码应为 2、4、6、9 或 12 位数字。",
            path=("region",),
        )
    if not viewer.covers(region) and not (world.county.startswith(region) and sees_all(world, viewer)):
        raise Refusal(
            "REGION_OUTSIDE",
            f"{region} lies outside your region {viewer.region}.",
            f"{region} 不在您的管辖范围 {viewer.region} 内。",
            rule="scope_by_region",
            path=("region",),
        )
    if not world.index.knows(region):
        raise Refusal(
            "REGION_UNKNOWN",
            f"The register has no region {region}.",
            f"区划名册中没有 {region}。",
            path=("region",),
        )
    return RegionCode(region)


def sees_all(world: World, viewer: Viewer) -> bool:
    """Whether the viewer's region holds the folder's whole county."""
    return viewer.covers(world.county)


def visible(world: World, viewer: Viewer, human: Human) -> bool:
    """Whether a person belongs to the viewer's region: member, native, incumbent, reserve or linked mentor there."""
    return sees_all(world, viewer) or any(viewer.covers(code) for code in human.places)


def people_in(world: World, region: str) -> list[Human]:
    """Everybody who belongs to a region, by id; the county's own include those without any place."""
    humans = world.fold.humans
    ids = humans.keys() if world.county.startswith(region) else world.fold.people_in.get(region, set())
    return [humans[person] for person in sorted(ids)]


def human_of(world: World, viewer: Viewer, person: str) -> Human:
    """The human being behind a record's id.

    Raises: PERSON_UNKNOWN, also where the person is not for this viewer: the two cannot be told apart.
    """
    must_read(viewer)
    human = world.human(PersonId(person))
    if human is None or not visible(world, viewer, human):
        raise Refusal(
            "PERSON_UNKNOWN",
            "No such person in your region. Look one up with `yumiao find TEXT`.",
            "您的管辖范围内查无此人。请用 `yumiao find 姓名` 查找。",
            path=("person",),
        )
    return human


def village_of(world: World, viewer: Viewer, code: str) -> VillageRef:
    """The village of a code.

    Raises: REGION_MALFORMED, REGION_OUTSIDE, REGION_UNKNOWN.
    """
    if len(code) != 12:
        raise Refusal(
            "REGION_MALFORMED", "A village code has 12 digits.", "村代码应为 12 位数字。", path=("village",)
        )
    return village_ref(world, region_of(world, viewer, code))


def village_ref(world: World, code: str) -> VillageRef:
    """A village by code; one that is not in the register has no name."""
    return VillageRef(code, world.index.region_name(code), region_ref(world, code[:9]))  # type: ignore[arg-type]


def region_ref(world: World, code: str) -> RegionRef:
    """A region by code."""
    return RegionRef(RegionCode(code), world.index.region_name(code))


def person_ref(viewer: Viewer, human: Human) -> PersonRef:
    """A person as this viewer may be told of them."""
    return PersonRef(human.id, human.name if viewer.sees("name") else None)


def stamp(world: World, region: str) -> Stamp:
    """As of when an answer about a region is."""
    return Stamp(
        world.position,
        world.on_date,
        world.fold.erased_in(region),
        len(world.fold.parked),
        world.valid_through,
    )
