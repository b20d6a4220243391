"""Names that Excel takes for a sheet."""

import re

_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")
LONGEST = 31


def free_sheet_name(wanted: str, taken: set[str]) -> str:
    """The name as Excel takes it, with a number where another sheet of the workbook has it; added to `taken`."""
    plain = _NOT_IN_NAMES.sub("_", wanted).strip("'")[:LONGEST] or "Sheet1"
    name, number = plain, 2
    while name.lower() in taken:
        name, number = f"{plain[: LONGEST - 4]}-{number}", number + 1
    taken.add(name.lower())
    return name
