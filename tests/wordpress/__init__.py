"""A real WordPress from Debian's packages, filled and crawled."""
