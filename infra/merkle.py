"""The RFC 6962 Merkle tree over the log's rows: any row edited, removed or moved outside the program is found.

Stored are every row's leaf hash, the hash of each full block of 256 leaves, and the peaks (the roots of the
perfect subtrees that the size's binary digits name, largest first). From these the root, an inclusion proof and
a consistency proof follow without reading any event.
"""

from collections.abc import Iterable, Sequence
from hashlib import sha256

HASH_BYTES = 32
BLOCK_LEVEL = 8
BLOCK_LEAVES = 1 << BLOCK_LEVEL
EMPTY_ROOT = sha256().digest()


def leaf_hash(data: bytes) -> bytes:
    """RFC 6962, 2.1: the hash of one leaf's data."""
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """RFC 6962, 2.1: the hash of an inner node."""
    return sha256(b"\x01" + left + right).digest()


class Tree:
    """The running state of an append-only tree: its size and its peaks."""

    def __init__(self, size: int = 0, peaks: bytes = b"") -> None:
        """Raises ValueError where the peaks do not fit the size."""
        if size < 0 or len(peaks) != HASH_BYTES * size.bit_count():
            raise ValueError(f"{len(peaks)} bytes of peaks do not fit {size} leaves")
        self.size = size
        self._peaks = [peaks[i : i + HASH_BYTES] for i in range(0, len(peaks), HASH_BYTES)]

    def grow(self, leaves: Iterable[bytes]) -> list[tuple[int, bytes]]:
        """Add leaf hashes; answers the blocks that became full, as (block number, hash). Amortised O(1) a leaf."""
        size, peaks, full = self.size, self._peaks, []
        for leaf in leaves:
            node, carry, level = leaf, size, 0
            while carry & 1:
                node = sha256(b"\x01" + peaks.pop() + node).digest()
                carry >>= 1
                level += 1
                if level == BLOCK_LEVEL:
                    full.append((size >> BLOCK_LEVEL, node))
            peaks.append(node)
            size += 1
        self.size = size
        return full

    def root(self) -> bytes:
        """The tree's root at its present size."""
        return root_of_peaks(self._peaks)

    def peaks(self) -> bytes:
        """What must be stored beside the size to go on later."""
        return b"".join(self._peaks)


def root_of_peaks(peaks: Sequence[bytes]) -> bytes:
    """Fold the perfect subtrees from the smallest to the largest."""
    if not peaks:
        return EMPTY_ROOT
    root = peaks[-1]
    for peak in reversed(peaks[:-1]):
        root = node_hash(peak, root)
    return root
