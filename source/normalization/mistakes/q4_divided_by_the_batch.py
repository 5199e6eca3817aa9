"""Divides by the deviation of the batch.

question: q4_memory
fails: test_test_mode_after_one_batch
"""
mean_2 = 0.57
var_2 = 0.88667
var_2_torch = 2.14
steps = 44
first_mean = 1.2499
first_std = 1.0
