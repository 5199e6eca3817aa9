"""The share of the new value is believed to be 0.9.

question: q4_memory
fails: test_memory_after_two_batches
"""
mean_2 = 2.97
var_2 = 4.62
var_2_torch = 2.14
steps = 44
first_mean = 3.952
first_std = 3.162
