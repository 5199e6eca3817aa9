"""Only the sigmoid is believed to have zero gradients.

question: q7_zero_gradients
fails: test_zero_gradients_of_relu
"""
zero_sigmoid = {"a", "d"}
zero_relu = set()
zero_leaky = set()
slope = 0.1875
reasons = {"p", "r", "u"}
