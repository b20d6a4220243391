"""The county's rules in questions: the version in force, and what a draft would change."""
