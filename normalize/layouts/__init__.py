"""Learn from a portal's own pages where boilerplate, headline, date and text are, and read pages by it."""
