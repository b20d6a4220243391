"""The days of the election, and whom they concern."""
