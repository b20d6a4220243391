"""`python -m api.export`: writes graphql/schema.graphql, the contract; the same schema gives the same bytes."""

import sys
from pathlib import Path

from api.schema import make_schema

FILE = Path(__file__).parent.parent / "schema.graphql"


def sdl() -> str:
    """The schema in its own language, types by name, fields in our order."""
    return make_schema().as_str() + "\n"


if __name__ == "__main__":
    FILE.write_text(sdl(), "utf-8")
    sys.stderr.write(f"{FILE}\n")
