"""Work sheets of mentoring."""
