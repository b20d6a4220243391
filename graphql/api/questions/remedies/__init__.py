"""What could be done: gaps covered (question 7), quotas mended (8, 9), villages that hang on one person (5)."""
