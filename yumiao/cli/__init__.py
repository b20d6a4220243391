"""The commands. Each module holds one family; importing it registers them, and the first use imports it."""

from yumiao.cli.app import app

__all__ = ["app"]
