"""The rules of vetting, each a sentence; steps.py says which a step keeps to, in the order of the refusals."""
