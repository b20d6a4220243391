"""A mentor: a named person with the roles they hold, their area, and how many they can take on. Never a rating.

Opened by a decision; until there is one, a mentors ledger's row is the claim that stands for it.
"""
