"""A closed list of meanings, each with its Chinese and English label and the words people use for it."""

from collections.abc import Iterable
from typing import NamedTuple

from domain.values.text import bare


class Meaning(NamedTuple):
    """One code of a list. `words`: further spellings, parted by blanks; code and labels are understood as well."""

    code: str
    zh: str
    en: str
    words: str = ""


class Wording:
    """Words to codes, codes to labels. A word that is not listed reads None: it is never guessed."""

    def __init__(self, name: str, meanings: Iterable[Meaning]) -> None:
        self.name = name
        self.meanings = {meaning.code: meaning for meaning in meanings}
        self._codes: dict[str, str] = {}
        for meaning in self.meanings.values():
            for word in (meaning.code, meaning.zh, meaning.en, *meaning.words.split()):
                spelling = bare(word)
                if self._codes.setdefault(spelling, meaning.code) != meaning.code:
                    raise ValueError(f"{name}: {word} means two things")

    def read(self, text: str) -> str | None:
        """The code for a word, or None."""
        return self._codes.get(bare(text))

    def zh(self, code: str) -> str:
        """The Chinese label of a code of this list."""
        return self.meanings[code].zh

    def en(self, code: str) -> str:
        """The English label of a code of this list."""
        return self.meanings[code].en

    def codes(self) -> tuple[str, ...]:
        """All codes, in the order of the list."""
        return tuple(self.meanings)
