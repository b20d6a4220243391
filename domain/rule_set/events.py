"""Versions of the rules follow each other: a later one never changes an earlier conclusion."""

from collections.abc import Iterable
from datetime import date
from typing import ClassVar

from domain.event import Event, topic
from domain.rule_set.rules import RuleSet


@topic
class RuleSetPublished(Event, frozen=True, kw_only=True):
    """A version of the rules takes effect. It never changes an earlier conclusion."""

    TOPIC: ClassVar[str] = "rule_set.published.v1"
    version: int
    effective_from: date
    rules: RuleSet


def in_force(published: Iterable[RuleSetPublished], on: date) -> RuleSetPublished | None:
    """The latest version with `effective_from` on or before the day."""
    past = [p for p in published if p.effective_from <= on]
    return max(past, key=lambda p: (p.effective_from, p.version)) if past else None
