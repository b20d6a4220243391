"""The county's rules as a file that people read, check, compare and publish."""
