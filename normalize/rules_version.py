"""The number of the rules by which pages are cleaned."""

RULES = 7
"""Raised by hand whenever the same page gives another article; `tests/normalize/rules.lock` tells when that is."""
