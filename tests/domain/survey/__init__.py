"""Surveys and the meetings that judge them."""
