"""Questions about the election cycle and what its days mean for people."""
