"""Checks of models: how they are built, run and trained."""
