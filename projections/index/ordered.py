"""Sorted texts in chunks: an insertion moves one chunk, a page is read from where it starts."""

from bisect import bisect_left, bisect_right, insort

CHUNK = 1024


class SortedTexts:
    """A set of texts in code-point order. Adding and discarding cost O(√n), reading on from a text O(log n + page)."""

    __slots__ = ("_chunks", "_lasts", "_size")

    def __init__(self) -> None:
        self._chunks: list[list[str]] = []
        self._lasts: list[str] = []
        self._size = 0

    def __len__(self) -> int:
        return self._size

    def add(self, text: str) -> None:
        """Once, however often."""
        if not self._chunks:
            self._chunks.append([text])
            self._lasts.append(text)
            self._size = 1
            return
        at = min(bisect_left(self._lasts, text), len(self._lasts) - 1)
        chunk = self._chunks[at]
        where = bisect_left(chunk, text)
        if where < len(chunk) and chunk[where] == text:
            return
        insort(chunk, text)
        self._size += 1
        self._lasts[at] = chunk[-1]
        if len(chunk) > 2 * CHUNK:
            self._chunks[at : at + 1] = [chunk[:CHUNK], chunk[CHUNK:]]
            self._lasts[at : at + 1] = [chunk[CHUNK - 1], chunk[-1]]

    def discard(self, text: str) -> None:
        """Take it out where it is."""
        at = bisect_left(self._lasts, text)
        if at == len(self._lasts):
            return
        chunk = self._chunks[at]
        where = bisect_left(chunk, text)
        if chunk[where] != text:
            return
        del chunk[where]
        self._size -= 1
        if chunk:
            self._lasts[at] = chunk[-1]
        else:
            del self._chunks[at], self._lasts[at]

    def after(self, text: str, wanted: int, *, inclusive: bool = False) -> list[str]:
        """At most so many texts behind a text (or from it on, where `inclusive`), in order."""
        at = (bisect_left if inclusive else bisect_right)(self._lasts, text)
        if at == len(self._lasts):
            return []
        chunk = self._chunks[at]
        where = (bisect_left if inclusive else bisect_right)(chunk, text)
        found = chunk[where : where + wanted]
        for later in self._chunks[at + 1 :]:
            if len(found) >= wanted:
                break
            found += later[: wanted - len(found)]
        return found
