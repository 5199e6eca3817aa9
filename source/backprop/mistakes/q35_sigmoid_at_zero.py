"""The sigmoid is believed to be flat near 0.

question: q7_zero_gradients
fails: test_zero_gradients_of_the_sigmoid
"""
zero_sigmoid = {"b", "c"}
zero_relu = {"a", "b"}
zero_leaky = set()
slope = 0.1875
reasons = {"p", "r", "u"}
