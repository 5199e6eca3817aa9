"""Runs a submission and says which test cases passed; it does not score."""
