"""Questions about willingness and the work to win people: 6, 14, 17, 21 and the watch list."""
