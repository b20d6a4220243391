"""The same search compiled by numba, over columns instead of objects; optional, and equal to the plain one by test."""
