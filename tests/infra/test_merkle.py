"""The tree is RFC 6962's, and a row's leaf is what any other program would compute from its columns."""

from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infra.merkle import BLOCK_LEAVES, EMPTY_ROOT, Tree, leaf_hash, node_hash
from infra.rows import COLUMNS, leaf_of


def naive_root(leaves: list[bytes]) -> bytes:
    """RFC 6962, 2.1, word for word."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return sha256(b"\x01" + naive_root(leaves[:k]) + naive_root(leaves[k:])).digest()


def leaves(count: int) -> list[bytes]:
    return [leaf_hash(b"%d" % n) for n in range(count)]


@pytest.mark.parametrize("size", [0, 1, 2, 3, 5, 7, 255, 256, 257, 1000])
def test_the_root_is_the_naive_root(size: int) -> None:
    tree = Tree()
    full = tree.grow(leaves(size))
    assert (tree.size, tree.root()) == (size, naive_root(leaves(size)))
    assert full == [
        (n, naive_root(leaves(size)[n * BLOCK_LEAVES : (n + 1) * BLOCK_LEAVES]))
        for n in range(size // BLOCK_LEAVES)
    ]


def test_the_known_roots_of_the_certificate_transparency_test_vectors() -> None:
    """The reference tree of the RFC's authors: eight leaves from the empty string to 0x60…6f."""
    data = [
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    ]
    tree = Tree()
    tree.grow(leaf_hash(bytes.fromhex(one)) for one in data)
    assert tree.root().hex() == "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"
    assert EMPTY_ROOT.hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@given(st.lists(st.integers(0, 300), max_size=8))
def test_a_tree_that_is_stored_and_taken_up_again_goes_on_as_one(steps: list[int]) -> None:
    size, peaks = 0, b""
    blocks = []
    for step in steps:
        tree = Tree(size, peaks)
        blocks += tree.grow(leaves(sum(steps))[size : size + step])
        size, peaks = tree.size, tree.peaks()
    assert Tree(size, peaks).root() == naive_root(leaves(sum(steps)))
    assert [number for number, _ in blocks] == list(range(size // BLOCK_LEAVES))


def test_peaks_that_do_not_fit_the_size_are_refused() -> None:
    with pytest.raises(ValueError, match="do not fit"):
        Tree(3, bytes(32))


def packed(value: Any) -> bytes:
    """MessagePack by its specification, for the few kinds that a row holds; smallest form first."""
    if value is None:
        return b"\xc0"
    if isinstance(value, int):
        if value < 128:
            return value.to_bytes()
        return next(
            head + value.to_bytes(n)
            for head, n in ((b"\xcc", 1), (b"\xcd", 2), (b"\xce", 4), (b"\xcf", 8))
            if value < 1 << 8 * n
        )
    content = value.encode() if isinstance(value, str) else value
    size, text = len(content), isinstance(value, str)
    if text and size < 32:
        return bytes([0xA0 + size]) + content
    if size < 256:
        return (b"\xd9" if text else b"\xc4") + size.to_bytes() + content
    return (b"\xda" if text else b"\xc5") + size.to_bytes(2) + content


def test_a_leaf_is_the_hash_of_an_array_of_all_columns() -> None:
    """Written out by hand, so that no library's new version changes what old proofs rest on."""
    row = (
        70_000, "village:990101100200", 3, "test.noted.v1", 1, "0f" * 16, "990101100200", '["person:pe_1"]',
        1_772_415_000_123_456, "2026-02-01", "[]", b"{}" * 200, "cm_1", "", "", "", "书记员", "李四", "county_leader",
        "组织部", None, "组发〔2026〕3号", "", 200, 65_535,
    )  # fmt: skip
    assert len(row) == len(COLUMNS) == 25
    data = b"\xdc" + (26).to_bytes(2) + packed(1) + b"".join(map(packed, row))
    assert leaf_of(row) == leaf_hash(data)
    assert leaf_of(row).hex() == "5164d16a281f217e9479e5c97826049b6846c28421feb815b3c39e748c7ea831"


def test_every_column_is_part_of_the_leaf() -> None:
    row: list[Any] = [1, "s", 1, "t", 1, "e", "", "[]", 5, None, "[]", b"{}", *[""] * 8, None, "", "", 0, 0]
    assert len(row) == len(COLUMNS)
    for n, value in enumerate(row):
        changed = row.copy()
        changed[n] = value + 1 if isinstance(value, int) else "x"
        assert leaf_of(changed) != leaf_of(row), COLUMNS[n]


def test_a_leaf_is_never_an_inner_node() -> None:
    assert leaf_hash(b"ab") != node_hash(b"a", b"b")
