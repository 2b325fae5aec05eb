"""Pages that scripts build, opened in Chromium (extra `render`); crawls of other sites import nothing from here."""
