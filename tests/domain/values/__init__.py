"""What a ledger's words and figures mean."""
