"""How pages are found: one module for each way a portal names its articles."""
