"""The conditions of the daily question, and what they ask of a person. What is unknown is neither met nor missed."""

from enum import StrEnum

import msgspec

from domain.grades import Viewer
from domain.ledger import LedgerKind
from domain.rule_set import RuleSet
from projections.answer import Counting
from projections.fold import Human
from projections.spelling import spells
from projections.structure import at_least, at_most
from projections.world import World


class Standing(StrEnum):
    """Towards the Party, as far as ledgers say."""

    FULL = "FULL"
    PROBATIONARY = "PROBATIONARY"
    NOT_A_MEMBER = "NOT_A_MEMBER"
    UNKNOWN = "UNKNOWN"


class TermsMet(StrEnum):
    """GENERAL: R29. EXCEPTIONAL: R30, which also everybody meets who meets the general terms."""

    GENERAL = "GENERAL"
    EXCEPTIONAL = "EXCEPTIONAL"


class PeopleFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Every condition must hold; None: it does not matter. Words are the canonical codes of domain/values."""

    age_from: int | None = None
    """In full years on the answer's day, inclusive."""
    age_to: int | None = None
    education_at_least: str | None = None
    sex: str | None = None
    standing: Standing | None = None
    residence: str | None = None
    willingness_to_stand: str | None = None
    willingness_to_return: str | None = None
    willingness_to_serve: str | None = None
    kind: LedgerKind | None = None
    """Named by this kind of ledger; `villages` means the incumbents."""
    terms: TermsMet | None = None
    """Age on the reference date, and education."""
    not_yet_considered: bool = False
    """Has no candidacy anywhere."""
    lacking: Counting | None = None
    """Member or native of a village that lacks reserves, by this counting."""
    text: str | None = None
    """Part of the name, or its pinyin or initials."""


def meets(world: World, viewer: Viewer, human: Human, wanted: PeopleFilter) -> bool | None:
    """Whether every condition holds; None where only the age is in doubt."""
    plain = (
        wanted.education_at_least is None or at_least(human, wanted.education_at_least),
        wanted.sex is None or human.sex == wanted.sex,
        wanted.standing is None or standing_of(human) is wanted.standing,
        *(
            getattr(wanted, field) is None or _says(human, field, getattr(wanted, field))
            for field in (
                "residence",
                "willingness_to_stand",
                "willingness_to_return",
                "willingness_to_serve",
            )
        ),
        wanted.kind is None or wanted.kind in human.kinds,
        not wanted.not_yet_considered or not considered(world, human),
        wanted.lacking is None or bool(lacking_villages(world, viewer, human, wanted.lacking)),
        wanted.text is None
        or (viewer.sees("name") and any(spells(name, wanted.text or "") for name in human.names)),
    )
    if not all(plain):
        return False
    ages: list[bool | None] = []
    if wanted.age_to is not None:
        ages.append(at_most(human, wanted.age_to, world.on_date))
    if wanted.age_from is not None:
        younger = at_most(human, wanted.age_from - 1, world.on_date)
        ages.append(None if younger is None else not younger)
    if wanted.terms is not None:
        ages.append(meets_terms(world.rules, human, wanted.terms, world))
    return False if False in ages else None if None in ages else True


def _says(human: Human, field: str, wanted: str) -> bool:
    """Whether a field has a value; somebody of whom no ledger says anything has not been asked either."""
    return human.value(field) == wanted or (wanted == "not_asked" and field not in human.facts)


def lacking_villages(world: World, viewer: Viewer, human: Human, counting: Counting) -> tuple[str, ...]:
    """The viewer's villages that a person is a member or a native of and that lack reserves, by code."""
    codes = {code for code in (human.member_at, human.native_of) if code and viewer.covers(code)}
    entries = (world.index.villages.get(code) for code in codes)
    return tuple(sorted(e.code for e in entries if e and e.counts and e.share.short(counting)))


def meets_terms(rules: RuleSet | None, human: Human, terms: TermsMet, world: World) -> bool | None:
    """Age on the reference date and education; None where only the age is in doubt. Unknown education: not met."""
    if rules is None:
        return False
    asked = rules.general if terms is TermsMet.GENERAL else rules.exceptional
    if not at_least(human, asked.education_min):
        return False
    return at_most(human, asked.age_max, world.reference_date)


def best_terms(world: World, human: Human) -> TermsMet | None:
    """The stricter terms that a person certainly meets."""
    met = (t for t in (TermsMet.GENERAL, TermsMet.EXCEPTIONAL) if meets_terms(world.rules, human, t, world))
    return next(met, None)


def standing_of(human: Human) -> Standing:
    """By the kind of membership, else by the political status; silence and dispute are unknown."""
    kind = human.facts.get("member_kind")
    if kind:
        return {"full": Standing.FULL, "probationary": Standing.PROBATIONARY}.get(
            kind.value or "", Standing.UNKNOWN
        )
    status = human.value("political_status")
    if status is None:
        return Standing.UNKNOWN
    known = {"party_member": Standing.FULL, "probationary_member": Standing.PROBATIONARY}
    return known.get(status, Standing.NOT_A_MEMBER)


def considered(world: World, human: Human) -> bool:
    """Whether any roster lists the person, waiting rows included, or anybody ever decided about them as a reserve."""
    listings = (world.fold.record.listed.get(record, {}) for record in human.records)
    return any(candidacy.known for listing in listings for candidacy in listing.values())
