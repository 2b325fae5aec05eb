"""Discovery of pages: one module for each way in which a portal names its articles."""
