"""Handwritten backward passes and autograd, compared with finite differences and an oracle."""
