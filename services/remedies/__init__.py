"""What could be done about a gap, a quota or a single link: exact, pure, and only ever people to look at."""
