"""Handwritten backward passes, and autograd, next to differences and to an oracle."""
