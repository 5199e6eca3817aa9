"""A bias in front of batch norm is believed to shift the output.

question: q14_shrink
fails: test_harmless_all_right
"""
steps = 12 * 23
gamma_left = (1 - 0.02 * 0.02 / (1 - 0.9)) ** steps
harmless = {"a", "b"}
