"""The decay is taken to be linear, as if each step took the same amount.

question: q14_shrink
fails: test_gamma_that_decay_leaves
"""
gamma_left = max(0.0, 1 - 276 * 0.004)
harmless = {"a", "b", "f"}
