"""Checks of models: how they are built, run, trained and told apart."""
