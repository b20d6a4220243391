"""The program: wiring, settings, command line, HTTP application."""

import sys
from pathlib import Path

# KEEP: a wheel carries the other rooms in yumiao/_app (their names are too common for site-packages).
# First on the path, so that neither another distribution nor the user's folder can shadow them.
_APP = Path(__file__).parent / "_app"
if _APP.is_dir() and str(_APP) not in sys.path:
    sys.path.insert(0, str(_APP))
