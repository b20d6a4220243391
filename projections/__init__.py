"""One fold of events into a graph and counters, and one module per question that they answer.

An answer is a function of (position, on_date); both are echoed in its stamp.
"""
