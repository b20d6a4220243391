"""What a ledger's words and figures mean: dates, education, id numbers, wordings. Pure, no clock."""
