"""Layouts: what a portal's own pages teach of where boilerplate, headline, date and text stand."""
