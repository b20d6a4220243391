"""Where random names come from."""

import random
import secrets


class RandomIds:
    """Names that nobody can guess and that say nothing about what they name."""

    def new(self, prefix: str) -> str:
        """`prefix`, an underscore and 24 random hex digits."""
        return f"{prefix}_{secrets.token_hex(12)}"


class SeededIds:
    """The same names for the same seed: for tests and the demo county, never for real people."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311 - repeatable on purpose, protects nothing

    def new(self, prefix: str) -> str:
        """`prefix`, an underscore and 24 hex digits that follow from the seed."""
        return f"{prefix}_{self._random.getrandbits(96):024x}"
