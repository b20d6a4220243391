"""What is true and what may be decided: events, states, commands, rules. No clock, no I/O, no framework."""
