"""One step for each epoch.

question: q14_shrink
fails: test_gamma_that_decay_leaves
"""
gamma_left = (1 - 0.02 * 0.02 / 0.1) ** 12
harmless = {"a", "b", "f"}
