"""Looks at a live portal with a few polite requests: to write its site file, or to see whether that still holds."""
