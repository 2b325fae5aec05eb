"""Number the rules by which pages are cleaned."""

RULES = 8
"""Raise it by hand whenever a page gives another article than before; `tests/normalize/rules.lock` shows when that is.
"""
