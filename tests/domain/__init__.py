"""The model without a shell."""
