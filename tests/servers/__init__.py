"""Real servers for the tests, started natively; what is missing is said in one line."""
