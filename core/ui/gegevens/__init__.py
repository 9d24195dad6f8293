"""The page Gegevens: choose a delivery, answer what is not certain, see what it does, load it, and take it back."""
