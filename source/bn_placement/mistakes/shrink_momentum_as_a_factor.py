"""Momentum is believed to make each step 0.9 times as long.

question: q14_shrink
fails: test_gamma_that_decay_leaves
"""
steps = 12 * 23
gamma_left = (1 - 0.9 * 0.02 * 0.02) ** steps
harmless = {"a", "b", "f"}
