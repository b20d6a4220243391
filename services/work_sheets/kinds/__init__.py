"""Every kind of work sheet, by its name. A new one is one more declaration here."""

from collections.abc import Mapping
from types import MappingProxyType

from domain.refusal import Refusal
from domain.values.text import bare
from services.work_sheets.declaring import Kind
from services.work_sheets.kinds.mentoring import contacts, pairings, training
from services.work_sheets.kinds.surveying import classes, findings, talks, willingness
from services.work_sheets.kinds.vetting import conclusions, earlier_reviews, opinions, proposals, screening

KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        kind.code: kind
        for kind in (
            classes.KIND,
            talks.KIND,
            findings.KIND,
            willingness.KIND,
            earlier_reviews.KIND,
            proposals.KIND,
            screening.KIND,
            opinions.KIND,
            conclusions.KIND,
            pairings.KIND,
            contacts.KIND,
            training.KIND,
        )
    }
)
"""In the order in which one call takes them: a proposal before its screening, a pairing before its talks."""


def kind_named(text: str) -> Kind:
    """The kind that a word means: its code, with a hyphen or not, or its Chinese title.

    Raises: KIND_UNKNOWN, with the kinds there are.
    """
    wanted = bare(text)
    for kind in KINDS.values():
        if wanted in (bare(kind.code), bare(kind.title)):
            return kind
    raise Refusal(
        "KIND_UNKNOWN",
        f"There is no work sheet `{text}`. Choose one of {', '.join(KINDS)}.",
        f"没有“{text}”这种工作表，请选：{'、'.join(f'{k.code}（{k.title}）' for k in KINDS.values())}。",
        path=("kind",),
        choices=tuple(KINDS),
    )
