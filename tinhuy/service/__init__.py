"""The service: jobs in the corpus's own Postgres, schedules, and the workers that run them."""
