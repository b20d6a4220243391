"""The event log in one SQLite file: the embedded engine."""

from infra.sqlite_log.log import SQLiteEventLog

__all__ = ["SQLiteEventLog"]
