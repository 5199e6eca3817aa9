"""One percent is believed to take a hundred batches.

question: q4_memory
fails: test_steps_to_warm_up
"""
mean_2 = 0.57
var_2 = 0.88667
var_2_torch = 2.14
steps = 100
first_mean = 3.952
first_std = 3.162
