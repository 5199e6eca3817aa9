"""Rules that look at what the text of a question says."""
