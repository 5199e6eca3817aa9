"""The running variance starts at 1.

question: q4_memory
fails: test_memory_after_two_batches
"""
mean_2 = 0.57
var_2 = 1.69667
var_2_torch = 2.14
steps = 44
first_mean = 3.952
first_std = 3.162
