"""The output in place of the slope.

question: q7_zero_gradients
fails: test_slope_of_the_sigmoid
"""
zero_sigmoid = {"a", "d"}
zero_relu = {"a", "b"}
zero_leaky = set()
slope = 0.75
reasons = {"p", "r", "u"}
