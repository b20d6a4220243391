"""Taking ledgers in: checked rows become claims on people, villages and candidacies, in one transaction."""
