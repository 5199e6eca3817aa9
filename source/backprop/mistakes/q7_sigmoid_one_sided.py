"""Only the negative side of the sigmoid is taken for flat.

question: q7_zero_gradients
fails: test_zero_gradients_of_the_sigmoid
"""
zero_sigmoid = {"a"}
zero_relu = {"a", "b"}
zero_leaky = set()
slope = 0.1875
reasons = {"p", "r", "u"}
