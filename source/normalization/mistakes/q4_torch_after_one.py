"""PyTorch's running variance after one batch.

question: q4_memory
fails: test_memory_of_torch
"""
mean_2 = 0.57
var_2 = 0.88667
var_2_torch = 1.6
steps = 44
first_mean = 3.952
first_std = 3.162
