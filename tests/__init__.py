"""Every claim the project makes, as a sentence that runs. Mirrors the rooms."""
