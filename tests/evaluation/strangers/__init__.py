"""Pages that are no articles, and some that hardly look like ones, in frames of many makes. Never tune on them."""
