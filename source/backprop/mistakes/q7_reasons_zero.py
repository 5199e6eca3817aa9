"""Statement q is believed.

question: q7_zero_gradients
fails: test_reasons_for_zero_gradients
"""
zero_sigmoid = {"a", "d"}
zero_relu = {"a", "b"}
zero_leaky = set()
slope = 0.1875
reasons = {"p", "q", "r", "u"}
