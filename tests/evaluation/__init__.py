"""How good the normaliser is: pages with gold, and what is made of them, in figures that may only rise."""
