"""The commands. Each module holds one family; importing it registers them."""

from yumiao.cli import (
    caring,
    drawing,
    erasing,
    exporting,
    keeping,
    ledgers,
    pairing,
    questions,
    rules,
    serving,
    todays,
    work_sheets,
)
from yumiao.cli.app import app

__all__ = [
    "app",
    "caring",
    "drawing",
    "erasing",
    "exporting",
    "keeping",
    "ledgers",
    "pairing",
    "questions",
    "rules",
    "serving",
    "todays",
    "work_sheets",
]
