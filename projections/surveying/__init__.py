"""Surveys and villages' plans: how far they are (question 13), whom they heard (question 24), what is overdue."""
