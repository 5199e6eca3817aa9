"""Block 4 is believed to be followed by batch norm like the others.

question: q14_shrink
fails: test_harmless_all_right
"""
gamma_left = (1 - 0.02 * 0.02 / 0.1) ** 276
harmless = {"a", "b", "c", "f"}
