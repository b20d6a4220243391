"""The right to serve a data folder: held by one process, and free again the moment that process ends."""

import sqlite3
from pathlib import Path

from infra.refusals import refusal, storage_refusals

LEASE_FILE = "lease.sqlite"


class ServeLease:
    """An exclusive lock on a small file of its own; the operating system frees it when its holder crashes."""

    def __init__(self, folder: Path) -> None:
        """Raises: FOLDER_SERVED, FOLDER_READ_ONLY."""
        with storage_refusals(folder):
            self._db = sqlite3.connect(
                folder / LEASE_FILE, isolation_level=None, timeout=0, check_same_thread=False
            )
            try:
                self._db.execute("BEGIN EXCLUSIVE")
            except sqlite3.Error as error:
                self._db.close()
                if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY:
                    raise refusal("FOLDER_SERVED", folder=folder) from error
                raise

    def release(self) -> None:
        """Let another process serve. Releasing twice does no harm."""
        self._db.close()

    def __enter__(self) -> "ServeLease":
        return self

    def __exit__(self, *_: object) -> None:
        self.release()
