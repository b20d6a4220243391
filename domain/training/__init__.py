"""Training of a person (R43): courses attended and trial posts, one stream a person. Never a mark or a rank."""
