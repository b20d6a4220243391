"""The election cycle in questions: its days, whose class they change, who stands long enough in the Party."""
