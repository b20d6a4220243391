"""The search behind a proposal: a part as numbers, its cheapest flow, coverage alone, and a warm start of both."""
