"""A change that nobody has decided, as clients send it."""

from typing import Annotated, TypeAlias

import strawberry
from strawberry import argument, field

from api.commands.carrying_out import person_meant
from api.commands.places import villages_meant
from api.context import Context
from domain.refusal import Refusal
from services.proposing.what_if import AS_IT_IS, WhatIf


@strawberry.input(description="What if: nothing is written. 假设（不写入任何数据）")
class WhatIfInput:
    """All of them at once, where several are given."""

    mentor_leaves: list[str] | None = field(
        description="Mentors who leave: ids, or names that only one bears. 离开的导师", default=None
    )
    person_withdraws: list[str] | None = field(
        description="Reserves who withdraw: ids, or names that only one bears. 退出的后备力量", default=None
    )
    cap_becomes: int | None = field(
        description="Nobody takes on more than so many. 每名导师最多可带人数", default=None
    )
    villages_merge: list[str] | None = field(
        description="Two villages, by code or name; the first goes into the second. 合并的两个村，前者并入后者",
        default=None,
    )


WhatIfArg: TypeAlias = Annotated[
    WhatIfInput | None,
    argument(name="whatIf", description="The same over a changed copy. 假设条件，不写入任何数据"),
]


def what_if_of(context: Context, given: WhatIfInput | None) -> WhatIf:
    """Whom and which places a client means.

    Raises: PERSON_UNKNOWN, PERSON_AMBIGUOUS, PLACE_UNKNOWN, PLACE_AMBIGUOUS, WHAT_IF_MERGE, ROLE_MAY_NOT.
    """
    if given is None:
        return AS_IT_IS
    villages = villages_meant(context, given.villages_merge or (), "villagesMerge")
    if len(villages) not in {0, 2}:
        raise Refusal(
            "WHAT_IF_MERGE",
            "`villagesMerge`: give two different villages, the one that goes first.",
            "`villagesMerge`：请填两个不同的村，先填被并入的村。",
            path=("whatIf", "villagesMerge"),
        )
    return WhatIf(
        mentors_leave=tuple(
            sorted(person_meant(context, one, "mentorLeaves") for one in given.mentor_leaves or ())
        ),
        people_withdraw=tuple(
            sorted(person_meant(context, one, "personWithdraws") for one in given.person_withdraws or ())
        ),
        cap_becomes=given.cap_becomes,
        villages_merge=((villages[0], villages[1]),) if villages else (),
    )
