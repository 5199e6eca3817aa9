"""Plain values shared by a test and a student's code: each sees the other's changes."""
