"""What all commands have in common: who decided, whom a name means, and refusals as data."""

from collections.abc import Callable
from datetime import date
from typing import TypedDict, TypeVar

import strawberry
from strawberry import field

from api.context import NOW, Context, PointInTime
from api.http.errors import ClientError
from api.questions.person_files import PersonFile, read_person
from api.values.grading import P0, P1
from domain.candidacy import candidacy_of
from domain.grades import Viewer
from domain.ids import CandidacyId, PersonId, VillageCode
from domain.recorded import Decider
from domain.refusal import Refusal
from projections.scope import human_of
from projections.search import Found, search
from projections.world import World
from services.ports import KeyReused
from services.settling import Decided

Done = TypeVar("Done")


@strawberry.input(description="Who decided, where it was not the account itself. 作出决定的人")
class DecidedByInput:
    """As the paper has it."""

    name: str = field(description="Name. 姓名")
    role: str = field(description="As what. 职务")
    office: str | None = field(description="Of which office. 单位", default=None)


@strawberry.type(description="One of several that could be meant. 可选项")
class Choice:
    """Send `value` instead."""

    value: str = field(description="What to send. 应填的值", metadata=P0)
    label: str = field(description="What it is. 说明", metadata=P1)


@strawberry.type(description="Something that a rule looked at. 规则所见的一项")
class RuleInput:
    """Never a personal value."""

    name: str = field(description="What it is. 名称", metadata=P0)
    value: str = field(description="What it was. 取值", metadata=P0)


@strawberry.type(description="Why a command was not carried out: nothing has changed. 未办理的原因")
class UserError:
    """An expected failure, as data."""

    code: str = field(description="Stable and documented. 代码", metadata=P0)
    message: str = field(description="What is wrong and what to do. 说明（英文）", metadata=P0)
    message_zh: str = field(description="The same in Chinese. 说明", metadata=P0)
    path: list[str] = field(description="The field of `input` at fault. 有误的字段", metadata=P0)
    rule: str | None = field(description="The rule behind it. 所依据的规则", metadata=P0)
    choices: list[Choice] = field(description="What could be meant. 可选项", metadata=P0)
    rule_version: int | None = field(description="The version of the rules. 规则版本", metadata=P0)
    inputs: list[RuleInput] = field(description="What the rule saw. 规则所见", metadata=P0)
    cure: str | None = field(description="What would help. 如何解决（英文）", metadata=P0)
    cure_zh: str | None = field(description="The same in Chinese. 如何解决", metadata=P0)

    @classmethod
    def of(cls, refusal: Refusal) -> "UserError":
        """The refusal, for clients."""
        labels = refusal.seen.get("labels", refusal.choices)
        return cls(
            code=refusal.code,
            message=refusal.message,
            message_zh=refusal.message_zh,
            path=list(refusal.path),
            rule=refusal.rule or None,
            choices=[Choice(value=v, label=t) for v, t in zip(refusal.choices, labels, strict=True)],
            rule_version=refusal.seen.get("version"),
            inputs=[RuleInput(name=n, value=v) for n, v in refusal.seen.get("inputs", {}).items()],
            cure=refusal.seen.get("cure"),
            cure_zh=refusal.seen.get("cure_zh"),
        )


@strawberry.interface(description="What every command answers. 办理结果")
class Payload:
    """`position` is null where nothing was carried out."""

    position: str | None = field(
        description="Where the log stands now: send it as `minPosition`. 日志位置（读己之写）", metadata=P0
    )
    replayed: bool = field(
        description="The idempotency key was known: this is what was done then. 是否为重复请求", metadata=P0
    )
    user_errors: list[UserError] = field(
        description="Why it was not carried out; empty when it was. 未办理的原因", metadata=P0
    )


class Outcome(TypedDict):
    """The fields of `Payload`: `SomePayload(**outcome, …)`."""

    position: str | None
    replayed: bool
    user_errors: list[UserError]


def done(position: int, *, replayed: bool) -> Outcome:
    """Carried out."""
    return Outcome(position=str(position), replayed=replayed, user_errors=[])


def tried(carry_out: Callable[[], Done]) -> tuple[Done | None, list[UserError]]:
    """What a use case answered, or why it refused."""
    try:
        return carry_out(), []
    except KeyReused:
        reused = Refusal(
            "IDEMPOTENCY_KEY_REUSED",
            "This idempotency key was used for another request. Use a new key for a new request.",
            "该幂等键已用于另一项请求，新的请求请用新的幂等键。",
            path=("idempotencyKey",),
        )
        return None, [UserError.of(reused)]
    except Refusal as refusal:
        return None, [UserError.of(refusal)]


def refused(errors: list[UserError]) -> Outcome:
    """Not carried out."""
    return Outcome(position=None, replayed=False, user_errors=errors)


def decided(
    by: DecidedByInput | None,
    document_number: str | None,
    idempotency_key: str | None,
    on: date | None = None,
) -> Decided:
    """Who decided, as the use cases take it."""
    return Decided(
        on=on,
        by=Decider(name=by.name, role=by.role, office=by.office or "") if by else None,
        document_number=document_number or "",
        idempotency_key=idempotency_key or "",
    )


def person_meant(context: Context, text: str, argument: str) -> PersonId:
    """The person of an id, or of a name that only one bears within the reader's region.

    Raises: PERSON_UNKNOWN, PERSON_AMBIGUOUS (with the people it could be), ROLE_MAY_NOT.
    """

    def ask(world: World, viewer: Viewer) -> PersonId:
        if text.startswith("pe_"):
            human_of(world, viewer, text)
            return PersonId(text)
        return _only_one(search(world, viewer, text, first=100), text, argument)

    return context.put(ask, NOW)


def candidacy_meant(context: Context, person: str, village: str) -> CandidacyId:
    """The person's candidacy for a village, or the one they would have.

    Raises: PERSON_UNKNOWN, PERSON_AMBIGUOUS, VILLAGE_UNKNOWN, VILLAGE_AMBIGUOUS, ROLE_MAY_NOT.
    """
    found = person_meant(context, person, "person")

    def ask(world: World, viewer: Viewer) -> CandidacyId:
        code = _village(world, viewer, village.strip().removeprefix("vi_"))
        human = human_of(world, viewer, found)
        known = human.candidates.get(code)
        return known.id if known else candidacy_of(human.id, code)

    return context.put(ask, NOW)


def village_meant(context: Context, village: str) -> VillageCode:
    """The village of a code, or of a name that only one of the reader's region bears.

    Raises: VILLAGE_UNKNOWN, VILLAGE_AMBIGUOUS.
    """
    return context.put(
        lambda world, viewer: _village(world, viewer, village.strip().removeprefix("vi_")), NOW
    )


def _village(world: World, viewer: Viewer, text: str) -> VillageCode:
    register = world.fold.record.registered
    named = sorted(code for code, v in register.items() if text in (code, v.name) and viewer.covers(code))
    if len(named) == 1:
        return named[0]
    if not named:
        raise Refusal(
            "VILLAGE_UNKNOWN",
            "`village`: no village of that code or name in your region.",
            "`village`：您的管辖范围内没有该村。",
            path=("village",),
        )
    raise Refusal(
        "VILLAGE_AMBIGUOUS",
        "`village`: several villages bear that name. Send the code of the one you mean.",
        "`village`：有多个同名的村，请填村代码。",
        path=("village",),
        choices=tuple(named),
        labels=tuple(f"{register[c].name} {world.index.region_name(c[:9])}" for c in named),
    )


def _only_one(found: Found, name: str, argument: str) -> PersonId:
    named = [row for row in found.people if row.person.name == name.strip()]
    if len(named) == 1:
        return named[0].person.id
    if not named:
        raise Refusal(
            "PERSON_UNKNOWN",
            f"`{argument}`: nobody of that name or id in your region. Look one up with `search`.",
            f"`{argument}`：您的管辖范围内查无此人，请先用 search 查找。",
            path=(argument,),
        )
    raise Refusal(
        "PERSON_AMBIGUOUS",
        f"`{argument}`: several people bear that name. Send the id of the one you mean.",
        f"`{argument}`：有多人重名，请填编号。",
        path=(argument,),
        choices=tuple(row.person.id for row in named),
        labels=tuple(
            " ".join(filter(None, [row.person.name, *(v.name for v in row.villages), row.birth]))
            for row in named
        ),
    )


def file_after(context: Context, person: str, position: str | None) -> PersonFile | None:
    """The person's file with what was just done in it; null for whoever is no longer there."""
    try:
        return read_person(context, person, PointInTime(min_position=position))
    except ClientError:
        return None
