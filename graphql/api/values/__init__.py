"""What answers are made of: references, enums, pages, and how sensitive each field is."""
