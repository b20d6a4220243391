"""Names as people type them: whole or in part, in pinyin with every reading, by initials."""

from functools import lru_cache
from itertools import islice, product

MOST_READINGS = 512


def spells(name: str | None, text: str) -> bool:
    """Whether a text means a name: part of it, or the start of its pinyin or of its initials."""
    if not name:
        return False
    wanted = plain(text)
    if not wanted:
        return False
    return wanted in plain(name) or (wanted.isascii() and any(s.startswith(wanted) for s in spellings(name)))


def plain(text: str) -> str:
    """Lower case without blanks, apostrophes and dots: `Ōuyáng` must be typed `ouyang`."""
    return "".join(text.lower().split()).replace("'", "").replace("·", "").replace("ü", "v")


@lru_cache(maxsize=100_000)
def spellings(name: str) -> tuple[str, ...]:
    """The pinyin of a name by every combination of readings (单 is shan and dan), and the initials of each."""
    from pypinyin import (  # its tables take a quarter of a second; few questions are typed in pinyin
        Style,
        pinyin,
    )

    signs = plain(name)  # one by one: within a known phrase pypinyin would keep one reading only
    syllables = [pinyin(sign, style=Style.NORMAL, heteronym=True)[0] for sign in signs]
    found: dict[str, None] = {}
    for reading in islice(product(*syllables), MOST_READINGS):
        found["".join(reading)] = None
        found["".join(syllable[0] for syllable in reading)] = None
    return tuple(found)
