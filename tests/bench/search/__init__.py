"""Search measured at a million made articles."""
