"""Recognising a page: pure code that crawler and normaliser share."""
