"""The slope of the sigmoid where it is steepest.

question: q7_zero_gradients
fails: test_slope_of_the_sigmoid
"""
zero_sigmoid = {"a", "d"}
zero_relu = {"a", "b"}
zero_leaky = set()
slope = 0.25
reasons = {"p", "r", "u"}
