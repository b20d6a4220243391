"""What the rules say of a pairing that was made all the same."""

from collections.abc import Iterator

from domain.finding import Finding
from domain.mentorship.assigning import AssigningContext


def findings(seen: AssigningContext) -> tuple[Finding, ...]:
    """What the rules say of a pairing that was made."""
    return (*_kin(seen), *_over_capacity(seen))


def _kin(seen: AssigningContext) -> Iterator[Finding]:
    if seen.is_kin:
        yield Finding(
            code="MENTOR_IS_KIN",
            message="Mentor and reserve are kin by a recorded tie: somebody else should be the mentor.",
            message_zh="导师与后备力量有登记在案的亲属关系，宜另选导师。",
            rule="nobody_is_mentored_by_their_kin",
            version=seen.version,
        )


def _over_capacity(seen: AssigningContext) -> Iterator[Finding]:
    load = seen.others + 1
    if load > seen.capacity:
        yield Finding(
            code="OVER_CAPACITY",
            message=f"The mentor now has {load} reserves and can take on {seen.capacity}: let another mentor take one.",
            message_zh=f"该导师现带 {load} 人，可带 {seen.capacity} 人，请调整部分帮带对象。",
            rule="a_mentor_has_no_more_reserves_than_they_can_take_on",
            version=seen.version,
            seen={"load": load, "capacity": seen.capacity},
        )
