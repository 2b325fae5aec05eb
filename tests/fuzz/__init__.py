"""Mutated pages: whatever a page is, it becomes an article or a rejection that is counted."""
