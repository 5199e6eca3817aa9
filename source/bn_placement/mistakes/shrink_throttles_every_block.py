"""Halving gamma and beta is believed to halve the signal, wherever it happens.

question: q14_shrink
fails: test_harmless_all_right
"""
gamma_left = (1 - 0.02 * 0.02 / 0.1) ** 276
harmless = {"a", "f"}
