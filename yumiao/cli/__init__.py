"""The commands. Each module holds one family; importing it registers them."""

from yumiao.cli import caring, erasing, keeping, ledgers, questions, serving, todays
from yumiao.cli.app import app

__all__ = ["app", "caring", "erasing", "keeping", "ledgers", "questions", "serving", "todays"]
