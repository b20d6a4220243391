"""The rules as a file, and their versions by command."""
