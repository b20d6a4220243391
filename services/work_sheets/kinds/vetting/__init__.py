"""Work sheets of vetting, from earlier reviews to admission."""
