"""Keyset cursors: where a page ended, opaque, and bound to the question and its arguments."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from functools import lru_cache
from hashlib import blake2s

from domain.refusal import Refusal

LARGEST_PAGE = 100


def page_size(first: int) -> int:
    """`first` itself.

    Raises: PAGE_SIZE outside 1 to 100.
    """
    if not 1 <= first <= LARGEST_PAGE:
        raise Refusal(
            "PAGE_SIZE",
            f"Ask for 1 to {LARGEST_PAGE} rows at a time.",
            f"每页请取 1 至 {LARGEST_PAGE} 行。",
            path=("first",),
        )
    return first


def write_cursor(question: str, args: tuple[object, ...], key: str) -> str:
    """The cursor after the row with this sort key."""
    return urlsafe_b64encode(_mark(question, args) + key.encode()).decode().rstrip("=")


def read_cursor(question: str, args: tuple[object, ...], after: str | None, digits: int = 0) -> str:
    """The sort key to go on after; empty for the first page. `digits`: the key must begin with so many.

    Raises: CURSOR_FOREIGN for a cursor of another question or other arguments, or anything that is no cursor.
    """
    if after is None:
        return ""
    try:
        found = urlsafe_b64decode(after.encode("ascii") + b"=" * (-len(after) % 4))
        mark, key = found[:6], found[6:].decode()
    except (Error, ValueError):
        mark, key = b"", ""
    head = key[:digits]
    sound = len(head) == digits and head.isascii() and (head.isdigit() or not digits)
    if not sound or mark != _mark(question, args) or write_cursor(question, args, key) != after:
        raise Refusal(
            "CURSOR_FOREIGN",
            "This cursor belongs to another question or other arguments. Start again without `after`.",
            "该游标不属于本查询或参数已变化，请去掉 after 重新查询。",
            path=("after",),
        )
    return key


@lru_cache(maxsize=4096)
def _mark(question: str, args: tuple[object, ...]) -> bytes:
    return blake2s(repr((question, args)).encode(), digest_size=6).digest()
