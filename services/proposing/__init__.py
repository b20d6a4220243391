"""Pairings proposed for a region as it stands: what is asked, the answer in words, the same over a changed copy.

A proposal changes nothing; `services.confirming` makes decisions of it.
"""
