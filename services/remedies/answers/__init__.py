"""The remedies asked of a world: the problem made from what is known, the answer as a viewer may see it."""
