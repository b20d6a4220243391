"""The program as people use it: commands, exit codes, answers."""
