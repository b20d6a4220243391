"""The roots of the mutation type: translate in, carry out one use case, translate out. Refusals are data here."""
