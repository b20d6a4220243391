"""The log of `serve`: one JSON document a line on stderr, and nothing of a person in it.

Only our own lines tell values, which are ids, codes and numbers; of the libraries' lines the words stay and the
values are left out, and of an error its types and places.
"""

import json
import logging
import sys
from datetime import UTC, datetime
from typing import TextIO

from api.http.errors import traced
from services.correlation import current

OURS = "yumiao."


class JsonLines(logging.Formatter):
    """A record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """`at`, `level`, `from`, `said`, and what was seen."""
        ours = record.name.startswith(OURS)
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            "said": record.getMessage() if ours else str(record.msg),
        }
        if name := current.get():
            line["correlation"] = name
        if record.exc_info and record.exc_info[1]:
            line["error"] = traced(record.exc_info[1])
        return json.dumps(line | getattr(record, "seen", {}), ensure_ascii=False)


def log_as_json(to: TextIO | None = None) -> None:
    """Every line of this process goes out so, whoever writes it."""
    handler = logging.StreamHandler(to or sys.stderr)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("yumiao").setLevel(logging.INFO)
