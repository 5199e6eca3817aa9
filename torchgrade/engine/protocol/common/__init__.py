"""Plain values that a test and a student's code both have: what one changes, the other feels."""
