"""A list of floats.

question: q14_weights
fails: none
"""
best_dims = [128.0, 64]
