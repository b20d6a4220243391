"""Publishing a version of the rules."""

from datetime import date
from typing import Annotated

import strawberry
from strawberry import argument, field

from api.commands.carrying_out import DecidedByInput, Payload, decided, done, refused, tried
from api.commands.mentoring_shapes import ON
from api.commands.settling import BY, DOCUMENT, KEY
from api.context import Context, PointInTime
from api.questions.asking import Info, command
from api.values.grading import P0
from domain.grades import Viewer
from domain.rule_set.publishing import PublishRuleSet
from projections.world import World
from services.ports import Appended
from services.ruling.publishing import publish_rule_set
from services.ruling.reading import check_rules, mistaken


@strawberry.input(description="Publish a version of the rules. 发布规则")
class PublishRuleSetInput:
    """County department alone."""

    rules: str = field(description="The whole as a TOML file, as `ruleSet` answers it. 规则全文（TOML）")
    effective_from: date = field(description="In force from this day. 施行日期")
    decided_by: DecidedByInput | None = field(description=BY, default=None)
    decided_on: date | None = field(description=ON, default=None)
    document_number: str | None = field(description=DOCUMENT, default=None)
    idempotency_key: str | None = field(description=KEY, default=None)


@strawberry.type(description="What publishing answered. 发布结果")
class PublishRuleSetPayload(Payload):
    """The same rules again are nothing new."""

    version: int | None = field(description="The newest version now. 最新版本", metadata=P0)


@strawberry.type
class RulingCommands:
    """A later version never changes an earlier conclusion."""

    @command("Publish a version of the rules. 发布规则")
    def publish_rule_set(
        self, info: Info, input: Annotated[PublishRuleSetInput, argument(description="Rules. 规则")]
    ) -> PublishRuleSetPayload | None:
        """Look first with ruleSetWhatIf."""
        context = info.context
        appended, errors = tried(lambda: _publish(context, input))
        if appended is None:
            return PublishRuleSetPayload(**refused(errors), version=None)
        outcome = done(appended.last, replayed=appended.replayed)

        def newest(world: World, _: Viewer) -> int:
            return max(p.version for p in world.fold.record.rule_sets)

        now = PointInTime(min_position=outcome["position"])
        return PublishRuleSetPayload(**outcome, version=context.put(newest, now))


def _publish(context: Context, input: PublishRuleSetInput) -> Appended:
    rules, mistakes = check_rules(input.rules)
    if rules is None:
        raise mistaken("rules", mistakes)
    by = decided(input.decided_by, input.document_number, input.idempotency_key, input.decided_on)
    wish = PublishRuleSet(rules=rules, effective_from=input.effective_from)
    return publish_rule_set(context.office.desk, context.viewer, context.office.county, wish, by)
