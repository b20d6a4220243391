"""What the rules are, and what a draft would change."""
