"""A village's class and plan, as named people decide them."""
