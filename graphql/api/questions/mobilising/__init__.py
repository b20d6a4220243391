"""Questions about those who leave, those who are unwilling and those who are away."""
