"""A candidacy on its way."""
