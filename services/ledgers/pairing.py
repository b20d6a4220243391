"""Tables that pair reserves with mentors: the row is the reserve's, of the mentor only the name is read."""

from collections.abc import Iterable

from msgspec.structs import replace

from domain.values.text import bare
from services.ledgers.headers import Column, Header

_MENTORS = frozenset({"mentor_name", "mentor_names"})
_RESERVE = ("后备", "储备", "培养对象", "拟培养对象")
_MENTEE = ("帮带对象", "结对对象")
"""These stand in a list of mentors as well, as one column beside the mentor's own."""
_OWN = ("导师", "帮带导师", "结对导师", "帮带人", "帮带领导", "帮带干部", "结对干部", "培养人")
"""How a header begins that speaks of the mentor."""
_TITLE = ("后备", "储备")
_OF_VILLAGES = frozenset(
    ("incumbent_name", "combined_post", "star_rating", "classification", "class_difficult", "class_key")
)
_OF_MENTORS = frozenset(("linked_villages", "capacity", "role"))


def paired(header: Header, titles: Iterable[str]) -> Header:
    """The header with the reserve as its person and the mentor as a name beside; any other header as it is."""
    meanings = header.meanings()
    if meanings & _OF_VILLAGES or not meanings & _MENTORS:
        return header
    reserve = _reserve(header, titles)
    if reserve is None:
        return header
    has_village = bool(meanings & {"village", "branch", "village_code"})
    return replace(
        header, columns=tuple(_seen(column, reserve, has_village=has_village) for column in header.columns)
    )


def _reserve(header: Header, titles: Iterable[str]) -> Column | None:
    """The column with the reserve's name."""
    columns = [column for column in header.columns if column.meaning in {"name", "known", ""}]
    named = [column for column in columns if column.meaning == "name"]
    told = [column for column in named if _begins(column, _RESERVE)]
    told += [column for column in columns if bare(column.label) in {"后备干部", "储备干部"}]
    if not told and named and any(word in bare(title) for title in titles for word in _TITLE):
        told = named
    if not told and not named and not header.meanings() & {"linked_villages", "capacity"}:
        told = [
            column for column in columns if bare(column.label) in {*_MENTEE, "帮带对象姓名", "结对对象姓名"}
        ]
    return told[0] if told else None


def _begins(column: Column, words: tuple[str, ...]) -> bool:
    return any(bare(level).startswith(words) for level in column.levels)


def _seen(column: Column, reserve: Column, *, has_village: bool) -> Column:
    if column is reserve:
        return replace(column, meaning="name", rank=0)
    if column.meaning in _MENTORS:
        return replace(column, meaning="mentor_names")
    if column.meaning == "linked_villages" and not has_village:
        return column
    if column.meaning in _OF_MENTORS or (_begins(column, _OWN) and column.meaning != "never"):
        return replace(column, meaning="known")
    return column
