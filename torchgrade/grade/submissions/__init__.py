"""Find submissions, tell them apart, and take them in."""
