"""Other extractors on the same pages, in an environment of their own (`.venv-peers`, made by `make eval-peers`)."""
