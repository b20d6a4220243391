"""Answers, outreach, the watch list and ties as pure decisions."""
