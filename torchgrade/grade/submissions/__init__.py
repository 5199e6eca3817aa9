"""Submissions: found, taken in, and told apart."""
