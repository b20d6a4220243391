"""From a messy sheet to checked rows."""
