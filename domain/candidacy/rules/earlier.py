"""Reviews done before, on paper: which are worth entering, and which may be accepted."""

from domain.candidacy.commands import AcceptEarlierReview, RecordEarlierReview
from domain.candidacy.rules.deciding import nobody_decides_two_stages
from domain.candidacy.seen import Seen, refuse
from domain.candidacy.state import Candidacy


def an_earlier_review_is_the_newest_known(
    candidacy: Candidacy, wish: RecordEarlierReview, seen: Seen
) -> None:
    """Whatever is older than the review of the same stage that is known already changes nothing."""
    known = candidacy.review(wish.stage)
    if known and known.made.on >= seen.on:
        refuse(
            "an_earlier_review_is_the_newest_known",
            seen,
            "REVIEW_KNOWN",
            f"A review of this stage of {known.made.on} is known already.",
            f"该环节已有 {known.made.on} 的审查结论。",
            cure="Only a later one would change anything.",
            cure_zh="更早的结论不会改变现状，无需录入。",
            path=("decidedOn",),
            stage=wish.stage,
            known_on=known.made.on,
        )


def nobody_decides_an_earlier_stage_twice(
    candidacy: Candidacy, wish: RecordEarlierReview, seen: Seen
) -> None:
    """The same separation on paper."""
    nobody_decides_two_stages(wish.stage)(candidacy, wish, seen)


def there_is_a_review_to_accept(candidacy: Candidacy, wish: AcceptEarlierReview, seen: Seen) -> None:
    """Clear, and done on or before the day of the acceptance."""
    known = candidacy.review(wish.stage)
    if known is None or known.made.on > seen.on:
        refuse(
            "there_is_a_review_to_accept",
            seen,
            "REVIEW_UNKNOWN",
            "There is no review of this stage to accept.",
            "该环节没有可认可的审查结论。",
            cure="Enter it first (RecordEarlierReview).",
            cure_zh="请先录入该审查结论（RecordEarlierReview）。",
            path=("stage",),
            stage=wish.stage,
        )
