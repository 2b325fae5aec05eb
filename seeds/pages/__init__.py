"""Recognition of pages, without I/O, for crawler and normaliser."""
