"""Finding the articles of a portal that nobody has described: classes of addresses, and what their pages are."""
