"""Any change of scale or shift is believed to be undone by the next batch norm, past the ReLU.

question: q14_shrink
fails: test_harmless_at_most_one_wrong
"""
gamma_left = (1 - 0.02 * 0.02 / 0.1) ** 276
harmless = {"a", "b", "d", "e", "f"}
