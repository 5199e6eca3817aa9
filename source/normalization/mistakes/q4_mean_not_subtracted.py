"""The running mean is believed to be 0 still.

question: q4_memory
fails: test_test_mode_after_one_batch
"""
mean_2 = 0.57
var_2 = 0.88667
var_2_torch = 2.14
steps = 44
first_mean = 4.3916
first_std = 3.162
