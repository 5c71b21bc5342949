"""Makes what the feeds bring readable: extracts, files, shortens, translates and checks."""
