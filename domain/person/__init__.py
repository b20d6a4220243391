"""A person: what ledgers claim, what named people settled, who is the same as whom. Never a score.

The id is random; every attribute is sealed with the person's own key and can be forgotten.
"""
