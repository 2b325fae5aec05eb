"""Pages that scripts build, opened in Chromium (extra `render`); nothing here is imported for other sites' crawls."""
