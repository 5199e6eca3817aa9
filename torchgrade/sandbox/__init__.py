"""Isolates, limits, measures and ends processes; knows nothing of grading."""
