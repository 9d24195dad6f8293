"""Recognition: which canonical table a sheet is, and which of its columns is which. Never guesses: asks."""
