"""Probing of a live portal with a few polite requests: to write its site file, or to check an existing one."""
