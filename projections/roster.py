"""The roster, township by township, as it is printed: who stands for which village, and what offices ask of them."""

from datetime import date

import msgspec

from domain.grades import Viewer
from domain.rule_set import VillageClass
from projections.answer import Counting, PersonRef, RegionRef, Stamp, VillageRef
from projections.fold import Human
from projections.mentored_by import MentoredBy
from projections.ops import CLASSES
from projections.origins import sensitive_shown
from projections.person_file import CandidacyLine, candidacy_line
from projections.scope import people_in, region_of, region_ref, stamp
from projections.world import World

SHOWN = (
    "sex",
    "ethnicity",
    "birth",
    "joined_party",
    "education_full_time",
    "education_in_service",
    "occupation",
    "post",
    "phone",
    "id_number",
)
"""The fields of a line, beside the name."""


class RosterLine(msgspec.Struct, frozen=True, kw_only=True):
    """One person for one village. Ages are the lowest and highest possible on `age_on`."""

    person: PersonRef
    village: VillageRef
    classification: VillageClass
    facts: dict[str, str]
    """Of SHOWN: what is known, undisputed and for the viewer."""
    hidden: tuple[str, ...]
    """Of SHOWN: known, and not for the viewer."""
    education: str | None
    age_low: int | None
    age_high: int | None
    candidacy: CandidacyLine

    @property
    def mentors(self) -> tuple[MentoredBy, ...]:
        """Whom they have."""
        return self.candidacy.mentored_by


class RosterOfTownship(msgspec.Struct, frozen=True, kw_only=True):
    """By village code, then id."""

    township: RegionRef
    lines: tuple[RosterLine, ...]


class Roster(msgspec.Struct, frozen=True, kw_only=True):
    """Townships by code; those without a line are left out."""

    stamp: Stamp
    region: RegionRef
    counting: Counting
    age_on: date
    townships: tuple[RosterOfTownship, ...]
    sensitive_fields: tuple[str, ...]
    """P3 and P4 fields in it: to be recorded as read."""

    @property
    def lines(self) -> int:
        """All of them; somebody who stands for two villages has two."""
        return sum(len(found.lines) for found in self.townships)


def roster(
    world: World,
    viewer: Viewer,
    *,
    region: str | None = None,
    counting: Counting = Counting.ON_ROSTER,
    age_on: date | None = None,
) -> Roster:
    """The whole roster of a region; `age_on` is the reference date of the cycle when absent.

    Raises: ROLE_MAY_NOT, REGION_MALFORMED, REGION_OUTSIDE, REGION_UNKNOWN.
    """
    code = region_of(world, viewer, region)
    day = age_on or world.reference_date
    by_township: dict[str, list[RosterLine]] = {}
    for human in people_in(world, code):
        for line in lines_of(world, viewer, human, day):
            if _belongs(line, code, counting):
                by_township.setdefault(line.village.township.code, []).append(line)
    return Roster(
        stamp=stamp(world, code),
        region=region_ref(world, code),
        counting=counting,
        age_on=day,
        townships=tuple(
            RosterOfTownship(
                township=region_ref(world, township),
                lines=tuple(sorted(by_township[township], key=lambda x: (x.village.code, x.person.id))),
            )
            for township in sorted(by_township)
        ),
        sensitive_fields=tuple(
            sorted(
                {f for lines in by_township.values() for x in lines for f in sensitive_shown(viewer, x.facts)}
            )
        ),
    )


def lines_of(world: World, viewer: Viewer, human: Human, age_on: date) -> list[RosterLine]:
    """The person's lines within the viewer's region."""
    known = {field: value for field in SHOWN if (value := human.value(field))}
    ages = human.birth.age_at(age_on) if human.birth and viewer.sees("birth") else (None, None)
    return [
        RosterLine(
            person=found.person,
            village=found.village,
            classification=CLASSES[world.index.villages[found.village.code].rank],
            facts={field: value for field, value in known.items() if viewer.sees(field)},
            hidden=tuple(field for field in known if not viewer.sees(field)),
            education=human.education if viewer.sees("education") else None,
            age_low=ages[0],
            age_high=ages[1],
            candidacy=found,
        )
        for found in (
            candidacy_line(world, viewer, human, candidate)
            for candidate in human.candidates.values()
            if viewer.covers(candidate.village)
        )
    ]


def _belongs(line: RosterLine, region: str, counting: Counting) -> bool:
    counts = line.candidacy.cleared if counting is Counting.CLEARED else line.candidacy.on_roster
    return counts and line.village.code.startswith(region)
