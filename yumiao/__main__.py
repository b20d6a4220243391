"""`python -m yumiao` and the `yumiao` command."""

import os
import sys


def main() -> None:
    """Run the command line; output is UTF-8 everywhere."""
    os.environ.setdefault("PYTHONUTF8", "1")
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    from yumiao.cli import app

    app()


if __name__ == "__main__":
    main()
