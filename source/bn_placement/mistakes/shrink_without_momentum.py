"""Momentum is forgotten: each step takes only lr * decay.

question: q14_shrink
fails: test_gamma_that_decay_leaves
"""
gamma_left = (1 - 0.02 * 0.02) ** 276
harmless = {"a", "b", "f"}
