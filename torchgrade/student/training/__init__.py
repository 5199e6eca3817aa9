"""Trainings that a student watches, stops, goes on with, and keeps the best of."""
