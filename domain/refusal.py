"""Why something was not done: a sentence, a stable code, the rule behind it and what would cure it."""

from typing import Any


class Refusal(Exception):  # noqa: N818 - a refusal is an answer, not an error
    """A command or a file that was refused. Nothing has changed.

    `code` is stable and documented; `message` and `message_zh` say what is wrong and what to do;
    neither ever quotes a personal value.
    """

    def __init__(
        self,
        code: str,
        message: str,
        message_zh: str,
        *,
        rule: str = "",
        path: tuple[str, ...] = (),
        choices: tuple[str, ...] = (),
        **seen: Any,
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.message_zh = message_zh
        self.rule = rule
        self.path = path
        self.choices = choices
        self.seen = seen
