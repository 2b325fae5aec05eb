"""How fast the normaliser is and how much memory it takes: printed, never a timed test."""
