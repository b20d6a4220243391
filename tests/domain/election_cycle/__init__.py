"""An election cycle, from opening to closing."""
