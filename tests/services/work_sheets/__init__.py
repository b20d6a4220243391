"""Tests of work sheets."""
