"""The HTTP edge over a toy schema."""
