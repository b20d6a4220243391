"""Which module holds which command, so that a command starts with its own imports and nobody else's."""

from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType
from typing import Any

from typer.core import TyperGroup
from typer.main import get_group

FAMILIES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "caring": ("rebuild", "verify", "doctor"),
        "drawing": ("draw",),
        "erasing": ("erase",),
        "exporting": ("export",),
        "keeping": ("backup", "restore", "keys", "migrate", "move"),
        "ledgers": ("init", "import"),
        "pairing": ("pair",),
        "questions": ("ask", "do", "find", "history"),
        "rules": ("rules",),
        "serving": ("serve", "demo"),
        "todays": ("today",),
        "work_sheets": ("template",),
    }
)
"""In the order of the help."""


class Families(TyperGroup):
    """The commands whose family has been imported so far; listing them imports every family.

    `Any`: typer brings its own click, which has no public name.
    """

    def list_commands(self, ctx: Any) -> list[str]:
        """Every command there is."""
        self._take(*FAMILIES)
        return super().list_commands(ctx)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of this name; a mistyped one imports every family, so that the nearest can be named."""
        self._take(*([family for family, names in FAMILIES.items() if cmd_name in names] or FAMILIES))
        return super().get_command(ctx, cmd_name)

    def _take(self, *families: str) -> None:
        from yumiao.cli.app import app

        for family in families:
            import_module(f"yumiao.cli.{family}")
        self.commands = get_group(app).commands
