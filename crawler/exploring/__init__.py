"""Exploring a portal that nobody has described: classes of addresses, and the types of their pages."""
