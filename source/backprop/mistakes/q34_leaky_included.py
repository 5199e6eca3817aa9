"""Leaky ReLU is believed to have zero gradients for negative inputs.

question: q7_zero_gradients
fails: test_zero_gradients_of_relu
"""
zero_sigmoid = {"a", "d"}
zero_relu = {"a", "b"}
zero_leaky = {"a", "b"}
slope = 0.1875
reasons = {"p", "r", "u"}
