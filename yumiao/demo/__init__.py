"""The demo county: invented villages and people, in ledgers as messy as real ones."""

from yumiao.demo.ledgers import make_ledgers

__all__ = ["make_ledgers"]
